"""The base of every check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar, NamedTuple

from goldsmith.check.text.reading import LARGEST
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.step import Step
from goldsmith.core.types import Finding, Place, Sample, Severity, Turn

MOST = 20
"""Findings of one check about one text; the others are counted in one more."""
_GRAVITY: tuple[Severity, ...] = ("not run", "note", "minor", "major")


class Fault(NamedTuple):
    """What is wrong in a text: how grave, one sentence, from where to where in code points."""

    severity: Severity
    message: str
    start: int
    end: int
    suggestion: str | None = None
    evidence: Mapping[str, object] = {}


class Check(Step):
    """Looks at samples and reports findings. Implement `find`, or `find_all` for what only a whole set shows."""

    room: ClassVar[str] = "goldsmith.check"
    advises: ClassVar[bool] = False
    """Whether a note of this check is a finding when it is measured, as of one that seldom says more."""
    slow: ClassVar[bool] = False
    """Whether it decodes video, reads pictures or asks a model: it then runs after the others, in processes of its own,
    and what it says is kept by the content it looked at."""

    def content(self, sample: Sample) -> Any:
        """What of a sample this check looks at, as plain data: samples alike in it have the same findings.

        A slow check of the media alone gives their ids here, so that ten questions about a picture cost it one look.
        """
        return sample.model_dump(mode="json", exclude={"id", "parent", "foreign"})

    def find(self, sample: Sample) -> Iterator[Finding]:
        """What is wrong with one sample."""
        return iter(())

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """What is wrong with a set; `samples` can be gone through more than once."""
        for sample in samples:
            yield from self.find(sample)

    def sum_up(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """What this check's findings about the samples of a set come to, such as a rate with its interval."""
        return iter(())

    def in_texts(
        self, sample: Sample, turns: Iterable[tuple[int, Turn]], look: Callable[[str], Iterator[Fault]]
    ) -> Iterator[Finding]:
        """What `look` finds in the text of each of the turns, given with their positions.

        A text over `LARGEST` is reported as not run; after `MOST` findings about a text one more tells how many others
        there are, and is as grave as the gravest of them.
        """
        for place, turn in turns:
            text = turn.text
            if len(text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(text):,} characters)")
                continue
            faults = look(text)
            for severity, message, start, end, suggestion, evidence in islice(faults, MOST):
                where = Place(turn=place, start=start, end=end)
                yield self.finding(sample, severity, message, where, suggestion, **evidence)
            if others := [fault.severity for fault in faults]:
                gravest = max(others, key=_GRAVITY.index)
                message = f"{len(others):,} more findings about turn {place}"
                yield self.finding(sample, gravest, message, Place(turn=place), more=len(others))

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
