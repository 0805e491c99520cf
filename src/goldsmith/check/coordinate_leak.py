"""Coordinates in prose."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.evidence.number_tables import numbers_written
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample

_NUMBER = r"\s{0,9}-?\d{1,6}(?:\.\d{1,6})?\s{0,9}"
QUADRUPLE = re.compile(
    rf"[\[(]{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}[\])]|(?<![\d.])0\.\d{{2,4}}(?:\s{{0,9}},\s{{0,9}}0\.\d{{2,4}}){{3}}(?!\d)"
)
_SMALLEST = 10
"""Pixels; four whole numbers below are rather a list than a box."""
_WRITTEN = ("table", "value", "ocr", "caption", "alt", "label")


class CoordinateLeak(Check):
    """Flag boxes as four numbers in questions and answers, unless the task is `grounding`.

    Four numbers are a box when the second pair can be a corner or a size for the first, and when they are not all
    written in the media (the values of a chart).
    """

    version: ClassVar[int] = 2

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each quadruple."""
        if sample.tags.get("task") == "grounding":
            return
        notes = tuple((note.kind, note.text[:LARGEST]) for note in sample.notes() if note.kind in _WRITTEN)
        yield from self.in_texts(sample, enumerate(sample.turns), functools.partial(_quadruples, notes))


def _quadruples(notes: tuple[tuple[str, str], ...], text: str) -> Iterator[Fault]:
    if not any(sign in text for sign in ("[", "(", "0.")):
        return
    for found in QUADRUPLE.finditer(text):
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", found.group())]
        if _can_be_box(numbers) and not numbers_written(notes).issuperset(numbers):
            yield Fault("major", f"coordinates in the text: {found.group()}", *found.span())


def _can_be_box(numbers: list[float]) -> bool:
    """Whether four numbers can be two corners, or a corner and a size, in pixels or in shares of the picture."""
    shares = max(numbers) <= 1
    return min(numbers) >= 0 and min(numbers[2:]) > 0 and (shares or max(numbers) >= _SMALLEST)
