"""Coordinates in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.check import Check, Fault
from goldsmith.core.types import Finding, Sample

_NUMBER = r"\s*-?\d{1,6}(?:\.\d{1,6})?\s*"
QUADRUPLE = re.compile(
    rf"[\[(]{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}[\])]|(?<![\d.])0\.\d{{2,4}}(?:\s*,\s*0\.\d{{2,4}}){{3}}"
)


class CoordinateLeak(Check):
    """Flag boxes as four numbers in questions and answers, unless the task is `grounding`."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each quadruple."""
        if sample.tags.get("task") == "grounding":
            return iter(())
        return self.in_texts(sample, enumerate(sample.turns), _quadruples)


def _quadruples(text: str) -> Iterator[Fault]:
    for found in QUADRUPLE.finditer(text):
        yield Fault("major", f"coordinates in the text: {found.group()}", *found.span())
