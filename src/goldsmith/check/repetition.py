"""Answers that go round in circles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.reading import prose, words
from goldsmith.core.types import Finding, Sample
from goldsmith.engine.minhash import normalised

_SENTENCE = re.compile(r"([^\s.!?。！？][^.!?。！？\n]*)([.!?]+(?![^\s\"'”»)\]])|[。！？]+)?")
"""A full stop within a number ends none."""


class Repetition(Check):
    """Flag answers that say the same few words again and again (as in Gopher's rules), or a long sentence twice.

    The rules are those of arXiv:2112.11446. In Chinese, Japanese and Thai, which write no spaces, two letters stand
    for a word.
    """

    version: ClassVar[int] = 2

    ngram: int = Field(default=4, ge=1)
    """Words in a repeated piece."""

    share: float = Field(default=0.3, gt=0, le=1)
    """Share of pieces that may be repetitions."""

    sentence: int = Field(default=8, ge=1)
    """Words from which on a sentence may not be said twice; a full stop ends it."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each answer over the share, else for each sentence said again; not for data in a form."""
        if sample.tags.get("format", "prose") == "prose":
            yield from self.in_texts(sample, sample.answered(), self._faults)

    def _faults(self, text: str) -> Iterator[Fault]:
        repeated = self._repeated(text)
        if repeated > self.share:
            evidence = {"share": round(repeated, 3)}
            yield Fault("major", f"{repeated:.0%} of the answer repeats itself", 0, len(text), evidence=evidence)
        else:
            yield from self._twice(text)

    def _repeated(self, text: str) -> float:
        """The share of pieces that were there before; none of a short text."""
        said, times = _apart(text)
        total = len(said) - self.ngram * times + 1
        if total < 12:
            return 0.0
        different = len(set(zip(*(said[start:] for start in range(self.ngram * times)), strict=False)))
        return 1 - different / total

    def _twice(self, text: str) -> Iterator[Fault]:
        met = set()
        for found in _SENTENCE.finditer(prose(text)):
            said, ended = found.groups()
            same = normalised(said)
            count = same.count(" ") + 1
            letters_apart = count > 2 * len(said.split())
            if not ended or count < self.sentence * (2 if letters_apart else 1):
                continue
            if same in met:
                yield Fault("minor", "a sentence that was said before", found.start(1), found.end())
            met.add(same)


def _apart(text: str) -> tuple[tuple[str, ...], int]:
    """The words of a text, or its letters where it has no spaces between words, and how many of them make a word."""
    said = words(text)
    if text.isascii():
        return said, 1
    letters = words(normalised(text))
    return (letters, 2) if len(letters) > 2 * len(said) else (said, 1)
