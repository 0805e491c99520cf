"""Times in answers that lie outside of the clip, or at which something else is said."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.evidence.clip_times import ClipTime, clip_times
from goldsmith.check.evidence.shown_text import ShownText
from goldsmith.check.text.quotations import quoted
from goldsmith.check.text.reading import LARGEST, words
from goldsmith.core.types import Finding, Note, Sample

_CLIPS = ("video", "audio")
_SEGMENTS = ("transcript", "scene")
_DENIED = re.compile(
    r"\b(?:no(?! (?:segundo|minuto|vídeo|fim|final|início|momento)\b)|not|nothing|never|would|could|nada|nunca|nicht"
    r"|nichts|kein|pas|rien|non|niente|não|nem|не|нет|ничего)\b|n['’]t\b|没有|不",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"[.!?;](?=\s)(?!(?<=\d\.)\s(?:Sekunde|Minute)\b)|[。！？；\n]|,\s(?:and|y|und)(?=\s\d)"
    r"|,?\s\b(?:and(?= (?:at|in|then)\b)|while|whereas|then|y(?= (?:a|en|luego)\b)|mientras|und(?= (?:bei|dann)\b))\b"
)
_SLACK = 1.0
"""Seconds by which a time may lie after the end: lengths are rounded."""
_COMMON = frozenset(
    "the and then now with from this that there here she they you her his its for are was were has have had one some"
    " into when what los las una con para por que del ahora luego este esta aqui".split()
)
_LONGEST = 600
"""Characters of a clause that are compared with what is said."""
_SHARE, _LEAST = 0.6, 3
"""What part of a segment's words, and how many, a clause must have to speak of it."""


class GroundedTimes(Check):
    """Flag times that an answer gives in a video or sound: outside of it, backwards, or at which other words are said.

    `0:35`, `1:02:03`, `from 12 s to 15 s`, `the first ten seconds`, `at the 2-minute mark` and the length of the clip
    are understood (en es de fr it pt; ru zh ja by their units). Where a clause quotes or repeats a segment of the
    transcript (or a scene) that has times, its time must be that of the segment. Times of the day and lengths of other
    things are left alone.
    """

    tolerance: float = Field(default=2.0, ge=0)
    """Seconds by which a time may miss the segment that it is given for; times in minutes may miss by half a minute."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each wrong time; not run where the length of the clip is not known."""
        clips = [asset for asset in sample.assets if asset.kind in _CLIPS]
        lengths = [asset.seconds for asset in clips if asset.seconds is not None]
        notes = [note for asset in clips for note in asset.notes]
        if sum(len(note.text) for note in notes) > LARGEST:
            yield self.not_run(sample, "the evidence is too large to look times up in it")
            return
        length = max(lengths) if clips and len(lengths) == len(clips) else None
        segments = [_Segment(note) for note in notes if note.kind in _SEGMENTS and note.seconds]
        shown = "\n".join(note.text for note in notes)
        look = functools.partial(self._wrong, bool(clips), length, segments, shown)
        yield from self.in_texts(sample, sample.answered(), look)

    def _wrong(
        self, clip: bool, length: float | None, segments: list[_Segment], shown: str, text: str
    ) -> Iterator[Fault]:
        if not clip:
            return
        start = 0
        for end in [*(found.end() for found in _CLAUSES.finditer(text)), len(text)]:
            clause = text[start:end]
            times = [_moved(time, start) for time in _claimed(clause) if clause[time.start : time.end] not in shown]
            if times and length is None and not segments:
                yield Fault("not run", "the length of the clip is not known", times[0].start, times[0].end)
                return
            outside = [fault for time in times if (fault := _impossible(time, length))]
            yield from outside or self._elsewhere(times, clause, segments)
            start = end

    def _elsewhere(self, times: list[ClipTime], clause: str, segments: list[_Segment]) -> Iterator[Fault]:
        """The time of a clause that speaks of a segment at another time."""
        given = [time for time in times if time.use == "at"]
        meant = _meant(clause, segments) if given and len(clause) <= _LONGEST else []
        if meant and not any(self._fits(time, one) for time in given for one in meant):
            begin, end = meant[0].seconds
            message = f"this is not at {_clock(given[0].low)} but from {_clock(begin)} to {_clock(end)}"
            evidence = {"note": meant[0].name, "said": given[0].low, "noted": [begin, end]}
            yield Fault("minor", message, given[0].start, given[0].end, _clock(begin), evidence)

    def _fits(self, time: ClipTime, segment: _Segment) -> bool:
        slack = max(self.tolerance, 30.0 if time.grain >= 60 else 0.0, 0.1 * time.high if time.about else 0.0)
        return time.low <= segment.seconds[1] + slack and time.high >= segment.seconds[0] - slack


