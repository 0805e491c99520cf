"""What the check finds of damage planted in photographs and drawings, and what it leaves alone."""

import pytest
from PIL import Image

from check.picture_faults import (
    asset,
    blurred,
    compressed,
    darkened,
    drawn,
    enlarged,
    flattened,
    holding,
    paled,
    photograph,
    png,
)
from goldsmith.check.picture_quality import PictureQuality
from goldsmith.core.types import Asset
from goldsmith.media.draw import KINDS

CHECK = PictureQuality()
PHOTOS = [photograph(seed, (256, 192)) for seed in range(4)]
DRAWINGS = [drawn(seed, kind, (320, 240)) for seed, kind in enumerate(KINDS)]
DAMAGED = {
    "blurred": [blurred(1.5), blurred(2), blurred(4), enlarged(64), enlarged(40)],
    "near-black": [darkened(0.15), darkened(0.08)],
    "near-white": [paled(0.1), paled(0.05)],
    "hardly any contrast": [flattened(0.1), flattened(0.05)],
}
HARMLESS = {
    "as it is": lambda image: image,
    "a JPEG": compressed(30),
    "a poor JPEG": compressed(10),
    "a little soft": blurred(0.5),
    "evening": darkened(0.5),
    "hazy": paled(0.5),
    "less contrast": flattened(0.5),
    "half the size": lambda image: image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "a negative": lambda image: Image.eval(image, lambda value: 255 - value),
}


def said(image, kind="image"):
    return [one.message.partition(":")[0] for one in CHECK.find(holding(asset(png(image), kind=kind)))]


@pytest.mark.parametrize(("problem", "change"), [(name, one) for name, some in DAMAGED.items() for one in some])
def test_every_damaged_photograph_is_found(problem, change):
    assert [said(change(photo)) for photo in PHOTOS] == [[problem]] * len(PHOTOS)


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_no_harmless_change_is_minded(change):
    assert [said(change(photo)) for photo in PHOTOS] == [[]] * len(PHOTOS)


@pytest.mark.slow
@pytest.mark.parametrize("change", [blurred(1.5), enlarged(64), darkened(0.15), paled(0.15), flattened(0.15)])
def test_every_damaged_drawing_is_found(change):
    assert [name for name, one in zip(KINDS, DRAWINGS, strict=True) if not said(change(one), "chart")] == []


@pytest.mark.slow
@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_no_harmless_change_of_a_drawing_is_minded(change):
    assert [name for name, one in zip(KINDS, DRAWINGS, strict=True) if said(change(one), "document")] == []


@pytest.mark.parametrize("kind", ["image", "chart", "document"])
@pytest.mark.parametrize("colour", ["black", "white", "#7f3c10"])
def test_one_colour(kind, colour):
    assert said(Image.new("RGB", (200, 100), colour), kind) == ["a picture of one colour"]
    assert said(compressed(60)(Image.new("RGB", (200, 100), colour)), kind) == ["a picture of one colour"]


def test_stars_on_black_are_no_black_picture():
    sky = Image.new("RGB", (256, 256))
    for place in range(40):
        sky.putpixel(((place * 97) % 256, (place * 61) % 256), (255, 255, 240))
    assert said(sky) == []


def test_what_cannot_be_looked_at_is_not_run():
    damaged = asset(png(PHOTOS[0])[:300])
    absent = Asset.absent("x", kind="chart")
    text = Asset.made(b"a,b", kind="document", mime="text/csv")
    assert [one.severity for one in CHECK.find(holding(damaged, absent, text))] == ["not run", "not run"]
