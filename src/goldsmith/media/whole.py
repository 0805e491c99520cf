"""Whether a video or a recording is whole: all its tracks decoded, and as long as they promise."""

from __future__ import annotations

from typing import Any, NamedTuple

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset
from goldsmith.media.containers import LIMITS, Limits, Meter, Track, called, library, opened, playable, stream_of

_MISSING = 0.5
"""Seconds that a track may be shorter than it promises, at least; a fiftieth of a long one."""
_ESTIMATED = ("mp3", "aac", "mpeg", "mpegvideo", "mpegts")
"""Containers whose length is guessed from the first seconds."""
_STREAMED = 0xFFFFFF00
"""Sizes from here on stand in RIFF headers that were written before the size was known."""
_LAST_PAGE = 4
_HEAD = 1 << 16
_REMEDY = "it is truncated: fetch it again or leave it out"
_TRACKS: tuple[Track, ...] = ("video", "audio")


class Decoded(NamedTuple):
    """How far a file was decoded."""

    seconds: float
    """How much of its longest track was decoded without damage."""
    promised: float
    """How long it says it is; 0 when it does not say."""
    tracks: tuple[Track, ...]
    """What it holds that is played."""
    ended: bool
    """Whether everything was decoded, or only as much as was asked for."""


def decoded(media: bytes | Asset, until: float, *, name: str = "", limits: Limits = LIMITS) -> Decoded:
    """Decode the pictures and the sound of a file, to its end or for so many seconds.

    Args:
        media: the bytes of a video or a recording, or an asset that is one.
        until: seconds after which enough has been seen.
        name: what errors call it.
        limits: what it may cost.

    Raises:
        GoldsmithError: it cannot be opened, or damage was met, with the second, or it ends before it should.
        OverLimitError: it asks for more work than is allowed.
    """
    name, data = called(media, name), media.read() if isinstance(media, Asset) else media
    with opened(data, name, limits, exact=True) as container:
        tracks = tuple(track for track in _TRACKS if playable(container, track))
        streams = [stream_of(container, track, name, limits) for track in tracks or _TRACKS]
        reached = _reached(container, streams, until, Meter(name, limits))
        furthest, whole = max(reached.values()), _whole(container)
        if furthest >= until:
            return Decoded(furthest, whole, tracks, False)
        if _lacks_its_end(data):
            raise GoldsmithError(f"{name} lacks its end", _REMEDY)
        if container.format.name not in _ESTIMATED or _is_counted(data):
            for stream in streams:
                own = float(stream.duration * stream.time_base) if stream.duration else 0.0
                _ends(name, reached[stream.index] if own else furthest, own or whole)
    return Decoded(furthest, whole, tracks, True)


def _lacks_its_end(data: bytes) -> bool:
    """Whether the container itself tells: RIFF by the size in its header, Ogg by the mark on its last page."""
    if data.startswith(b"RIFF"):
        promised = int.from_bytes(data[4:8], "little")
        return 0 < promised < _STREAMED and len(data) < 8 + promised
    if data.startswith(b"OggS"):
        last = data.rfind(b"OggS")
        return not data[last + 5 : last + 6] or not data[last + 5] & _LAST_PAGE
    return False


def _is_counted(data: bytes) -> bool:
    """Whether an MP3 says how many frames it has."""
    return any(mark in data[:_HEAD] for mark in (b"Xing", b"Info\0", b"VBRI"))


def _whole(container: Any) -> float:
    return container.duration / 1_000_000 if container.duration else 0.0


def _reached(container: Any, streams: list[Any], until: float, meter: Meter) -> dict[int, float]:
    """The second up to which each stream was decoded, by its index."""
    error_of = library().error.FFmpegError
    reached = {stream.index: 0.0 for stream in streams}
    starts = {stream.index: float((stream.start_time or 0) * stream.time_base) for stream in streams}
    try:
        for packet in container.demux(streams):
            for frame in packet.decode():
                meter.tick()
                if frame.is_corrupt:
                    raise GoldsmithError(_damaged(meter.name, reached))
                ends = float((frame.pts or 0) + (frame.duration or 0)) * float(frame.time_base or 0)
                at = packet.stream_index
                reached[at] = max(reached[at], ends - starts[at])
            if max(reached.values()) >= until:
                break
    except error_of as error:
        raise GoldsmithError(f"{_damaged(meter.name, reached)}: {error}") from error
    return reached


def _damaged(name: str, reached: dict[int, float]) -> str:
    return f"{name} is damaged after {max(reached.values()):.1f} seconds"


def _ends(name: str, reached: float, promised: float) -> None:
    if promised - reached > max(_MISSING, promised / 50):
        raise GoldsmithError(
            f"{name} ends after {reached:.1f} of {promised:.1f} seconds",
            "it is truncated: fetch it again or leave it out",
        )
