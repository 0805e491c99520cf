"""ANLS of DocVQA (arXiv:2007.00398): how near a reply is in letters."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from goldsmith.core.types import Sample
from goldsmith.evaluate.benchmark import Benchmark
from goldsmith.evaluate.gold import gold_of


class Anls(Benchmark):
    """1 minus the normalised Levenshtein distance to the nearest gold answer, 0 from half the letters on."""

    version: ClassVar[int] = 2

    threshold: float = Field(default=0.5, gt=0, le=1)
    """Distance from which a reply is simply wrong."""

    def score(self, sample: Sample, reply: str) -> float | None:
        """From 0 to 1; None unless there is one gold value."""
        gold = gold_of(sample)
        return max(self.nearness(reply, one) for one in gold[0].split("|")) if len(gold) == 1 else None

    def nearness(self, reply: str, gold: str) -> float:
        """The score against one gold answer."""
        from rapidfuzz.distance import Levenshtein

        said, right = reply.strip().lower(), gold.strip().lower()
        distance = Levenshtein.normalized_distance(said, right)
        return 1 - distance if distance < self.threshold else 0.0
