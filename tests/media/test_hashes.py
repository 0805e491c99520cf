from __future__ import annotations

import io
import random

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from goldsmith.core.errors import GoldsmithError
from goldsmith.media.draw import Shown, draw
from goldsmith.media.hashes import Fingerprint, Fingerprints, alike, fingerprint


def scene(seed: int) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((320, 240), Image.Resampling.BICUBIC)


def chart(seed: int, kind: str = "table") -> Image.Image:
    rng = random.Random(seed)
    names = ["North", "South", "East", "West"]
    shown = Shown("Sales by region", "Region", names, {"Sales": [str(rng.randint(10, 99)) for _ in names]})
    return Image.open(io.BytesIO(draw(kind, shown, (240, 180)).png)).convert("RGB")


def saved(image: Image.Image, form: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def scaled(image: Image.Image, factor: float) -> Image.Image:
    return image.resize((round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS)


def tinted(image: Image.Image) -> Image.Image:
    return Image.merge(
        "RGB", [band.point(lambda v, f=f: int(v * f)) for band, f in zip(image.split(), (0.9, 1, 0.95), strict=True)]
    )


def marked(image: Image.Image) -> Image.Image:
    image = image.copy()
    ImageDraw.Draw(image).rectangle((4, 4, 54, 26), fill="#d00000")
    return image


SAVED = {
    "jpeg 30": lambda image: saved(image, quality=30),
    "jpeg 95": lambda image: saved(image, quality=95),
    "png": lambda image: saved(image, "PNG"),
    "a quarter": lambda image: saved(scaled(image, 0.25), quality=75),
    "half": lambda image: saved(scaled(image, 0.5), quality=85),
    "double": lambda image: saved(scaled(image, 2), quality=75),
    "darker": lambda image: saved(ImageEnhance.Brightness(image).enhance(0.85)),
    "tinted": lambda image: saved(tinted(image)),
    "mirrored": lambda image: saved(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
}
PHOTOGRAPHED = {
    "brighter": lambda image: saved(ImageEnhance.Brightness(image).enhance(1.1)),
    "blurred": lambda image: saved(image.filter(ImageFilter.GaussianBlur(1)), "PNG"),
    "cropped 1%": lambda image: saved(image.crop((2, 1, 319, 239))),
    "cropped 5%": lambda image: saved(image.crop((10, 5, 314, 233))),
    "marked": lambda image: saved(marked(image)),
}


@pytest.mark.parametrize("change", [*SAVED, *PHOTOGRAPHED])
def test_a_photograph_is_known_again(change):
    for seed in range(3):
        found = fingerprint((SAVED | PHOTOGRAPHED)[change](scene(seed)))
        assert found.drawn is None
        assert alike(fingerprint(saved(scene(seed), quality=90)), found)


@pytest.fixture(scope="module")
def charts():
    return {kind: [chart(seed, kind) for seed in range(8)] for kind in ("table", "bar")}


@pytest.mark.parametrize("change", [change for change in SAVED if change != "a quarter"])
@pytest.mark.parametrize("kind", ["table", "bar"])
def test_a_drawing_is_known_again(charts, kind, change):
    for image in charts[kind][:2]:
        assert alike(fingerprint(saved(image, "PNG")), fingerprint(SAVED[change](image)))


@pytest.mark.parametrize("kind", ["table", "bar"])
def test_other_data_in_the_same_style_are_another_picture(charts, kind):
    known = Fingerprints()
    for image in charts[kind]:
        found = fingerprint(saved(image, "PNG"))
        assert found.drawn is not None and known.like(found) == []
        known.add(found)
    assert known.like(fingerprint(saved(charts[kind][7], quality=60))) == [7]


def test_other_photographs_are_far():
    known = Fingerprints()
    for seed in range(40):
        found = fingerprint(saved(scene(seed)))
        assert known.like(found) == []
        known.add(found)


def test_one_is_found_among_more_than_the_arrays_begin_with():
    known, rng = Fingerprints(), np.random.default_rng(1)
    for _ in range(1500):
        words, mirrored = rng.integers(0, 1 << 64, (2, 4), dtype=np.uint64)
        known.add(Fingerprint(words, mirrored, None, None))
    other = words.copy()
    other[0] ^= np.uint64(0b111)
    assert known.like(Fingerprint(other, mirrored, None, None)) == [1499]
    assert known.like(Fingerprint(mirrored, other, None, None)) == [1499]


def test_empty_pictures_are_alike_only_in_their_own_tone():
    white, grey, black = (fingerprint(saved(Image.new("L", (40, 30), tone), "PNG")) for tone in (255, 240, 0))
    assert alike(white, grey) and not alike(white, black)


def test_what_is_transparent_is_white():
    clear = Image.new("RGBA", (200, 150))
    ImageDraw.Draw(clear).ellipse((20, 20, 90, 130), fill="black")
    white = Image.new("RGB", (200, 150), "white")
    white.paste(clear, mask=clear)
    assert alike(fingerprint(saved(clear, "PNG")), fingerprint(saved(white)))


def test_a_turned_picture_is_known_by_its_orientation():
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = scene(1).transpose(Image.Transpose.ROTATE_90)
    assert alike(fingerprint(saved(scene(1))), fingerprint(saved(turned, exif=exif)))


def test_damage_is_named():
    with pytest.raises(GoldsmithError, match="cannot be decoded"):
        fingerprint(saved(scene(1))[:2000])
