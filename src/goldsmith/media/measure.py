"""Numbers about a picture, and pictures made smaller or written down."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from goldsmith.core.types import Asset, Record
from goldsmith.media.look import picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

_SIDE = 256


class Measures(Record):
    """What can be told of a picture without knowing what it shows; grey values from 0 (black) to 1 (white)."""

    brightness: float
    """Mean grey value."""
    contrast: float
    """Standard deviation of the grey values, 0 to 0.5."""
    dark: float
    """The grey value that 1% of the pixels are darker than."""
    light: float
    """The grey value that 1% of the pixels are lighter than."""
    reach: float
    """From the darkest pixel to the lightest one."""
    sharpness: float
    """Variance of the Laplacian at a fixed size, grey values 0 to 255; blurred pictures are near 0.

    Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy". Compare it within one kind of picture.
    """
    crispness: float
    """How steep the steepest edges are: the Laplacian that 0.1% of the pixels exceed, over the reach.

    Unlike sharpness it hardly depends on how much of a picture is plain, nor on its contrast.
    """
    entropy: float
    """Bits per grey value of 256 levels, 0 (one colour) to 8."""
    one_tone: float
    """The largest share of pixels within 4 of 256 grey levels of one another's middle."""
    colourfulness: float
    """0 for grey, about 0.2 for moderately colourful pictures, 0.4 for very colourful ones.

    Hasler and Suesstrunk 2003, "Measuring colourfulness in natural images", for colours from 0 to 1.
    """
    aspect: float
    """Width over height."""


_known: dict[str, Measures] = {}
_MOST_KNOWN = 8192


def measures_of(asset: Asset) -> Measures:
    """The measures of an asset that is a picture; the last thousands are remembered by the hash of their bytes.

    Raises:
        GoldsmithError: its bytes are not at hand, or no picture that can be decoded.
    """
    found = _known.get(asset.id)
    if found is None:
        found = measured(picture(asset, size=2 * _SIDE))
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[asset.id] = found
    return found


def measured(image: Image.Image) -> Measures:
    """The measures of a picture, which is at most 256 pixels long when measured."""
    import numpy as np

    # scaled as fractions: rounding to whole grey levels would add detail that a blurred picture does not have
    grey = np.asarray(downscale(image.convert("F"), _SIDE))
    colours = np.asarray(downscale(image.convert("RGB"), _SIDE), dtype=np.float32) / np.float32(255)
    tones = np.bincount(grey.clip(0, 255).round().astype(np.uint8).ravel(), minlength=256)
    shares = tones[tones > 0] / grey.size
    dark, light = np.percentile(grey, (1, 99))
    bends, reach = _laplacian(grey), float(np.ptp(grey))
    return Measures(
        brightness=float(grey.mean()) / 255,
        contrast=float(grey.std()) / 255,
        dark=float(dark) / 255,
        light=float(light) / 255,
        reach=reach / 255,
        sharpness=float(bends.var()),
        crispness=float(np.percentile(np.abs(bends), 99.9)) / max(1.0, reach),
        entropy=abs(float(-(shares * np.log2(shares)).sum())),
        one_tone=float(np.convolve(tones, np.ones(9, np.int64)).max()) / grey.size,
        colourfulness=_colourfulness(colours),
        aspect=image.width / image.height,
    )


def _laplacian(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each grey value, height x width, lies from its four neighbours; 0 where there are none."""
    import numpy as np

    if min(grey.shape) < 3:
        return np.zeros(1, np.float32)
    inner = grey[1:-1, 1:-1]
    around: NDArray[np.float32] = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * inner
    return around


def _colourfulness(colours: NDArray[np.float32]) -> float:
    """Of red, green and blue from 0 to 1, height x width x 3."""
    import numpy as np

    red, green, blue = np.moveaxis(colours, -1, 0)
    across, along = red - green, (red + green) / 2 - blue
    return float(np.hypot(across.std(), along.std()) + 0.3 * np.hypot(across.mean(), along.mean()))


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
