"""Pictures made on the spot, whole and with damage planted in them, for the checks of pictures."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from goldsmith.core.types import Asset, Sample
from goldsmith.media.draw import Drawing, Shown, draw

Change = Callable[[Image.Image], Image.Image]


def photograph(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Coloured blots of all sizes with edges, and grain: the spectrum of a photograph, and nothing to see."""
    rng = np.random.default_rng(seed)
    layers = np.zeros((size[1], size[0], 3))
    for cells in (3, 6, 12, 24, 48, 96):
        small = rng.integers(0, 256, (cells * size[1] // size[0] + 1, cells, 3), np.uint8)
        layer = np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC), dtype=float)
        layers += (layer - 128) / cells**0.75
    blots = np.asarray(Image.fromarray(rng.integers(0, 256, (4, 5), np.uint8)).resize(size, Image.Resampling.BICUBIC))
    layers += np.where(blots > 128, 40, -30)[..., None] + rng.normal(0, 3, layers.shape)
    return Image.fromarray((layers + rng.uniform(100, 150)).clip(0, 255).astype(np.uint8))


def drawing(seed: int, kind: str = "bar", size: tuple[int, int] = (480, 360)) -> Drawing:
    """A chart, a table or a page about a few towns."""
    pick = random.Random(seed)
    names = pick.sample(["Avila", "Bonn", "Cork", "Delft", "Evora", "Faro", "Ghent", "Hull"], pick.randint(3, 6))
    count = 1 if kind in ("pie", "horizontal-bar") else 2
    series = {name: [str(pick.randint(12, 98)) for _ in names] for name in ("visitors", "hotels")[:count]}
    return draw(kind, Shown(pick.choice(["Towns by the river", "Summer", "Year 2021"]), "town", names, series), size)


def drawn(seed: int, kind: str = "bar", size: tuple[int, int] = (480, 360)) -> Image.Image:
    """The pixels of such a drawing."""
    return Image.open(io.BytesIO(drawing(seed, kind, size).png)).convert("RGB")


def blurred(share: float) -> Change:
    """Blurred as by a radius of so many pixels in 256 along the longer edge."""
    return lambda image: image.filter(ImageFilter.GaussianBlur(share * max(image.size) / 256))


def enlarged(edge: int) -> Change:
    """As if there had been only so many pixels along the longer edge."""

    def change(image: Image.Image) -> Image.Image:
        small = image.copy()
        small.thumbnail((edge, edge))
        return small.resize(image.size, Image.Resampling.BICUBIC)

    return change


def darkened(share: float) -> Change:
    """Left with so much of its light."""
    return lambda image: ImageEnhance.Brightness(image).enhance(share)


def paled(share: float) -> Change:
    """Left with so much of its colour, the rest being white."""
    return lambda image: Image.blend(Image.new("RGB", image.size, "white"), image, share)


def flattened(share: float) -> Change:
    """Left with so much of its contrast."""
    return lambda image: ImageEnhance.Contrast(image).enhance(share)


def compressed(quality: int) -> Change:
    """Through a JPEG of this quality."""
    return lambda image: Image.open(io.BytesIO(jpeg(image, quality))).convert("RGB")


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    """As a JPEG file."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """As a PNG file, quickly packed."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def asset(data: bytes, **fields: object) -> Asset:
    """A picture as an asset; its size is recorded only where given."""
    return Asset.made(data, **{"kind": "image", **fields})


def holding(*assets: Asset, name: str = "x", **fields: object) -> Sample:
    """A draft of these assets."""
    return Sample(id=name, assets=assets, **fields)
