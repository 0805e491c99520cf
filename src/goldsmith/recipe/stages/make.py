"""Make samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldsmith.core.types import Finding, Sample
from goldsmith.generate.generator import Generator
from goldsmith.recipe.sharded import run_sharded
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage, Where
from goldsmith.recipe.together import Together


class Make(Stage):
    """Make new samples from each sample of the sources: drawings, questions, dialogs."""

    source: Sources
    """Earlier stages to take samples from."""

    generators: tuple[Generator, ...]
    """What makes samples; each is given every source sample."""

    where: Where = Where()
    """Only source samples with these tags."""

    keep: bool = False
    """Whether the source samples themselves go on too."""

    rows: int = 32
    """Source samples per piece of work."""

    max_failed: float = 0.05
    """The share of source samples that may fail before the stage stops."""

    def parents(self) -> Sequence[str]:
        """The sources."""
        return self.source

    def work(self, job: Job) -> Outcome:
        """Run the generators over all source samples, which they may look over first."""
        sources = Together.of(job, self.source, self.where)
        operation = MakeWith(tuple(generator.fitted(sources) for generator in self.generators), self.keep)
        tally = run_sharded(job, operation, self.source, self.where, rows=self.rows, max_failed=self.max_failed)
        return Outcome.of(tally)


@dataclass(frozen=True)
class MakeWith:
    """What several generators make of a sample."""

    generators: tuple[Generator, ...]
    keep: bool

    def __call__(self, sample: Sample) -> Iterator[Sample | Finding]:
        """The samples made, after the sample itself if it is kept."""
        if self.keep:
            yield sample
        for generator in self.generators:
            yield from generator.make(sample)
