"""Videos on which there is little to see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Place, Sample, Severity
from goldsmith.media.motion import Motion, Span, motion_of
from goldsmith.media.video import Facts, probe


class _Fault(NamedTuple):
    severity: Severity
    problem: str
    spans: tuple[Span, ...] = ()


class VideoQuality(Check):
    """Flag videos that are too short or too long, small, slow, frozen or black.

    A picture stands when not even one pixel changes for two seconds, looked at as 192 pixels long; what moves slowly
    or is small is not taken for frozen, nor are lamps in the dark for black. A video that cannot be decoded is not run.
    """

    slow: ClassVar[bool] = True

    shortest: float = Field(default=1.0, ge=0)
    """Seconds that a video must last."""

    longest: float | None = Field(default=None, gt=0)
    """Seconds that a video may last; none when any length will do."""

    edge: int = Field(default=144, ge=1)
    """Pixels that the shorter edge must have."""

    rate: float = Field(default=5.0, ge=0)
    """Frames that there must be a second: fewer are slides rather than movement."""

    frozen: float = Field(default=0.5, gt=0, le=1)
    """The share of the time for which the picture may stand still."""

    black: float = Field(default=0.2, gt=0, le=1)
    """The share of the time for which the picture may be black."""

    seconds: float = Field(default=300.0, gt=0)
    """So much of a video is looked at, from its beginning."""

    def content(self, sample: Sample) -> Any:
        """The videos alone."""
        return [asset.id for asset in sample.assets if asset.kind == "video"]

    def find(self, sample: Sample) -> Iterator[Finding]:
        """At most one finding for each fault of each video, at the longest stretch that has it."""
        for asset in sample.assets:
            if asset.kind != "video":
                continue
            try:
                faults = list(self._faults(asset))
            except GoldsmithError as error:
                yield self.finding(
                    sample, "not run", f"it cannot be looked at: {error.problem[:200]}", Place(asset=asset.id)
                )
                continue
            for severity, problem, spans in faults:
                worst = max(spans, key=lambda span: span[1] - span[0], default=None)
                yield self.finding(sample, severity, problem, Place(asset=asset.id, seconds=worst))

    def _faults(self, asset: Asset) -> Iterator[_Fault]:
        facts, seen = probe(asset), motion_of(asset, self.seconds)
        yield from self._length(facts.seconds if facts.seconds > self.seconds else seen.seconds)
        yield from self._size(facts)
        if seen.rate < self.rate:
            yield _Fault("minor", f"{seen.rate:.1f} frames a second, {self.rate:g} are needed")
        yield from self._stretches(seen)

    def _length(self, seconds: float) -> Iterator[_Fault]:
        if seconds < self.shortest:
            yield _Fault("minor", f"it lasts {seconds:.1f} seconds, {self.shortest:g} are needed")
        if self.longest is not None and seconds > self.longest:
            yield _Fault("minor", f"it lasts {seconds:.1f} seconds, {self.longest:g} are allowed")

    def _size(self, facts: Facts) -> Iterator[_Fault]:
        if min(facts.width, facts.height) < self.edge:
            size = f"{facts.width} x {facts.height} pixels"
            yield _Fault("minor", f"{size}: its shorter edge should have {self.edge}")

    def _stretches(self, seen: Motion) -> Iterator[_Fault]:
        looked = f"of {seen.seconds:.1f} seconds"
        black = seen.share(seen.black)
        if black > self.black:
            severity: Severity = "major" if black > 0.95 else "minor"
            yield _Fault(severity, f"black for {black * seen.seconds:.1f} {looked}", seen.black)
        frozen = seen.share(seen.still)
        if frozen > self.frozen and black <= self.black:
            yield _Fault("minor", f"frozen for {frozen * seen.seconds:.1f} {looked}", seen.still)
