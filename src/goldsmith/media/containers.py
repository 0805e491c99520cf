"""Open video and sound from outside: known containers and codecs only, no other file and no network, bounded work."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from goldsmith.core.errors import GoldsmithError, NotInstalledError
from goldsmith.core.types import Asset, Record
from goldsmith.media.mime import mime_of

if TYPE_CHECKING:
    from av.container import InputContainer

Track = Literal["video", "audio"]

# The demuxer is chosen by the signature, never guessed: playlists (HLS, concat) open other files and addresses.
_DEMUXERS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "audio/mp4": "mov",
    "video/x-matroska": "matroska",
    "video/webm": "matroska",
    "video/x-msvideo": "avi",
    "video/mpeg": "mpeg",
    "video/mp2t": "mpegts",
    "video/x-flv": "flv",
    "video/ogg": "ogg",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/aiff": "aiff",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/flac": "flac",
}
# FFmpeg has hundreds of decoders, many of them for games of the nineties and seldom looked after.
_CODECS: dict[Track, frozenset[str]] = {
    "video": frozenset(
        "h264 hevc vp8 vp9 libvpx libvpx-vp9 av1 libdav1d mpeg1video mpeg2video mpeg4 msmpeg4 msmpeg4v2 h263 flv "
        "mjpeg theora prores rawvideo".split()
    ),
    "audio": frozenset(
        "aac aac_latm mp1 mp1float mp2 mp2float mp3 mp3float opus libopus vorbis libvorbis flac alac ac3 eac3 pcm_s8 "
        "pcm_u8 pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be pcm_f32le pcm_f32be pcm_f64le pcm_alaw "
        "pcm_mulaw adpcm_ms adpcm_ima_wav".split()
    ),
}
_NAMES: dict[Track, str] = {"video": "pictures", "audio": "sound"}


class Limits(Record):
    """How much work one file may cause."""

    size: int = 1 << 30
    """Bytes."""
    pixels: int = 7680 * 4320
    """Pixels of a frame."""
    frames: int = 500_000
    """Frames decoded, or packets looked at."""
    length: float = 3600.0
    """Seconds of sound decoded: an hour of stereo takes more than a gigabyte of memory."""
    cpu: float = 300.0
    """Seconds of CPU time."""


LIMITS = Limits()


class OverLimitError(GoldsmithError):
    """A file is not damaged, as far as was seen, but asks for more work than is allowed."""


class Meter:
    """Counts the work that a file causes and stops it at its limits."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.counted = 0
        self.seconds = 0.0
        self.begun = time.process_time()

    def tick(self, seconds: float = 0.0) -> None:
        """One more frame or packet, of so many seconds of sound.

        Raises:
            OverLimitError: it is one too many, or took too long.
        """
        self.counted += 1
        self.seconds += seconds
        if self.counted > self.limits.frames:
            excess = f"has more than {self.limits.frames:,} frames"
        elif self.seconds > self.limits.length:
            excess = f"has more than {self.limits.length:g} seconds of sound"
        elif time.process_time() - self.begun > self.limits.cpu:
            excess = f"takes more than {self.limits.cpu:g} seconds to decode"
        else:
            return
        raise OverLimitError(f"{self.name} {excess}", "cut it into shorter pieces")


def called(media: bytes | Asset, name: str = "") -> str:
    """What errors call some media."""
    if name or isinstance(media, bytes):
        return name or "the file"
    return f"asset {media.id[:12]} ({media.source})"


@contextmanager
def opened(
    media: bytes | Asset, name: str = "", limits: Limits = LIMITS, *, exact: bool = False
) -> Iterator[InputContainer]:
    """A container open for demuxing and decoding; damage met inside the block becomes a GoldsmithError.

    Args:
        media: the bytes of a video or a recording, or an asset that is one.
        name: what errors call it.
        limits: larger files and frames are refused.
        exact: take any damage in the coded data for an error, where a player would hide it.

    Raises:
        GoldsmithError: no container that is known, damaged, or cut short.
        OverLimitError: it is too large.
        NotInstalledError: the library for video and sound is missing.
    """
    name = called(media, name)
    data = media.read() if isinstance(media, Asset) else media
    if len(data) > limits.size:
        raise OverLimitError(f"{name} is too large ({len(data):,} bytes)", f"the limit is {limits.size:,} bytes")
    mime = mime_of(data)
    if mime not in _DEMUXERS:
        raise GoldsmithError(f"{name} is no video or sound ({mime})", "convert it to MP4, WebM, WAV, FLAC, MP3 or OGG")
    demuxer = "mpegvideo" if data.startswith(b"\0\0\1\xb3") else _DEMUXERS[mime]
    av = library()
    try:
        with av.open(io.BytesIO(data), **_how(demuxer, limits, exact)) as container:
            yield container
    except (av.error.FFmpegError, MemoryError, OverflowError, IndexError) as error:  # of streams that come and go
        raise GoldsmithError(
            f"{name} cannot be decoded: {_reason(error)}",
            "the file is damaged or truncated: fetch it again or leave it out",
        ) from error


def stream_of(container: InputContainer, track: Track, name: str = "the file", limits: Limits = LIMITS) -> Any:
    """The first stream of a kind that is meant to be played, ready to be decoded in one thread.

    Raises:
        GoldsmithError: there is none, or its codec is not known.
        OverLimitError: its frames are too large.
    """
    stream = next(iter(playable(container, track)), None)
    if stream is None:
        raise GoldsmithError(f"{name} has no {_NAMES[track]}", "leave it out")
    codec = stream.codec_context
    if codec is None or codec.name not in _CODECS[track]:
        coded = codec.name if codec else "a codec that nothing here knows"
        raise GoldsmithError(f"the {_NAMES[track]} of {name} are in {coded}", "convert it to H.264 with AAC")
    if track == "video" and codec.width * codec.height > limits.pixels:
        raise OverLimitError(
            f"{name} is {codec.width:,} x {codec.height:,} pixels, more than the {limits.pixels:,} allowed",
            "scale it down first",
        )
    codec.thread_count = 1  # many files are decoded side by side, in processes of their own
    return stream


def playable(container: InputContainer, track: Track) -> list[Any]:
    """The streams of a kind, but for pictures on the cover of a recording."""
    streams: Any = container.streams.video if track == "video" else container.streams.audio
    return [one for one in streams if not one.disposition & type(one.disposition).attached_pic]


def library() -> Any:
    """The library that opens containers.

    Raises:
        NotInstalledError: it is missing.
    """
    try:
        import av
        import av.error
    except ImportError as error:
        raise NotInstalledError("video and sound are opened by PyAV", "media") from error
    return av


def _how(demuxer: str, limits: Limits, exact: bool) -> dict[str, Any]:
    options = {
        "protocol_whitelist": "none",
        "codec_whitelist": ",".join(sorted(_CODECS["video"] | _CODECS["audio"])),
        "max_pixels": str(limits.pixels),
    }
    if exact:
        options["err_detect"] = "crccheck+bitstream+buffer+explode"
    return {"format": demuxer, "options": options, "io_open": _nothing_else, "metadata_errors": "replace"}


def _nothing_else(url: str, flags: int, options: dict[str, str]) -> Any:
    raise PermissionError(f"a file may not open another one ({url[:100]})")


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error or type(error).__name__)[:200].lower()
