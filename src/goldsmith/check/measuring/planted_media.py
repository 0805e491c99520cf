"""Videos, recordings and pictures made on the spot, whole or with one fault, by which checks of media are measured.

All of it is drawn from the settings alone: the same settings give the same pixels and samples.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from goldsmith.core.types import Asset, Note, Record
from goldsmith.media.look import verified
from goldsmith.media.mime import mime_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

Span = tuple[float, float]


class PlantedVideo(Record):
    """A video without sound."""

    shows: Literal["ball", "pan", "grain", "slides", "night", "cursor", "still"] = "ball"
    """A small ball on its way, a slow pan, a grainy scene without movement, slides, a lamp in the dark, a screen where
    only a cursor blinks, one picture."""
    seconds: float = 3.0
    rate: float = 10.0
    size: tuple[int, int] = (160, 120)
    frozen: Span | None = None
    """From when to when the picture stands still."""
    black: Span | None = None
    """From when to when there is nothing but black."""
    seed: int = 0

    def made(self) -> bytes:
        """The video as MP4."""
        from goldsmith.media.video import encode

        return encode(self._frames(), self.rate)

    def _frames(self) -> Iterator[Image.Image]:
        from PIL import Image

        for place in range(round(self.seconds * self.rate)):
            at = place / self.rate
            if self.black and self.black[0] <= at < self.black[1]:
                yield Image.new("RGB", self.size)
                continue
            held = self.frozen[0] if self.frozen and self.frozen[0] <= at < self.frozen[1] else at
            yield self._frame(held)

    def _frame(self, at: float) -> Image.Image:
        from PIL import Image, ImageDraw

        width, height = self.size
        if self.shows in ("pan", "slides"):
            return self._passing(at)
        if self.shows == "grain":
            rng = random.Random(f"{self.seed}:{at}")
            grain = Image.frombytes("L", (width // 2, height // 2), rng.randbytes(width // 2 * (height // 2)))
            return Image.blend(blots(self.seed, self.size), grain.resize(self.size).convert("RGB"), 0.12)
        if self.shows in ("cursor", "still"):
            image = blots(self.seed, self.size).copy()
            if self.shows == "cursor" and int(at) % 2:
                image.paste((0, 0, 0), (width // 2, height // 2, width // 2 + 3, height // 2 + 10))
            return image
        image = Image.new("RGB", self.size, _GROUNDS[self.shows])
        reach = max(3, width // 40)
        x, y = (0.1 + 0.8 * at / max(self.seconds, 0.1)) * width, 0.5 * height
        ImageDraw.Draw(image).ellipse((x - reach, y - reach, x + reach, y + reach), fill=(230, 200, 90))
        return image

    def _passing(self, at: float) -> Image.Image:
        """A part of a wide scene: moving slowly, or another one every second."""
        width, height = self.size
        if self.shows == "slides":
            return blots(self.seed + int(at), self.size)
        wide = blots(self.seed, (2 * width, height))
        left = round(0.05 * width * at)
        return wide.crop((left, 0, left + width, height))


class PlantedSound(Record):
    """A recording in one channel."""

    hears: Literal["voice", "tone", "noise", "nothing"] = "voice"
    """Something like a voice in syllables, one tone, even noise, or nothing."""
    seconds: float = 3.0
    rate: int = 16_000
    level: float = 0.5
    """The peak as a share of full scale; more than 1 is clipped."""
    after: float = 1.0
    """By how much it is made quieter once it is clipped."""
    silent: Span | None = None
    """From when to when there is nothing."""
    offset: float = 0.0
    """A shift of all samples, as a share of full scale."""
    form: Literal["wav", "flac", "mp3", "m4a"] = "wav"
    seed: int = 0

    def made(self) -> bytes:
        """The recording's bytes."""
        import numpy as np

        from goldsmith.media.sound import Sound, coded, wav

        wave = self._wave(np.arange(round(self.seconds * self.rate)) / self.rate)
        peak = float(np.abs(wave).max()) if wave.size else 0.0
        wave = wave / (peak or 1.0) * self.level
        if self.silent:
            begin, end = (round(second * self.rate) for second in self.silent)
            wave[begin:end] = 0
        wave = (wave + self.offset).clip(-1, 1) * self.after
        sound = Sound(wave[None].astype(np.float32), self.rate)
        return wav(sound) if self.form == "wav" else coded(sound, self.form)

    def _wave(self, at: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        if self.hears == "noise":
            return np.random.default_rng(self.seed).normal(0, 1, at.shape)
        if self.hears == "tone":
            return np.sin(2 * np.pi * (300 + 40 * self.seed) * at)
        return _voice(at, self.rate, self.seed) if self.hears == "voice" else np.zeros(at.shape)


class PlantedPicture(Record):
    """A picture of coloured blots, or a drawing with notes of what is drawn where."""

    shows: Literal["blots", "bar", "line", "pie", "table"] = "blots"
    size: tuple[int, int] = (320, 240)
    blur: float = 0.0
    """The radius in pixels."""
    light: float = 1.0
    """Brightness by this factor."""
    contrast: float = 1.0
    scaled: float = 1.0
    """Both edges by this factor."""
    cropped: float = 0.0
    """The share of both edges that is cut off at the left and at the top."""
    mirrored: bool = False
    form: Literal["png", "jpeg"] = "png"
    quality: int = 85
    seed: int = 0

    def made(self) -> bytes:
        """The picture's bytes."""
        from PIL import ImageEnhance, ImageFilter, ImageOps

        from goldsmith.media.measure import encoded

        image = blots(self.seed, self.size) if self.shows == "blots" else self._drawing()[0]
        image = self._cut(ImageOps.mirror(image) if self.mirrored else image)
        if self.blur:
            image = image.filter(ImageFilter.GaussianBlur(self.blur))
        image = ImageEnhance.Contrast(ImageEnhance.Brightness(image).enhance(self.light)).enhance(self.contrast)
        return encoded(image, self.form, quality=self.quality)

    def _cut(self, image: Image.Image) -> Image.Image:
        left, top = (round(edge * self.cropped) for edge in image.size)
        kept = image.crop((left, top, *image.size))
        width, height = (round(edge * self.scaled) for edge in kept.size)
        return kept if self.scaled == 1 else kept.resize((width, height))

    def notes(self) -> tuple[Note, ...]:
        """What is drawn where; nothing is known of blots."""
        return () if self.shows == "blots" else self._drawing()[1]

    def _drawing(self) -> tuple[Image.Image, tuple[Note, ...]]:
        from goldsmith.media.draw import Shown, draw
        from goldsmith.media.look import picture

        pick = random.Random(self.seed)
        names = pick.sample(["Avila", "Bonn", "Cork", "Delft", "Evora", "Faro", "Ghent", "Hull"], 4)
        shown = Shown("Towns by the river", "town", names, {"visitors": [str(pick.randint(12, 98)) for _ in names]})
        drawing = draw(self.shows, shown, self.size)
        return picture(drawing.png), drawing.notes


class Planted(Record):
    """A medium with or without a fault: one of a video, a recording or a picture."""

    video: PlantedVideo | None = None
    sound: PlantedSound | None = None
    picture: PlantedPicture | None = None
    cut: float | None = Field(default=None, gt=0, lt=1)
    """The share of the bytes that is left."""
    overwritten: Span | None = None
    """From where to where in the file, as shares of its bytes, there are zeros."""
    mime: str | None = None
    """The type it is said to have; by default its own."""
    kind: Literal["image", "chart", "document", "video", "audio"] | None = None
    """The kind it is said to have; by default its own."""
    width: int | None = None
    """The width recorded, where it is not its own."""
    seconds: float | None = None
    """The length recorded."""

    @model_validator(mode="after")
    def _one_medium(self) -> Planted:
        if sum(one is not None for one in (self.video, self.sound, self.picture)) != 1:
            raise ValueError("give one of video, sound and picture")
        return self

    def asset(self) -> Asset:
        """The medium with its bytes."""
        made = self.video or self.sound or self.picture
        assert made is not None
        data = made.made()
        mime = self.mime or mime_of(data)
        own: Literal["image", "chart", "video", "audio"] = "video" if self.video else "audio" if self.sound else "image"
        notes: tuple[Note, ...] = ()
        width, height = self.width, None
        if self.picture:
            notes = self.picture.notes()
            own = "chart" if notes else "image"
            seen = verified(data)
            width, height = self.width or seen[0], seen[1]
        damaged = self._damaged(data)
        return Asset.made(
            damaged, kind=self.kind or own, mime=mime, width=width, height=height, seconds=self.seconds, notes=notes
        )

    def _damaged(self, data: bytes) -> bytes:
        if self.cut:
            data = data[: int(len(data) * self.cut)]
        if self.overwritten:
            begin, end = (int(len(data) * share) for share in self.overwritten)
            data = data[:begin] + bytes(end - begin) + data[end:]
        return data


_GROUNDS = {"ball": (60, 90, 130), "night": (8, 8, 12)}


@functools.lru_cache(maxsize=16)
def blots(seed: int, size: tuple[int, int]) -> Image.Image:
    """Coloured blots of all sizes and some edges: the spectrum of a photograph, and nothing to see."""
    import numpy as np
    from PIL import Image

    rng = np.random.default_rng(seed)
    layers = np.zeros((size[1], size[0], 3))
    for cells in (3, 6, 12, 24, 48, 96):
        small = rng.integers(0, 256, (max(1, cells * size[1] // size[0]) + 1, cells, 3), np.uint8)
        layers += (np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC), float) - 128) / cells**0.75
    edges = np.asarray(Image.fromarray(rng.integers(0, 256, (4, 5), np.uint8)).resize(size, Image.Resampling.BICUBIC))
    layers += np.where(edges > 128, 40, -30)[..., None] + rng.normal(0, 3, layers.shape)
    return Image.fromarray((layers + rng.uniform(100, 150)).clip(0, 255).astype(np.uint8))


def _voice(at: NDArray[np.float64], rate: int, seed: int) -> NDArray[np.float64]:
    """Vowels of one voice in syllables: a train of pulses, its pitch falling and rising, through three formants."""
    import numpy as np

    pick = random.Random(seed)
    turns = 2 * np.pi * np.cumsum(pick.uniform(100, 220) + 20 * np.sin(6 * np.pi * at)) / rate
    source = sum((np.sin(step * turns) / step for step in range(1, 30)), np.zeros(at.shape))
    spectrum = np.fft.rfft(source)
    heard = np.fft.rfftfreq(len(at), 1 / rate) if len(at) else np.zeros(1)
    peaks = [(pick.uniform(400, 800), 90), (pick.uniform(1000, 2000), 110), (2600, 170)]
    passed = sum((1 / (1 + ((heard - peak) / width) ** 2) for peak, width in peaks), np.full(heard.shape, 0.01))
    wave: NDArray[np.float64] = np.fft.irfft(spectrum * passed, len(at)) if len(at) else source
    return wave * (np.sin(2 * np.pi * pick.uniform(2, 4) * at) > -0.3)
