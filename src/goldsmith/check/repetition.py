"""Answers that go round in circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST, words
from goldsmith.core.types import Finding, Place, Sample
from goldsmith.engine.minhash import normalised


class Repetition(Check):
    """Flag answers of which too much is the same few words again and again (as in Gopher's rules, arXiv:2112.11446).

    In Chinese, Japanese and Thai, which write no spaces, two letters stand for a word.
    """

    version: ClassVar[int] = 2

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
            said, times = _apart(text)
            total = len(said) - self.ngram * times + 1
            if total < 12:
                continue
            different = len(set(zip(*(said[start:] for start in range(self.ngram * times)), strict=False)))
            repeated = 1 - different / total
            if repeated > self.share:
                message = f"{repeated:.0%} of the answer repeats itself"
                yield self.finding(sample, "major", message, Place(turn=place), share=round(repeated, 3))


def _apart(text: str) -> tuple[tuple[str, ...], int]:
    """The words of a text, or its letters where it has no spaces between words, and how many of them make a word."""
    said = words(text)
    if text.isascii():
        return said, 1
    letters = words(normalised(text))
    return (letters, 2) if len(letters) > 2 * len(said) else (said, 1)
