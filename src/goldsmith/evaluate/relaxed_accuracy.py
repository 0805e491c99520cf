"""Relaxed accuracy of ChartQA (arXiv:2203.10244): numbers within five per cent."""

from __future__ import annotations

from pydantic import Field

from goldsmith.core.types import Sample
from goldsmith.evaluate.benchmark import Benchmark
from goldsmith.evaluate.gold import gold_of


class RelaxedAccuracy(Benchmark):
    """1 when the reply is the gold number within a tolerance, or the gold text whatever its case."""

    tolerance: float = Field(default=0.05, ge=0)
    """Share of the gold number by which a reply may be off; zero must be met exactly."""

    years_exact: bool = False
    """Hold whole numbers from 1000 to 2999 to be years, which must be met exactly."""

    def score(self, sample: Sample, reply: str) -> float | None:
        """1 or 0; None unless there is one gold value."""
        gold = gold_of(sample)
        return None if len(gold) != 1 else float(any(self.matches(reply, one) for one in gold[0].split("|")))

    def matches(self, reply: str, gold: str) -> bool:
        """Whether one reply is one gold value."""
        said, right = _number(reply), _number(gold)
        if said is None or right is None:
            return reply.strip().rstrip(".").lower() == gold.strip().lower()
        if right == 0 or (self.years_exact and right == int(right) and 1000 <= right < 3000):
            return said == right
        return abs(said - right) <= self.tolerance * abs(right) * (1 + 1e-12)


def _number(text: str) -> float | None:
    plain = text.strip().rstrip(".").replace(",", "")
    try:
        return float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        return None
