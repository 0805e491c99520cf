"""The base of every check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.step import Step
from goldsmith.core.types import Finding, Place, Sample, Severity


class Check(Step):
    """Looks at samples and reports findings. Implement `find`, or `find_all` for what only a whole set shows."""

    room: ClassVar[str] = "goldsmith.check"

    def find(self, sample: Sample) -> Iterator[Finding]:
        """What is wrong with one sample."""
        return iter(())

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """What is wrong with a set; `samples` can be gone through more than once."""
        for sample in samples:
            yield from self.find(sample)

    def finding(
        self,
        sample: Sample | None,
        severity: Severity,
        message: str,
        where: Place | None = None,
        suggestion: str | None = None,
        **evidence: object,
    ) -> Finding:
        """A finding in this check's name."""
        return Finding(
            check=self.name(),
            severity=severity,
            message=message,
            sample=sample.id if sample else None,
            where=where or Place(),
            suggestion=suggestion,
            evidence=FrozenDict(evidence),
        )

    def not_run(self, sample: Sample | None, reason: str) -> Finding:
        """Say that the check could not be made, and why: never a pass."""
        return self.finding(sample, "not run", reason)

    @classmethod
    def whole_set(cls) -> bool:
        """Whether this check needs the whole set at once."""
        return cls.find_all is not Check.find_all
