import pytest
from PIL import Image

from check.picture_faults import asset, holding, png
from goldsmith.check.picture_size import PictureSize
from goldsmith.core.types import Asset


def said(width, height, **settings):
    sample = holding(asset(png(Image.new("L", (width, height)))))
    return [one.message.partition(":")[0] for one in PictureSize(**settings).find(sample)]


@pytest.mark.parametrize("size", [(64, 64), (320, 64), (100, 500), (640, 480)])
def test_sizes_within_the_bounds(size):
    assert said(*size) == []


@pytest.mark.parametrize(
    ("size", "problems"),
    [((63, 64), ["too small"]), ((321, 64), ["too narrow"]), ((1, 1), ["too small"]), ((400, 10), ["too small", "too narrow"])],
)  # fmt: skip
def test_sizes_beyond_the_bounds(size, problems):
    assert said(*size) == problems


def test_bounds_are_settings():
    assert said(300, 200, longest=299) == ["too large"]
    assert said(300, 200, max_pixels=59_999) == ["too large"]
    assert said(300, 200, max_bytes=50) == ["too large"]
    assert said(300, 100, aspect=2) == ["too narrow"]
    assert said(10, 10, shortest=10) == []


def test_recorded_sizes_need_no_bytes():
    absent = Asset.absent("x", kind="image", width=20, height=20)
    unknown = Asset.absent("y", kind="image")
    text = Asset.made(b"a", kind="text")
    assert [one.severity for one in PictureSize().find(holding(absent, unknown, text))] == ["major", "not run"]
