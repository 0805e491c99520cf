"""Relaxed accuracy of ChartQA (arXiv:2203.10244): numbers within five per cent."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from goldsmith.core.types import Sample
from goldsmith.evaluate.benchmark import Benchmark
from goldsmith.evaluate.gold import gold_of
from goldsmith.evaluate.languages import fold
from goldsmith.evaluate.stated import quantity


class RelaxedAccuracy(Benchmark):
    """1 when the reply is the gold number within a tolerance, or the gold text whatever its case."""

    version: ClassVar[int] = 2

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
        said, right = _readings(reply), _readings(gold)
        if not said or not right:
            return reply.strip().rstrip(".").lower() == gold.strip().lower()
        return any(self._near(one, other) for one in said for other in right)

    def _near(self, said: float, right: float) -> bool:
        if right == 0 or (self.years_exact and right == int(right) and 1000 <= right < 3000):
            return said == right
        return abs(said - right) <= self.tolerance * abs(right) * (1 + 1e-12)


def _readings(text: str) -> list[float]:
    """Every way to read a text that is a number with at most its unit: `1,234` is 1.234 or 1234, 5% is 0.05."""
    found = quantity(fold(text).strip().rstrip("."))
    return [value / (100 if found.unit == "%" else 1) for value in sorted(found.readings)] if found else []
