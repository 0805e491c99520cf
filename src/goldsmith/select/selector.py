"""The base of every selector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.step import Step
from goldsmith.core.types import Finding, Sample


class Selector(Step):
    """Chooses among the samples of a set, or marks them with tags.

    `pick` yields the samples to keep and, in between, findings: why a sample was left out, what a set lacks. `samples`
    can be gone through more than once and may not fit in memory: keep ids and numbers, not samples.
    """

    room: ClassVar[str] = "goldsmith.select"

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """The samples to keep, in their order, and findings about the others and about the set."""
        raise NotImplementedError

    def finding(
        self,
        sample: Sample | str | None,
        severity: Literal["note", "minor", "major", "not run"],
        message: str,
        **evidence: object,
    ) -> Finding:
        """A finding in this selector's name."""
        name = sample.id if isinstance(sample, Sample) else sample
        return Finding(
            check=self.name(), severity=severity, message=message, sample=name, evidence=FrozenDict(evidence)
        )
