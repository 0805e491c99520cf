"""The base of every benchmark metric, and how answers are normalised."""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar

from goldsmith.core.marks import unstacked
from goldsmith.core.step import Step
from goldsmith.core.types import Sample

_ARTICLES = re.compile(r"\b(?:a|an|the|el|la|los|las|un|una)\b")
_NUMBERS = {
    "none": "0",
    **{word: str(value) for value, word in enumerate("zero one two three four five six seven eight nine ten".split())},
}


class Benchmark(Step):
    """Scores one reply to one sample."""

    room: ClassVar[str] = "goldsmith.evaluate"

    def score(self, sample: Sample, reply: str) -> float | None:
        """From 0 (wrong) to 1 (right); None when the sample says no right answer."""
        raise NotImplementedError


def normalised(text: str) -> str:
    """Lower case, in one spelling of accents, without articles and punctuation; `none` to `ten` as digits."""
    plain = re.sub(r"['’]", "", unicodedata.normalize("NFKC", unstacked(text)).lower())
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    plain = re.sub(r"[^\w\s.%-]|\.(?!\d)|(?<!\w)-(?!\d)", " ", plain)
    words = _ARTICLES.sub(" ", plain).split()
    return " ".join(_NUMBERS.get(word, word) for word in words)
