"""The samples of several sources as one set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from goldsmith.core.types import Sample
from goldsmith.recipe.stage import Job


@dataclass(frozen=True)
class Together:
    """Several sources as one that can be gone through repeatedly."""

    sources: tuple[Iterable[Sample], ...]

    @classmethod
    def of(cls, job: Job, names: Sequence[str], where: Mapping[str, str]) -> Together:
        """The samples of a job's earlier stages, only those with some tags."""
        return cls(tuple(job.samples(name, where) for name in names))

    def __iter__(self) -> Iterator[Sample]:
        """All samples in order."""
        return chain.from_iterable(self.sources)
