"""Look into a video: its facts, frames at exact times, its keyframes, its cuts; and write short ones.

Times are seconds since the first frame. Frames are as a player shows them: turned by the rotation that phones record.

Of a 720p clip of 30 seconds, sequential decoding takes about 3 seconds, one seek a frame 8 and keyframes alone 0.1:
so frames wanted in between are reached by decoding on, and by a seek only where a later keyframe lies before them.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Record
from goldsmith.media.containers import LIMITS, Limits, Meter, called, library, opened, playable, stream_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

_BINS = 8
"""Levels of each colour that the histograms of `scene_cuts` tell apart."""
_ROUNDING = 1e-6
"""Seconds by which a wanted time may miss the begin of a frame: the middle of 30 frames is not just 0.5 seconds."""
_SMALL = 64
"""Pixels along the longer edge of the frames that `scene_cuts` compares."""


class Facts(Record):
    """What a video says of itself."""

    seconds: float
    """How long it says it is; 0 when it does not say."""
    width: int
    """Pixels as shown, rotation applied."""
    height: int
    rate: float
    """Frames a second on average; 0 when it does not say."""
    rotation: int
    """Degrees counter-clockwise by which the stored frames are turned to be shown: 0, 90, 180 or 270."""
    sound: bool
    """Whether it has a track of sound."""
    codec: str


class Frame(NamedTuple):
    """A picture of a video."""

    seconds: float
    """When it begins to be shown, since the first frame."""
    image: Image.Image
    """RGB, as it is shown."""


def probe(media: bytes | Asset, name: str = "", limits: Limits = LIMITS) -> Facts:
    """The facts of a video; one frame is decoded, which alone tells how it is turned.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or no video.
    """
    with opened(media, name, limits) as container:
        stream = stream_of(container, "video", called(media, name), limits)
        codec, sound = stream.codec_context, bool(playable(container, "audio"))
        first = next(container.decode(stream), None)
        if first is None:
            raise GoldsmithError(f"{called(media, name)} has no frame", "leave it out")
        turn = _rotation(first)
        width, height = (codec.height, codec.width) if turn in (90, 270) else (codec.width, codec.height)
        return Facts(
            seconds=_seconds(container, stream),
            width=width,
            height=height,
            rate=float(stream.average_rate or stream.guessed_rate or 0),
            rotation=turn,
            sound=sound,
            codec=codec.name,
        )


def frames_at(
    media: bytes | Asset,
    times: Iterable[float],
    *,
    longest: int | None = None,
    name: str = "",
    limits: Limits = LIMITS,
) -> list[Frame]:
    """The frames on screen at some times, in the order of the times; past the end it is the last one.

    Args:
        media: the bytes of a video, or an asset that is one.
        times: seconds since the first frame.
        longest: pixels that the longer edge of a frame may have; larger ones are scaled down.
        name: what errors call it.
        limits: what it may cost.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or no video.
    """
    wanted = sorted(set(times))
    if not wanted:
        return []
    name = called(media, name)
    with opened(media, name, limits) as container:
        stream = stream_of(container, "video", name, limits)
        walk = _Walk(container, stream, Meter(name, limits))
        found = {time: walk.frame_at(time) for time in wanted}
        drawn = {id(frame): frame for frame in found.values()}
        shown = {key: Frame(walk.seconds(frame), _image(frame, longest)) for key, frame in drawn.items()}
        return [shown[id(found[time])] for time in times]


def spaced_frames(
    media: bytes | Asset, count: int, *, longest: int | None = None, name: str = "", limits: Limits = LIMITS
) -> list[Frame]:
    """Frames from the middles of `count` equal parts of a video; fewer where it has fewer.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or no video.
    """
    length = probe(media, name, limits).seconds
    times = [(place + 0.5) * length / count for place in range(count)]
    frames = frames_at(media, times, longest=longest, name=name, limits=limits)
    return list({frame.seconds: frame for frame in frames}.values())


def every_frame(
    media: bytes | Asset, *, longest: int | None = None, name: str = "", limits: Limits = LIMITS, exact: bool = False
) -> Iterator[Frame]:
    """All frames in order, one at a time.

    Args:
        media: the bytes of a video, or an asset that is one.
        longest: pixels that the longer edge of a frame may have; larger ones are scaled down.
        name: what errors call it.
        limits: what it may cost.
        exact: raise at any damage in the coded data, where a player would hide it.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or no video.
    """
    name = called(media, name)
    with opened(media, name, limits, exact=exact) as container:
        stream = stream_of(container, "video", name, limits)
        meter, start = Meter(name, limits), _start(stream)
        for frame in container.decode(stream):
            meter.tick()
            yield Frame(max(0.0, _time(frame) - start), _image(frame, longest))


def key_frames(
    media: bytes | Asset, *, longest: int | None = None, name: str = "", limits: Limits = LIMITS
) -> list[Frame]:
    """The frames that are stored whole: a cheap preview, usually one every few seconds and one after each cut.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or no video.
    """
    name = called(media, name)
    with opened(media, name, limits) as container:
        stream = stream_of(container, "video", name, limits)
        stream.codec_context.skip_frame = "NONKEY"
        meter, start, frames = Meter(name, limits), _start(stream), []
        for frame in container.decode(stream):
            meter.tick()
            frames.append(Frame(max(0.0, _time(frame) - start), _image(frame, longest)))
    return frames


def scene_cuts(
    media: bytes | Asset, *, least: float = 0.4, apart: float = 0.5, name: str = "", limits: Limits = LIMITS
) -> list[float]:
    """When a new scene begins, in seconds: where the colours of a frame differ from those of the one before.

    Args:
        media: the bytes of a video, or an asset that is one.
        least: the share of pixels, 0 to 1, whose colours must have changed; and five times as many as is usual around.
        apart: seconds between two cuts; of cuts that lie nearer, as in a flash of light, the first one counts.
        name: what errors call it.
        limits: what it may cost.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or no video.
    """
    times: list[float] = []
    changes: list[float] = []
    before = None
    for seconds, image in every_frame(media, longest=_SMALL, name=name, limits=limits):
        now = _histogram(image)
        times.append(seconds)
        changes.append(0.0 if before is None else _difference(before, now))
        before = now
    cuts: list[float] = []
    for place, (seconds, change) in enumerate(zip(times, changes, strict=True)):
        if change < least or (cuts and seconds - cuts[-1] < apart):
            continue
        around = sorted(changes[max(1, place - 6) : place] + changes[place + 1 : place + 7])
        if not around or change >= 5 * around[len(around) // 2]:
            cuts.append(seconds)
    return cuts


def encode(images: Iterable[Image.Image], rate: float = 10.0, *, keyframe_every: int = 0) -> bytes:
    """An MP4 of some pictures: the same pictures give the same bytes with the same libraries.

    Args:
        images: pictures of one size; an odd row or column is cut off.
        rate: frames a second.
        keyframe_every: frames from one that is stored whole to the next; 0 leaves it to the encoder.

    Raises:
        GoldsmithError: there are no pictures, or they differ in size.
    """
    av = library()
    out = io.BytesIO()
    size: tuple[int, int] | None = None
    with av.open(out, "w", format="mp4") as container:
        container.flags |= 0x400  # "bitexact": no time and no version in the file
        stream = _video_track(av, container, rate, keyframe_every)
        for image in images:
            if size is None:
                size = image.size
                stream.width, stream.height = (edge - edge % 2 for edge in size)
            if image.size != size:
                raise GoldsmithError(f"frames differ in size: {size} and {image.size}", "scale them to one size")
            even = image.convert("RGB").crop((0, 0, stream.width, stream.height))
            container.mux(stream.encode(av.VideoFrame.from_image(even)))
        if size is None:
            raise GoldsmithError("there are no frames to make a video of")
        container.mux(stream.encode(None))
    return out.getvalue()


def _video_track(av: Any, container: Any, rate: float, keyframe_every: int) -> Any:
    codec = "libx264" if "libx264" in av.codecs_available else "mpeg4"
    stream = container.add_stream(codec, rate=Fraction(rate).limit_denominator(1001))
    stream.pix_fmt = "yuv420p"
    stream.codec_context.thread_count = 1
    if keyframe_every:
        stream.codec_context.gop_size = keyframe_every
    if codec == "libx264":
        # its assembly reads memory that nobody wrote: one time in ten a file came out some bytes longer
        stream.options = {"preset": "veryfast", "crf": "23", "x264-params": "asm=0"}
    else:
        stream.codec_context.bit_rate = 2_000_000
    return stream


class _Walk:
    """Forward through a video, from one wanted time to the next, leaping to a keyframe where one lies between."""

    def __init__(self, container: Any, stream: Any, meter: Meter) -> None:
        self.container, self.stream, self.meter = container, stream, meter
        self.start = _start(stream)
        self.now: Any = None
        self.next: Any = None
        self.keys = self._keyframes()
        self._leap(None)

    def seconds(self, frame: Any) -> float:
        """When a frame begins, since the first one."""
        return max(0.0, _time(frame) - self.start)

    def frame_at(self, time: float) -> Any:
        """The frame on screen at a time no earlier than the one asked for before."""
        time += _ROUNDING
        key = self._key_before(time)
        if key is not None and (self.now is None or key[0] > self.seconds(self.now)):
            self._leap(key[1])
            if self.next is None or self.seconds(self.next) > time:
                self._leap(None)  # the seek came out too late, as in containers without an index, or at damage
        while self.next is not None and (self.now is None or self.seconds(self.next) <= time):
            self._step()
        return self.now

    def _keyframes(self) -> list[tuple[float, int]]:
        """Begin and position of every keyframe, from one walk through the packets."""
        keys = []
        for packet in self.container.demux(self.stream):
            self.meter.tick()
            if packet.is_keyframe and packet.pts is not None and not packet.is_corrupt:
                begins = float(packet.pts * self.stream.time_base) - self.start
                keys.append((begins, packet.pts if packet.dts is None else packet.dts))
        return sorted(keys)

    def _key_before(self, time: float) -> tuple[float, int] | None:
        place = bisect_right(self.keys, (time, 1 << 62)) - 1
        return self.keys[place] if place > 0 else None

    def _leap(self, position: int | None) -> None:
        """Begin to decode at a keyframe, or at the beginning."""
        first = min((key[1] for key in self.keys), default=0)
        self.container.seek(first if position is None else position, stream=self.stream, backward=True)
        self.frames = self.container.decode(self.stream)
        self.now = self.next = None
        self._step()
        if self.next is None and position is None:
            raise GoldsmithError(f"{self.meter.name} has no frame", "leave it out")

    def _step(self) -> None:
        self.now, self.next = self.next, next(self.frames, None)
        self.meter.tick()


def _rotation(frame: Any) -> int:
    """Degrees counter-clockwise, 0 to 270."""
    return int(round(frame.rotation / 90) * 90 % 360)


def _start(stream: Any) -> float:
    return float((stream.start_time or 0) * stream.time_base)


def _seconds(container: Any, stream: Any) -> float:
    if stream.duration:
        return float(stream.duration * stream.time_base)
    return container.duration / 1_000_000 if container.duration else 0.0


def _time(frame: Any) -> float:
    """Seconds on the clock of the stream.

    Raises:
        GoldsmithError: the frame has no time.
    """
    if frame.time is None:
        raise GoldsmithError("a frame of the video has no time", "convert it to MP4")
    return float(frame.time)


def _image(frame: Any, longest: int | None) -> Image.Image:
    """A decoded frame as RGB, scaled by the decoder's own scaler, turned as it is shown."""
    from PIL.Image import Transpose

    scale = min(1.0, longest / max(frame.width, frame.height)) if longest else 1.0
    width, height = (max(1, round(edge * scale)) for edge in (frame.width, frame.height))
    image: Image.Image = frame.to_image(width=width, height=height)
    turn, turns = _rotation(frame), {90: Transpose.ROTATE_90, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_270}
    return image.transpose(turns[turn]) if turn else image


def _histogram(image: Image.Image) -> NDArray[np.float64]:
    """Shares of the pixels in each of 8 x 8 x 8 colours."""
    import numpy as np

    red, green, blue = np.moveaxis(np.asarray(image).astype(np.int64) * _BINS // 256, -1, 0)
    cells = np.bincount(((red * _BINS + green) * _BINS + blue).ravel(), minlength=_BINS**3)
    shares: NDArray[np.float64] = cells / cells.sum()
    return shares


def _difference(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The share of pixels, 0 to 1, that must change colour to turn one into the other."""
    return float(abs(one - other).sum()) / 2
