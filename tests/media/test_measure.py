from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFilter

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset
from goldsmith.media.measure import downscale, encoded, measured, measures_of


def test_blur_lowers_sharpness():
    sharp = Image.effect_noise((300, 200), 80).convert("RGB")
    blurred = sharp.filter(ImageFilter.GaussianBlur(3))
    assert measured(sharp).sharpness > 20 * measured(blurred).sharpness
    assert measured(sharp).aspect == 1.5


def test_brightness_and_contrast_of_plain_pictures():
    white = measured(Image.new("RGB", (10, 10), "white"))
    assert (white.brightness, white.contrast, white.sharpness) == (1, 0, 0)
    assert measured(Image.new("RGB", (1, 1))).brightness == 0


def test_downscale_keeps_the_shape_and_never_enlarges():
    image = Image.new("RGB", (400, 100))
    assert downscale(image, 100).size == (100, 25)
    assert downscale(image, 1000) is image
    assert downscale(Image.new("L", (4000, 1)), 100).size == (100, 1)


def test_encoding_leaves_nothing_but_pixels():
    image = Image.new("RGB", (8, 8), "red")
    image.info["comment"] = "made today"
    assert encoded(image) == encoded(Image.new("RGB", (8, 8), "red"))
    assert Image.open(io.BytesIO(encoded(image, "jpeg"))).format == "JPEG"


def test_crispness_depends_on_blur_but_not_on_contrast():
    sharp = Image.effect_noise((300, 200), 80).convert("RGB").resize((600, 400), Image.Resampling.BICUBIC)
    faint = Image.blend(Image.new("RGB", sharp.size, "grey"), sharp, 0.3)
    blurred = sharp.filter(ImageFilter.GaussianBlur(8))
    assert abs(measured(sharp).crispness / measured(faint).crispness - 1) < 0.05
    assert measured(sharp).crispness > 3 * measured(blurred).crispness


def test_tones_and_colours():
    black = measured(Image.new("RGB", (50, 50)))
    assert (black.dark, black.light, black.reach, black.entropy, black.one_tone, black.colourfulness) == (
        0,
        0,
        0,
        0,
        1,
        0,
    )
    halves = Image.new("RGB", (100, 100), "black")
    halves.paste("white", (50, 0, 100, 100))
    assert (measured(halves).entropy, measured(halves).one_tone, measured(halves).reach) == (1, 0.5, 1)
    flag = Image.new("RGB", (90, 30), "red")
    flag.paste("blue", (30, 0, 60, 30))
    assert measured(flag).colourfulness > 0.4 > measured(flag.convert("L").convert("RGB")).colourfulness


def test_an_asset_is_measured_once():
    asset = Asset.made(encoded(Image.effect_noise((64, 64), 50)), kind="image")
    first = measures_of(asset)
    assert measures_of(asset.but(source="elsewhere").bound(None)) is first
    with pytest.raises(GoldsmithError):
        measures_of(Asset.absent("x", kind="image"))
