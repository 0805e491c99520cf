"""CHAIR of a model's replies: does a reply name objects that are not in the media?"""

from __future__ import annotations

from typing import Literal

from goldsmith.core.chair import Reading, labels, shown, told
from goldsmith.core.types import Sample
from goldsmith.core.vocabulary import spoken
from goldsmith.evaluate.benchmark import Benchmark


class Chair(Benchmark):
    """Whether a reply names only objects that boxes, labels or captions show (CHAIR, arXiv:1809.02156).

    English and Spanish; samples without such evidence, and replies in other languages, are not scored. Read the scores
    together with `of: recall`: a reply that names nothing names nothing wrong.
    """

    of: Literal["sentences", "instances", "recall"] = "sentences"
    """`sentences`: 1 where nothing absent is named (the mean is 1 - CHAIRs); `instances`: the share of the mentions
    that are there; `recall`: the share of the objects there that are named."""

    reading: Reading = "paper"
    """`paper` counts every word that may name an object; `careful` leaves out what is denied or only describes."""

    def score(self, sample: Sample, reply: str) -> float | None:
        """From 0 to 1; None where the sample's notes show no known object, or none is named (`instances`)."""
        own, languages = labels([sample]), spoken(sample)
        there = shown(sample, own, self.reading)
        if not there or languages is None:
            return None
        found = told(reply, there, languages, own, self.reading)
        if self.of == "recall":
            return found.named / found.there
        if self.of == "sentences":
            return 0.0 if found.absent else 1.0
        return 1 - len(found.absent) / found.mentions if found.mentions else None
