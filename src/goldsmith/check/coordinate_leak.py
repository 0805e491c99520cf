"""Coordinates in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample

_NUMBER = r"\s*-?\d{1,6}(?:\.\d{1,6})?\s*"
QUADRUPLE = re.compile(
    rf"[\[(]{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}[\])]|(?<![\d.])0\.\d{{2,4}}(?:\s*,\s*0\.\d{{2,4}}){{3}}"
)


class CoordinateLeak(Check):
    """Flag boxes as four numbers in questions and answers, unless the task is `grounding`."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each quadruple."""
        if sample.tags.get("task") == "grounding":
            return
        for place, turn in enumerate(sample.turns):
            if len(turn.text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                continue
            for found in QUADRUPLE.finditer(turn.text):
                where = Place(turn=place, start=found.start(), end=found.end())
                yield self.finding(sample, "major", f"coordinates in the text: {found.group()}", where)
