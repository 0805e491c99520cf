"""Whether the values of a tag have the shares that are wanted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import Field, field_validator

from goldsmith.check.check import Check
from goldsmith.core.brief import Shares
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.stats import wilson
from goldsmith.core.types import Finding, Sample, Severity

_MOST = 50
"""Values beside those wanted that are listed."""


class Balance(Check):
    """Hold the shares of a tag's values against those wanted: so many conversations, descriptions, reasoning.

    Each value gets a note with its number and share, which is a minor finding where the share is off by more than
    `points` and the difference is no accident (95% interval). Samples without the tag are counted as `-`; drafts do not
    count. Without `shares` the values are only counted.
    """

    tag: str = "task"
    """The tag."""

    shares: Shares = FrozenDict()
    """Value to share, or to any number that tells their proportion: `{conversation: 58, detail: 23, reasoning: 77}`."""

    points: float = Field(default=5.0, ge=0, le=100)
    """Points (per cent) by which a share may be off."""

    @field_validator("shares")
    @classmethod
    def _are_numbers(cls, shares: FrozenDict) -> FrozenDict:
        sound = all(isinstance(one, int | float) and math.isfinite(one) and one >= 0 for one in shares.values())
        if not sound or (shares and not any(shares.values())):
            raise ValueError("shares are numbers from 0, not all of them 0")
        return shares

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A finding for each value, the most frequent first; at most 50 values that nobody asked for."""
        counted = Counter(str(sample.tags.get(self.tag, "-"))[:80] for sample in samples if sample.turns)
        if not counted.total() or (not self.shares and set(counted) == {"-"}):
            return
        wanted = {name: float(share) / sum(self.shares.values()) for name, share in self.shares.items()}
        others = [name for name, _ in counted.most_common() if name not in wanted]
        for name in (*wanted, *others[:_MOST]):
            yield self._share(name, counted[name], counted.total(), wanted.get(name, 0.0 if wanted else None))
        if others[_MOST:]:
            yield self.not_run(None, f"{len(others) - _MOST:,} more values of {self.tag} are not listed")

    def _share(self, name: str, number: int, total: int, wanted: float | None) -> Finding:
        share, (low, high) = number / total, wilson(number, total)
        off = wanted is not None and abs(share - wanted) > self.points / 100 and not low <= wanted <= high
        severity: Severity = "minor" if off else "note"
        told = f", {wanted:.1%} wanted" if wanted is not None else ""
        message = f"{self.tag} {name}: {number:,} of {total:,} ({share:.1%}{told})"
        return self.finding(None, severity, message, value=name, number=number, share=share, wanted=wanted)
