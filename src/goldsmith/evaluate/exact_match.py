"""Exact match, or every gold value stated."""

from __future__ import annotations

from typing import Literal

from goldsmith.core.types import Sample
from goldsmith.evaluate.benchmark import Benchmark, normalised
from goldsmith.evaluate.gold import gold_of


class ExactMatch(Benchmark):
    """1 when the reply is the gold answer after normalising, or (`stated`) states every gold value in its words."""

    mode: Literal["exact", "stated"] = "stated"
    """Whether the reply must be the answer alone, or may state it in a sentence or a form."""

    def score(self, sample: Sample, reply: str) -> float | None:
        """1 or 0; None without gold."""
        gold = gold_of(sample)
        if not gold:
            return None
        said = normalised(reply)
        if self.mode == "exact":
            return float(said in {normalised(option) for option in " ".join(gold).split("|")})
        padded = f" {said} "
        return float(all(any(f" {normalised(option)} " in padded for option in value.split("|")) for value in gold))
