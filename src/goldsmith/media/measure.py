"""Numbers about a picture, and pictures made smaller or written down."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from goldsmith.core.types import Record

if TYPE_CHECKING:
    from PIL import Image

_SIDE = 256


class Measures(Record):
    """What can be told of a picture without knowing what it shows."""

    brightness: float
    """Mean grey value, 0 (black) to 1 (white)."""
    contrast: float
    """Standard deviation of the grey values, 0 to 0.5."""
    sharpness: float
    """Variance of the Laplacian at a fixed size, grey values 0 to 255; blurred pictures are near 0.

    Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy". Compare it within one kind of picture.
    """
    aspect: float
    """Width over height."""


def measured(image: Image.Image) -> Measures:
    """Brightness, contrast, sharpness and aspect of a picture, at most 256 pixels long when measured."""
    import numpy as np

    grey = np.asarray(downscale(image.convert("L"), _SIDE), dtype=np.float32)
    if min(grey.shape) > 2:
        around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
        sharpness = float((around - 4 * grey[1:-1, 1:-1]).var())
    else:
        sharpness = 0.0
    return Measures(
        brightness=float(grey.mean()) / 255,
        contrast=float(grey.std()) / 255,
        sharpness=sharpness,
        aspect=image.width / image.height,
    )


def downscale(image: Image.Image, longest: int) -> Image.Image:
    """The picture with its longer edge at most `longest` pixels; a smaller one is returned as it is."""
    from PIL import Image

    if max(image.size) <= longest:
        return image
    scale = longest / max(image.size)
    width, height = (max(1, round(edge * scale)) for edge in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def encoded(image: Image.Image, form: Literal["png", "jpeg"] = "png", *, quality: int = 90) -> bytes:
    """The picture as PNG (lossless) or JPEG bytes, without metadata: the same pixels give the same bytes."""
    out = io.BytesIO()
    bare = image.copy()
    bare.info = {}
    if form == "jpeg":
        bare.convert("RGB").save(out, "JPEG", quality=quality, optimize=True)
    else:
        bare.save(out, "PNG", compress_level=6)
    return out.getvalue()
