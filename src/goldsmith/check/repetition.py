"""Answers that go round in circles."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST, words
from goldsmith.core.types import Finding, Place, Sample


class Repetition(Check):
    """Flag answers of which too much is the same few words again and again (as in Gopher's rules, arXiv:2112.11446)."""

    ngram: int = Field(default=4, ge=1)
    """Words in a repeated piece."""

    share: float = Field(default=0.3, gt=0, le=1)
    """Share of pieces that may be repetitions."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each answer over the share; short answers and data in a form are left alone."""
        if sample.tags.get("format", "prose") != "prose":
            return
        for place, turn in sample.answered():
            text = turn.text
            if len(text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(text):,} characters)")
                continue
            said = words(text)
            total = len(said) - self.ngram + 1
            if total < 12:
                continue
            different = len(set(zip(*(said[start:] for start in range(self.ngram)), strict=False)))
            repeated = 1 - different / total
            if repeated > self.share:
                message = f"{repeated:.0%} of the answer repeats itself"
                yield self.finding(sample, "major", message, Place(turn=place), share=round(repeated, 3))
