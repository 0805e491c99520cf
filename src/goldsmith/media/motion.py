"""What happens in a video over time: where it stands still, where it is black, how many frames there are a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goldsmith.core.types import Asset, Record
from goldsmith.media.containers import LIMITS, Limits
from goldsmith.media.video import every_frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

_LONGEST = 192
"""Pixels along the longer edge of the frames that are compared: a ball of a fiftieth of the width is still seen."""
_CHANGED = 16
"""Grey levels by which the most changed pixel must differ: coding a still picture changes its pixels by less."""
_STILL = 2.0
"""Seconds that a picture must stand to count: talking heads and slow animations pause for less."""
_BLACK = 26
"""Grey levels below which 99% of a black frame are: a tenth of white."""
_LIT = 128
"""The grey level of a lamp: a frame with one is a night, not black."""

Span = tuple[float, float]


class Motion(Record):
    """What was seen of a video; spans are begin and end in seconds since the first frame."""

    seconds: float
    """How much was looked at."""
    frames: int
    """Frames in it."""
    still: tuple[Span, ...]
    """Where the picture stands for two seconds or longer."""
    black: tuple[Span, ...]
    """Where it is black."""

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.frames / self.seconds if self.seconds else 0.0

    def share(self, spans: tuple[Span, ...]) -> float:
        """How much of what was looked at some spans fill, 0 to 1."""
        return sum(end - begin for begin, end in spans) / self.seconds if self.seconds else 0.0


def motion_of(media: bytes | Asset, until: float, *, name: str = "", limits: Limits = LIMITS) -> Motion:
    """Look at the frames of a video, one after another, for so many seconds.

    A picture stands as long as no pixel differs from the first frame of the stretch: slow movement adds up.

    Args:
        media: the bytes of a video, or an asset that is one.
        until: seconds after which enough has been seen.
        name: what errors call it.
        limits: what it may cost.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or no video.
    """
    times: list[float] = []
    changed: list[bool] = []
    dark: list[bool] = []
    first: NDArray[np.int16] | None = None
    for seconds, image in every_frame(media, longest=_LONGEST, name=name, limits=limits):
        if seconds >= until:
            break
        grey = _grey(image)
        changed.append(first is None or _differ(first, grey))
        first = grey if changed[-1] else first
        dark.append(_is_black(grey))
        times.append(seconds)
    ends = [*times[1:], times[-1] + _step(times)] if times else []
    stands = _runs(times, ends, [False, *(not one for one in changed[1:])], back=True)
    return Motion(
        seconds=ends[-1] if ends else 0.0,
        frames=len(times),
        still=tuple(span for span in stands if span[1] - span[0] >= _STILL),
        black=tuple(_runs(times, ends, dark)),
    )


def _grey(image: Image.Image) -> NDArray[np.int16]:
    import numpy as np

    return np.asarray(image.convert("L"), dtype=np.int16)


def _differ(one: NDArray[np.int16], other: NDArray[np.int16]) -> bool:
    """Whether a pixel changed, or the size of the picture, as damaged streams and television do."""
    return one.shape != other.shape or bool(abs(one - other).max() > _CHANGED)


def _is_black(grey: NDArray[np.int16]) -> bool:
    import numpy as np

    return bool(np.percentile(grey, 99) < _BLACK and grey.max() < _LIT)


def _step(times: list[float]) -> float:
    """How long the last frame is shown: as long as the others on average."""
    return (times[-1] - times[0]) / (len(times) - 1) if len(times) > 1 else 0.0


def _runs(times: list[float], ends: list[float], marked: list[bool], back: bool = False) -> list[Span]:
    """From when to when frames are marked; `back` begins with the frame before, which the marked ones are like."""
    spans: list[Span] = []
    begin: float | None = None
    for place, mark in enumerate(marked[: len(times)]):
        if mark and begin is None:
            begin = times[place - 1] if back else times[place]
        if not mark and begin is not None:
            spans.append((begin, times[place]))
            begin = None
    return [*spans, (begin, ends[-1])] if begin is not None else spans
