"""Balanced sampling: neither large sources swamp the mixture nor small ones repeat too often."""

from __future__ import annotations

import bisect
import difflib
import itertools
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Self

from pydantic import Field, NonNegativeFloat, model_validator

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.core.wording import number
from goldsmith.select.selector import Selector


class BalancedSample(Selector):
    """Draw samples by source with p proportional to weight times size to the power alpha (InstructBLIP, section 2.4).

    Each draw takes a source by its probability, and from it the next sample in a seeded order, new for each epoch. A
    source whose epochs are used up is drawn no more; the others share its place. Samples come in the set's order, with
    the number of their draw in the tag `draw`; from the second epoch on they are copies with `epoch` in their tags.
    """

    version: ClassVar[int] = 2

    count: int = Field(ge=1)
    """Samples to draw."""
    start: int = Field(default=0, ge=0)
    """Draws that were made before: with the same seed, going on from 100 gives what 100 more draws would have given."""
    by: str = "dataset"
    """The tag that names the source."""
    alpha: float = Field(default=0.5, ge=0, le=1)
    """0 draws all sources alike, 0.5 by the square root of their size, 1 by their size."""
    temperature: float = Field(default=1.0, gt=0)
    """Weight times size to the power alpha is raised to 1 over this: above 1 evens sources out, below 1 parts them."""
    weights: dict[str, NonNegativeFloat] = {}
    """Factors for single sources; 0 leaves one out."""
    floor: float = Field(default=0.0, ge=0, le=1)
    """Least probability of a source."""
    cap: float = Field(default=1.0, gt=0, le=1)
    """Greatest probability of a source."""
    repeat: float = Field(default=1.0, ge=1)
    """How often a source's samples may be drawn, at most (its epochs)."""
    seed: int = 0
    """Seed of the draw."""

    @model_validator(mode="after")
    def _floor_below_cap(self) -> Self:
        if self.floor > self.cap:
            raise ValueError(f"the floor {self.floor} is above the cap {self.cap}")
        return self

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """The drawn samples in the set's order, and how many epochs of each source were drawn.

        Raises:
            GoldsmithError: a weight for a source that is not there, or no probabilities fit floor and cap.
        """
        ids: dict[str, list[str]] = defaultdict(list)
        for sample in samples:
            ids[self._source(sample)].append(sample.id)
        sizes = {name: len(ids[name]) for name in sorted(ids)}
        if not sizes:
            return
        shares = self._shares(sizes)
        limits = {name: int(size * self.repeat) for name, size in sizes.items()}
        queues = {name: _epochs(ids[name], self.seed) for name in sizes}
        drawn: dict[str, list[tuple[int, int]]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for place, name in enumerate(itertools.islice(draws(shares, limits, self.seed), self.start + self.count)):
            counts[name] += 1
            sample_id, epoch = next(queues[name])
            if place >= self.start:
                drawn[sample_id].append((place, epoch))
        for sample in samples:
            for place, epoch in drawn.get(sample.id, ()):
                tags = sample.tags | {"draw": str(place)}
                again = {"tags": tags | {"epoch": str(epoch)}}
                yield sample.child(self.name(), str(epoch), **again) if epoch else sample.but(tags=tags)
        yield from self._told(sizes, shares, limits, counts)

    def _source(self, sample: Sample) -> str:
        return str(sample.tags.get(self.by, ""))

    def _shares(self, sizes: Mapping[str, int]) -> dict[str, float]:
        for name in self.weights:
            if name not in sizes:
                near = difflib.get_close_matches(name, sizes, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(sizes)}"
                raise GoldsmithError(
                    f"{self.name()}: no sample's {self.by} is {name!r}, for which a weight is set", hint
                )
        return probabilities(sizes, self.alpha, self.weights, self.floor, self.cap, self.temperature)

    def _told(
        self,
        sizes: Mapping[str, int],
        shares: Mapping[str, float],
        limits: Mapping[str, int],
        counts: Mapping[str, int],
    ) -> Iterator[Finding]:
        wanted = self.start + self.count
        for name, size in sizes.items():
            used_up = counts[name] == limits[name] and shares[name] * wanted > limits[name]
            message = f"{name or 'without a tag'}: p {shares[name]:.4f}, {counts[name]} draws of {size} samples, "
            message += f"{counts[name] / size:.2f} epochs"
            message += f"; all that `repeat` allows, {shares[name] * wanted:.0f} were to be expected" if used_up else ""
            evidence = {"p": round(shares[name], 6), "drawn": counts[name], "epochs": round(counts[name] / size, 4)}
            yield self.finding(None, "minor" if used_up else "note", message, **evidence)
        total = sum(counts.values())
        if total < wanted:
            message = f"{wanted} draws were wanted and `repeat` allows {total}"
            yield self.finding(None, "minor", message, wanted=wanted, got=total)


def probabilities(
    sizes: Mapping[str, int],
    alpha: float,
    weights: Mapping[str, float],
    floor: float = 0.0,
    cap: float = 1.0,
    temperature: float = 1.0,
) -> dict[str, float]:
    """The probability of each source, summing to 1: (weight x size^alpha)^(1 / temperature), within floor and cap.

    All are multiplied by one factor and then clipped; the factor for which they sum to 1 is found by halving its
    range. Sources of weight 0 have probability 0, whatever the floor.

    Raises:
        GoldsmithError: all weights are 0, or no probabilities fit the floor or the cap.
    """
    weighed = {name: weights.get(name, 1.0) * size**alpha for name, size in sizes.items()}
    most = max(weighed.values(), default=0.0)
    raw = {name: max((value / most) ** (1 / temperature), 1e-300) for name, value in weighed.items() if value}
    if not raw:
        raise GoldsmithError("no source has a weight above 0", "give one source a weight")
    if floor * len(raw) > 1 + 1e-9 or cap * len(raw) < 1 - 1e-9:
        raise GoldsmithError(
            f"{len(raw)} sources cannot have probabilities between {floor:g} and {cap:g} that sum to 1",
            f"choose a floor of at most {1 / len(raw):.4g} and a cap of at least that",
        )

    def clipped(factor: float) -> dict[str, float]:
        return {name: min(max(factor * value, floor), cap) for name, value in raw.items()}

    low, high = 1e-9, 1 / min(raw.values())
    for _ in range(100):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if sum(clipped(middle).values()) < 1 else (low, middle)
    return dict.fromkeys(sizes, 0.0) | clipped(high)


def draws(shares: Mapping[str, float], limits: Mapping[str, int], seed: int) -> Iterator[str]:
    """The sources in the order in which they are drawn, until the limits of all are reached; one number a draw."""
    rng = random.Random(f"{seed}:sources")
    left = {name: limits[name] for name, share in shares.items() if share > 0 and limits[name]}
    while left:
        names = list(left)
        reach = list(itertools.accumulate(shares[name] for name in names))
        while all(left.values()):
            name = names[min(bisect.bisect(reach, rng.random() * reach[-1]), len(names) - 1)]
            left[name] -= 1
            yield name
        left = {name: count for name, count in left.items() if count}


def _epochs(ids: list[str], seed: int) -> Iterator[tuple[str, int]]:
    """All ids in a seeded order, then all again in another, without end; with the number of the epoch."""
    for epoch in itertools.count():
        for name in sorted(ids, key=lambda one: number(f"{seed}:{epoch}:{one}")):
            yield name, epoch
