"""Quotas: as many samples of each language, skill, domain and format as the brief asks for."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import Field

from goldsmith.core.brief import Brief
from goldsmith.core.types import Finding, Sample
from goldsmith.core.wording import assets_number, number
from goldsmith.select.selector import Selector

Cell = tuple[str, ...]


class Candidate(NamedTuple):
    """A sample that a cell may take: where it comes in the set, the number of its assets, its place in the draw."""

    place: int
    assets: int
    rank: int


class Quotas(Selector):
    """Fill the cells of the brief's grid, each from as many different assets as there are; report what is lacking.

    A sample belongs to the cell named by its tags. A cell without enough samples is reported and stays short.
    """

    brief: Brief
    """What is wanted."""
    size: int | None = Field(default=None, ge=1)
    """So many samples in the brief's proportions, as for a small set to evaluate on; else the brief's own size."""
    seed: int = 0
    """Seed of the choice among equal candidates."""
    refill: bool = False
    """Make up for short cells with samples of cells that have more than they need; this is reported too."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """The chosen samples in their order, then a finding for every short cell and for samples outside the grid."""
        wanted = self._wanted.quotas()
        candidates, outside = self._candidates(samples, wanted)
        uses: Counter[int] = Counter()
        chosen: dict[Cell, list[Candidate]] = {}
        for cell in sorted(wanted, key=lambda cell: (len(candidates[cell]) - wanted[cell], cell)):
            chosen[cell] = _spread(candidates[cell], wanted[cell], uses)
        extra = self._refilled(candidates, chosen, uses) if self.refill else []
        places = {candidate.place for cell in chosen.values() for candidate in cell} | {one.place for one in extra}
        yield from (sample for place, sample in enumerate(samples) if place in places)
        yield from self._lacking(wanted, chosen, candidates)
        if extra:
            message = f"{len(extra)} samples of other cells make up for the short ones"
            yield self.finding(None, "note", message, refilled=len(extra))
        if outside:
            axes = ", ".join(self.brief.axes())
            message = (
                f"{outside} samples belong to no cell of the brief; their tags ({axes}) are missing or not asked for"
            )
            yield self.finding(None, "note", message, outside=outside)

    @property
    def _wanted(self) -> Brief:
        return self.brief.but(size=self.size) if self.size else self.brief

    def _candidates(
        self, samples: Iterable[Sample], wanted: dict[Cell, int]
    ) -> tuple[dict[Cell, list[Candidate]], int]:
        """The candidates of every cell, and the number of samples outside the grid."""
        axes = list(self.brief.axes())
        found: dict[Cell, list[Candidate]] = defaultdict(list)
        outside = 0
        for place, sample in enumerate(samples):
            cell = tuple(str(sample.tags.get(axis, "")) for axis in axes)
            if cell in wanted:
                assets = assets_number(sample) if sample.assets else number(sample.id)
                found[cell].append(Candidate(place, assets, number(f"{self.seed}:{sample.id}")))
            else:
                outside += 1
        return found, outside

    def _refilled(
        self, candidates: dict[Cell, list[Candidate]], chosen: dict[Cell, list[Candidate]], uses: Counter[int]
    ) -> list[Candidate]:
        lacking = self._wanted.size - sum(map(len, chosen.values()))
        taken = {candidate.place for cell in chosen.values() for candidate in cell}
        left = [one for cell in sorted(candidates) for one in candidates[cell] if one.place not in taken]
        return _spread(left, lacking, uses)

    def _lacking(
        self, wanted: dict[Cell, int], chosen: dict[Cell, list[Candidate]], candidates: dict[Cell, list[Candidate]]
    ) -> Iterator[Finding]:
        axes = list(self.brief.axes())
        for cell, number_wanted in wanted.items():
            got = len(chosen[cell])
            if got < number_wanted:
                names = ", ".join(f"{axis} {value}" for axis, value in zip(axes, cell, strict=True))
                message = f"{names}: {number_wanted} samples were wanted and there are {got}"
                yield self.finding(
                    None, "minor", message, cell=dict(zip(axes, cell, strict=True)), wanted=number_wanted, got=got
                )
        full = sum(len(chosen[cell]) == wanted[cell] for cell in wanted)
        total = sum(map(len, chosen.values()))
        message = f"{full} of {len(wanted)} cells are full, {total} of {self._wanted.size} samples"
        surplus = sum(map(len, candidates.values())) - total
        yield self.finding(None, "note", message, full=full, cells=len(wanted), picked=total, surplus=surplus)


def _spread(candidates: list[Candidate], count: int, uses: Counter[int]) -> list[Candidate]:
    """So many candidates, one asset after the other, those first that were used least; `uses` is brought up to date."""
    queues: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda one: (one.rank, one.place), reverse=True):
        queues[candidate.assets].append(candidate)
    turns = [(0, uses[assets], queue[-1].rank, assets) for assets, queue in queues.items()]
    heapq.heapify(turns)
    chosen: list[Candidate] = []
    while turns and len(chosen) < count:
        round_number, used, _, assets = heapq.heappop(turns)
        chosen.append(queues[assets].pop())
        uses[assets] += 1
        if queues[assets]:
            heapq.heappush(turns, (round_number + 1, used + 1, queues[assets][-1].rank, assets))
    return chosen
