"""Recordings that cannot be heard well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Place, Sample, Severity
from goldsmith.media.containers import opened, playable
from goldsmith.media.sound import SPEECH_RATE, Measures, measured, probe, sound_of, speech_spans

Fault = tuple[Severity, str]


class AudioQuality(Check):
    """Flag recordings, and the sound of videos, that are clipped, too quiet or too loud, silent, shifted or too short.

    Clipped are samples on flat tops, also where a recording was made quieter later, and those that a lossy codec left
    beyond full scale. Loudness is measured by ITU-R BS.1770-4. Recordings that cannot be decoded are not run; a video
    without sound has none to judge.
    """

    slow: ClassVar[bool] = True

    shortest: float = Field(default=0.5, ge=0)
    """Seconds that a recording must last."""

    longest: float | None = Field(default=None, gt=0)
    """Seconds that a recording may last; none when any length will do."""

    clipped: float = Field(default=0.0005, ge=0, le=1)
    """The share of samples that may be clipped."""

    quiet: float = Field(default=-45.0, le=0)
    """LUFS below which it is too quiet; speech is broadcast at -23, podcasts have -16."""

    loud: float = Field(default=-6.0, le=0)
    """LUFS above which it is too loud."""

    silent: float = Field(default=0.7, gt=0, le=1)
    """The share of the time that may be silent, below -60 decibels of full scale."""

    offset: float = Field(default=0.05, ge=0, le=1)
    """By how much the samples may be shifted from the middle, as a share of full scale."""

    speech: float | None = Field(default=None, ge=0, le=1)
    """The share of the time in which someone must speak; not looked for when none. Needs the extra `speech`."""

    seconds: float = Field(default=600.0, gt=0)
    """So much of a recording is listened to, from its beginning."""

    def content(self, sample: Sample) -> Any:
        """The videos and recordings alone."""
        return [[asset.id, asset.kind] for asset in sample.assets if asset.kind in ("video", "audio")]

    def find(self, sample: Sample) -> Iterator[Finding]:
        """At most one finding for each fault of each recording."""
        for asset in sample.assets:
            if asset.kind not in ("video", "audio"):
                continue
            where = Place(asset=asset.id)
            try:
                faults = list(self._faults(asset))
            except GoldsmithError as error:
                yield self.finding(sample, "not run", f"it cannot be listened to: {error.problem[:200]}", where)
                continue
            for severity, problem in faults:
                yield self.finding(sample, severity, problem, where)

    def _faults(self, asset: Asset) -> Iterator[Fault]:
        if asset.kind == "video" and not _has_sound(asset):
            return
        told, heard = probe(asset).seconds, measured(sound_of(asset, until=self.seconds))
        yield from self._length(told if told > self.seconds else heard.seconds)
        if heard.silent > self.silent:
            # a film may well be silent where a recording is useless
            severity: Severity = "note" if asset.kind == "video" else "major" if heard.silent >= 0.99 else "minor"
            yield severity, f"silent for {heard.silent:.0%} of {heard.seconds:.1f} seconds"
        else:
            yield from self._level(heard)
        if heard.clipped > self.clipped:
            yield "minor", f"{heard.clipped:.2%} of its samples are clipped"
        if abs(heard.offset) > self.offset:
            yield "minor", f"its samples are shifted by {heard.offset:+.2f} of full scale"
        yield from self._speech(asset)

    def _length(self, seconds: float) -> Iterator[Fault]:
        if seconds < self.shortest:
            yield "minor", f"it lasts {seconds:.1f} seconds, {self.shortest:g} are needed"
        if self.longest is not None and seconds > self.longest:
            yield "minor", f"it lasts {seconds:.1f} seconds, {self.longest:g} are allowed"

    def _level(self, heard: Measures) -> Iterator[Fault]:
        if heard.loudness is None:
            return
        if heard.loudness < self.quiet:
            yield "minor", f"too quiet: {heard.loudness:.0f} LUFS, {self.quiet:g} are needed"
        if heard.loudness > self.loud:
            yield "minor", f"too loud: {heard.loudness:.0f} LUFS, {self.loud:g} are allowed"

    def _speech(self, asset: Asset) -> Iterator[Fault]:
        if self.speech is None:
            return
        sound = sound_of(asset, rate=SPEECH_RATE, mono=True, until=self.seconds)
        spoken = sum(end - begin for begin, end in speech_spans(sound)) / max(sound.seconds, 1e-6)
        if spoken < self.speech:
            yield "minor", f"someone speaks in {spoken:.0%} of the time, {self.speech:.0%} are needed"


def _has_sound(asset: Asset) -> bool:
    with opened(asset) as container:
        return bool(playable(container, "audio"))
