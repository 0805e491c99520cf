"""Exact match, or every gold value stated."""

from __future__ import annotations

import itertools
from typing import ClassVar, Literal

from goldsmith.core.types import Sample
from goldsmith.evaluate.benchmark import Benchmark, normalised
from goldsmith.evaluate.correctness import grade_against
from goldsmith.evaluate.gold import gold_of


class ExactMatch(Benchmark):
    """1 when the reply is the gold answer after normalising, or (`stated`) states every gold value and no other."""

    version: ClassVar[int] = 2

    mode: Literal["exact", "stated"] = "stated"
    """Whether the reply must be the answer alone, or may state it as `rule-judge` reads it."""

    def score(self, sample: Sample, reply: str) -> float | None:
        """1 or 0; None without gold, and (`stated`) where the rules do not know the language."""
        gold = gold_of(sample)
        if not gold:
            return None
        if self.mode == "stated":
            return grade_against(gold, sample, reply).value
        whole = (" ".join(options) for options in itertools.product(*(value.split("|") for value in gold)))
        return float(normalised(reply) in map(normalised, whole))
