"""Take: a sample of the samples."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.core.wording import number
from goldsmith.select.selector import Selector


class Take(Selector):
    """Keep a number of samples: the first ones, or with a seed a random choice that does not depend on their order."""

    count: int = Field(ge=0)
    """How many to keep."""
    seed: int | None = None
    """Seed of the choice; without one the first samples are taken."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """The chosen samples in their order, and a finding when there were too few."""
        taken = 0
        for sample in self._chosen(samples):
            taken += 1
            yield sample
        if taken < self.count:
            message = f"{self.count} samples were wanted and there are {taken}"
            yield self.finding(None, "minor", message, wanted=self.count, got=taken)

    def _chosen(self, samples: Iterable[Sample]) -> Iterator[Sample]:
        if self.seed is None:
            for _, sample in zip(range(self.count), samples, strict=False):
                yield sample
            return
        ranked = ((number(f"{self.seed}:{sample.id}"), place) for place, sample in enumerate(samples))
        places = {place for _, place in heapq.nsmallest(self.count, ranked)}
        yield from (sample for place, sample in enumerate(samples) if place in places)
