"""Transcripts of what nobody says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Place, Sample, Severity

Span = tuple[float, float]
LONGEST = 2 * 3600.0
"""Seconds of sound that are listened to."""
_NOT_SAID = re.compile(r"\[[^\]]{0,200}\]|\([^)]{0,200}\)|<[^>]{0,200}>|♪[^♪]{0,200}♪?|\*[^*]{0,200}\*")
"""What captions write of noises and music, as [applause]."""
_NOBODY = 0.05
"""Share of a stretch below which nobody speaks: the edges of speech beside it are not sharp."""


class TranscriptSpeech(Check):
    """Flag transcripts of stretches in which nobody speaks: silence, music, noise, or after the end.

    Where notes of kind `transcript` give their seconds, someone must speak in a good part of them, as told by the
    Silero voice detector; a transcript without seconds needs speech anywhere. Speech between transcripts is noted.
    What stands in brackets, as [applause], is not said. Where a little is spoken it is minor.

    Of stretches of 3 seconds all 180 of silence, chords and noise were flagged, and none of 135 with synthetic speech
    (English, Spanish, Russian; 100 to 220 words a minute), as they were and under noise or chords as loud as the voice.
    Singing was not tried: it may be taken for music.
    """

    slow: ClassVar[bool] = True

    spoken: float = Field(default=0.2, gt=0, le=1)
    """The share of a transcript's stretch in which someone must speak."""

    late: float = Field(default=0.5, ge=0)
    """Seconds by which a transcript may end after the sound."""

    untold: float = Field(default=2.0, gt=0)
    """Seconds of speech without a transcript from which on they are noted."""

    def content(self, sample: Sample) -> Any:
        """The recordings by their ids, and what their transcripts claim."""
        claims = [(asset.id, _claims(asset)) for asset in _recordings(sample)]
        return [[name, [(note.text, note.seconds) for note in notes]] for name, notes in claims if notes]

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each transcript without speech, and for each stretch of speech without a transcript."""
        for asset in _recordings(sample):
            if claims := _claims(asset):
                yield from self._heard(sample, asset, claims)

    def _heard(self, sample: Sample, asset: Asset, claims: Sequence[Note]) -> Iterator[Finding]:
        try:
            found = _speech(asset)
        except GoldsmithError as error:
            reason = f"its sound cannot be listened to: {error.problem[:150]}; {error.remedy}".rstrip("; ")
            yield self.finding(sample, "not run", reason, Place(asset=asset.id))
            return
        if found is None:
            yield self.finding(sample, "major", "a transcript, but the video has no sound", Place(asset=asset.id))
            return
        length, speech = found
        for note in claims:
            if problem := self._problem(note, length, speech):
                where = Place(asset=asset.id, seconds=note.seconds)
                yield self.finding(sample, *problem, where, note=note.id, text=note.text[:80])
        timed = [note.seconds for note in claims if note.seconds]
        if len(timed) == len(claims):
            yield from self._untold(sample, asset, speech, timed)

    def _problem(self, note: Note, length: float, speech: Sequence[Span]) -> tuple[Severity, str] | None:
        """How grave it is and what is wrong with one transcript; None when nothing is."""
        if note.seconds is None:
            return None if speech else ("major", f"a transcript, but nobody speaks in {length:.1f} seconds of sound")
        start, end = note.seconds
        said = f"the transcript from {start:.1f} to {end:.1f} s"
        if start >= length or end > length + self.late:
            return "major", f"{said} ends after the sound, which is {length:.1f} s long"
        share = sum(_shared((start, end), one) for one in speech) / max(end - start, 1e-3)
        if share >= self.spoken:
            return None
        if share < _NOBODY:
            return "major", f"{said}: nobody speaks"
        return "minor", f"{said}: someone speaks in {share:.0%} of it only"

    def _untold(self, sample: Sample, asset: Asset, speech: Sequence[Span], told: Sequence[Span]) -> Iterator[Finding]:
        for start, end in speech:
            for left, right in _without((start, end), told):
                if right - left >= self.untold:
                    message = f"someone speaks from {left:.1f} to {right:.1f} s, without a transcript"
                    where = Place(asset=asset.id, seconds=(round(left, 2), round(right, 2)))
                    yield self.finding(sample, "note", message, where)


def _recordings(sample: Sample) -> Iterator[Asset]:
    return (asset for asset in sample.assets if asset.kind in ("audio", "video"))


def _claims(asset: Asset) -> list[Note]:
    """The transcript notes that claim that something is said."""
    return [note for note in asset.noted("transcript") if re.search(r"\w", _NOT_SAID.sub("", note.text[:10_000]))]


def _speech(asset: Asset) -> tuple[float, list[Span]] | None:
    """How long the sound is and where someone speaks in it; None for a video without sound.

    Raises:
        GoldsmithError: it has no bytes or is damaged, or a library is missing.
    """
    from goldsmith.media import sound, video
    from goldsmith.media.containers import Limits

    limits = Limits(length=LONGEST)
    if asset.kind == "video" and not video.probe(asset, limits=limits).sound:
        return None
    heard = sound.sound_of(asset, rate=sound.SPEECH_RATE, mono=True, limits=limits)
    return heard.seconds, sound.speech_spans(heard)


def _shared(one: Span, other: Span) -> float:
    """The seconds that two spans have in common."""
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def _without(span: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span."""
    at = span[0]
    for start, end in sorted(one for one in taken if _shared(one, span)):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < span[1]:
        yield at, span[1]