def _claimed(clause: str) -> Iterator[ClipTime]:
    """The times of a clause up to where it denies something."""
    denied = _DENIED.search(clause)
    return (time for time in clip_times(clause) if not denied or time.end <= denied.start())


def _moved(time: ClipTime, by: int) -> ClipTime:
    return time._replace(start=time.start + by, end=time.end + by)


class _Segment:
    """What is said or shown from one second to another."""

    def __init__(self, note: Note) -> None:
        self.seconds = note.seconds or (0.0, 0.0)
        self.name = note.id
        self.text = note.text
        self.words = _content(note.text)

    @functools.cached_property
    def shown(self) -> ShownText:
        """The text to look quotations up in."""
        return ShownText((self.text,))


def _meant(clause: str, segments: list[_Segment]) -> list[_Segment]:
    """The segments that a clause quotes, else those whose words it repeats; none where that is not clear."""
    said = [clause[start + 1 : end - 1] for start, end in quoted(clause, single=True)]
    for one in said:
        if len(words(one)) >= 2 and (found := [segment for segment in segments if segment.shown.holds(one)]):
            return found
    content = _content(clause)
    shares = [(_share(content, segment), segment) for segment in segments]
    best = max((share for share, _ in shares), default=0.0)
    return [segment for share, segment in shares if share == best] if best >= _SHARE else []


def _share(content: frozenset[str], segment: _Segment) -> float:
    common = content & segment.words
    return len(common) / len(segment.words) if len(common) >= _LEAST else 0.0


@functools.lru_cache(maxsize=1024)
def _content(text: str) -> frozenset[str]:
    """The words of a text that tell something, without their ends."""
    return frozenset(word.removesuffix("s")[:5] for word in words(text) if len(word) > 2 and word not in _COMMON)


def _impossible(time: ClipTime, length: float | None) -> Fault | None:
    """What is wrong with a time whatever happens in the clip."""
    if time.use == "at" and time.low > time.high:
        message = f"the span from {_clock(time.low)} to {_clock(time.high)} runs backwards"
        return Fault("minor", message, time.start, time.end)
    if length is None:
        return None
    told = {"said": time.high, "seconds": length}
    if time.use == "length":
        slack = max(_SLACK, 0.05 * length, 0.5 * time.grain if time.grain > 1 else 0, 0.1 * length if time.about else 0)
        if abs(time.high - length) <= slack:
            return None
        message = f"the clip is {_clock(length)} long, not {_clock(time.high)}"
        return Fault("minor", message, time.start, time.end, _clock(length), told)
    low = time.high if time.high - time.low > time.grain else time.low
    if low <= length + _SLACK + (0.1 * low if time.about else 0):
        return None
    if time.use == "opening":
        low = time.high
    return Fault(
        "major", f"{_clock(low)} lies after the end of the clip, {_clock(length)}", time.start, time.end, None, told
    )


def _clock(seconds: float) -> str:
    """Seconds as they are told: 1:02:03, 0:35.5."""
    minutes, rest = divmod(round(seconds, 1), 60)
    hours, minutes = divmod(int(minutes), 60)
    tail = f"{rest:04.1f}".removesuffix(".0")
    return f"{hours}:{minutes:02}:{tail}" if hours else f"{minutes}:{tail}"
