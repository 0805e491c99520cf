from __future__ import annotations

import io

from PIL import Image, ImageFilter

from goldsmith.media.measure import downscale, encoded, measured


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
