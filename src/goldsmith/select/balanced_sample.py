"""Balanced sampling: neither large sources swamp the mixture nor small ones repeat too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.select.selector import Selector
from goldsmith.select.wording import number


class BalancedSample(Selector):
    """Draw samples by source with p proportional to weight times size to the power alpha (InstructBLIP, section 2.4).

    A source is drawn by its probability, then its samples in a seeded order without replacement; once all were drawn,
    they come again as copies with `epoch` in their tags, where `repeat` allows it.
    """

    count: int = Field(ge=1)
    """Samples to draw."""
    by: str = "dataset"
    """The tag that names the source."""
    alpha: float = Field(default=0.5, ge=0, le=1)
    """0 draws all sources alike, 0.5 by the square root of their size, 1 by their size."""
    weights: dict[str, float] = {}
    """Factors for single sources."""
    floor: float = Field(default=0.0, ge=0, le=1)
    """Least probability of a source."""
    cap: float = Field(default=1.0, gt=0, le=1)
    """Greatest probability of a source."""
    repeat: float = Field(default=1.0, ge=1)
    """How often a source's samples may be drawn, at most (its epochs)."""
    seed: int = 0
    """Seed of the draw."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """The drawn samples, source by source in the set's order, and how many epochs of each source they make."""
        sizes = Counter(str(sample.tags.get(self.by, "")) for sample in samples)
        shares = probabilities(sizes, self.alpha, self.weights, self.floor, self.cap)
        quotas = _apportioned(shares, self.count)
        drawn = {name: min(quota, int(sizes[name] * self.repeat)) for name, quota in quotas.items()}
        ranks: dict[str, list[tuple[int, str]]] = {name: [] for name in sizes}
        for sample in samples:
            ranks[str(sample.tags.get(self.by, ""))].append((number(f"{self.seed}:{sample.id}"), sample.id))
        times: Counter[str] = Counter()
        for name, ranked in ranks.items():
            ordered = [sample_id for _, sample_id in sorted(ranked)]
            for place in range(drawn[name]):
                times[ordered[place % len(ordered)]] += 1
        for sample in samples:
            for epoch in range(times[sample.id]):
                copy = {"tags": sample.tags | {"epoch": str(epoch)}}
                yield sample if epoch == 0 else sample.child(self.name(), str(epoch), **copy)
        yield from self._told(sizes, shares, quotas, drawn)

    def _told(
        self, sizes: Mapping[str, int], shares: Mapping[str, float], quotas: Mapping[str, int], drawn: Mapping[str, int]
    ) -> Iterator[Finding]:
        for name in sorted(sizes):
            short = drawn[name] < quotas[name]
            message = f"{name or 'without a tag'}: p {shares[name]:.4f}, {drawn[name]} of {sizes[name]} samples, "
            message += f"{drawn[name] / sizes[name]:.2f} epochs" + (f"; {quotas[name]} were wanted" if short else "")
            yield self.finding(None, "minor" if short else "note", message, p=round(shares[name], 6), drawn=drawn[name])


def probabilities(
    sizes: Mapping[str, int], alpha: float, weights: Mapping[str, float], floor: float = 0.0, cap: float = 1.0
) -> dict[str, float]:
    """The probability of each source: weight times size to the power alpha, within floor and cap, summing to 1."""
    raw = {name: weights.get(name, 1.0) * size**alpha for name, size in sizes.items()}
    total = sum(raw.values()) or 1.0
    shares = {name: value / total for name, value in raw.items()}
    fixed: dict[str, float] = {}
    for _ in sizes:
        free = {name: share for name, share in shares.items() if name not in fixed}
        room = 1 - sum(fixed.values())
        scale = room / (sum(free.values()) or 1.0)
        out = {name: min(max(share * scale, floor), cap) for name, share in free.items()}
        bound = {name: value for name, value in out.items() if value != free[name] * scale}
        if not bound:
            return {**fixed, **out}
        fixed |= bound
    rest = sum(fixed.values()) or 1.0
    return {name: fixed.get(name, 0.0) / rest for name in sizes}


def _apportioned(shares: Mapping[str, float], count: int) -> dict[str, int]:
    """Whole numbers by largest remainders, summing to the count."""
    whole = {name: int(count * share + 1e-9) for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: (whole[name] - count * shares[name], name))
    for name in by_remainder[: count - sum(whole.values())]:
        whole[name] += 1
    return whole
