import pytest
from PIL import Image, ImageOps

from check.picture_faults import asset, compressed, drawn, holding, jpeg, photograph, png
from goldsmith.check.picture_duplicates import PictureDuplicates
from goldsmith.core.types import Asset

PHOTO = photograph(1, (240, 180))


def said(*samples):
    return [(one.sample, one.severity, one.evidence.get("twin")) for one in PictureDuplicates().find_all(samples)]


@pytest.mark.parametrize(
    "change",
    [compressed(40), ImageOps.mirror, lambda image: image.resize((120, 90)), lambda image: image.crop((4, 3, 238, 178))],
)  # fmt: skip
def test_twins_name_the_first(change):
    one, other = holding(asset(png(PHOTO)), name="a"), holding(asset(png(change(PHOTO))), name="b")
    assert said(one, other) == [("b", "minor", "a")]
    assert said(other, one) == [("a", "minor", "b")]


@pytest.mark.slow
def test_different_pictures_are_no_twins():
    photos = [holding(asset(jpeg(photograph(seed, (128, 96)))), name=f"p{seed}") for seed in range(60)]
    charts = [
        holding(asset(png(drawn(seed, "table", (240, 180))), kind="chart"), name=f"c{seed}") for seed in range(30)
    ]
    assert said(*photos, *charts) == []


def test_one_file_and_one_family_may_be_shared():
    png_of, jpeg_of = asset(png(PHOTO)), asset(jpeg(PHOTO))
    shared = [holding(png_of, name=name) for name in "abc"]
    assert said(*shared) == []
    assert said(holding(png_of, name="a"), holding(jpeg_of, name="b", parent="a")) == []
    assert said(holding(png_of, name="a", parent="p"), holding(jpeg_of, name="b", parent="p")) == []
    assert said(holding(png_of, jpeg_of, name="a")) == []


def test_every_sample_with_the_copy_is_told():
    copies = [holding(asset(jpeg(PHOTO)), name=name) for name in "bc"]
    assert said(holding(asset(png(PHOTO)), name="a"), *copies) == [("b", "minor", "a"), ("c", "minor", "a")]


def test_twins_across_splits_are_major():
    train = holding(asset(png(PHOTO)), name="a", tags={"split": "train"})
    held = holding(asset(jpeg(PHOTO)), name="b", tags={"split": "heldout"})
    assert said(train, held) == [("b", "major", "a")]
    assert said(train, held.but(tags={})) == [("b", "minor", "a")]


def test_what_cannot_be_compared_is_told_once():
    found = list(
        PictureDuplicates().find_all(
            [
                holding(Asset.absent("x", kind="image"), name="a"),
                holding(asset(jpeg(PHOTO)[:999]), name="b"),
                holding(asset(png(Image.new("L", (9, 9)))), name="c"),
            ]
        )
    )
    assert [(one.severity, one.sample) for one in found] == [("not run", None)]
    assert found[0].message.startswith("2 pictures")
