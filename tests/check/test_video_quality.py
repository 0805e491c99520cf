import pytest

from check.picture_faults import asset, holding, jpeg, photograph
from goldsmith.check.measuring.planted_media import Planted
from goldsmith.check.video_quality import VideoQuality
from goldsmith.core.types import Asset, Sample
from zoo import ZOO

SMALL = {"edge": 72}


def said(video=(), **settings):
    clip = Planted(video={"size": (96, 72), "seconds": 5, **dict(video)}).asset()
    return [(one.severity, one.message) for one in VideoQuality(**{**SMALL, **settings}).find(holding(clip))]


@pytest.mark.parametrize("shows", ["ball", "pan", "grain", "slides", "night"])
def test_good_videos_pass(shows):
    assert said({"shows": shows}) == []


def test_frozen():
    assert said({"frozen": (1.0, 4.5)}) == [("minor", "frozen for 3.5 of 5.0 seconds")]
    assert said({"frozen": (1.0, 3.0)}) == []
    assert said({"frozen": (1.0, 3.0)}, frozen=0.2)[0][0] == "minor"
    (found,) = VideoQuality(**SMALL).find(holding(Planted(video={"size": (96, 72), "frozen": (0, 3)}).asset()))
    assert found.where.seconds == pytest.approx((0, 3), abs=0.5)


def test_black():
    assert said({"black": (0, 2)}) == [("minor", "black for 2.0 of 5.0 seconds")]
    assert said({"black": (0, 5)}) == [("major", "black for 5.0 of 5.0 seconds")]
    assert said({"black": (0, 0.5)}) == []


def test_length_size_and_rate():
    assert said({"seconds": 0.5}) == [("minor", "it lasts 0.5 seconds, 1 are needed")]
    assert said(longest=4) == [("minor", "it lasts 5.0 seconds, 4 are allowed")]
    assert said(edge=144) == [("minor", "96 x 72 pixels: its shorter edge should have 144")]
    assert said({"rate": 2}) == [("minor", "2.0 frames a second, 5 are needed")]


def test_the_length_is_told_though_only_the_beginning_is_looked_at():
    assert said({"frozen": (0, 2)}, seconds=2, frozen=0.9, longest=4) == [
        ("minor", "it lasts 5.0 seconds, 4 are allowed"),
        ("minor", "frozen for 2.0 of 2.0 seconds"),
    ]


def test_what_cannot_be_looked_at_is_not_run(monkeypatch):
    damaged = Planted(video={"size": (96, 72)}, cut=0.5).asset()
    for one in (damaged, Asset.absent("x", kind="video")):
        assert [found.severity for found in VideoQuality().find(holding(one))] == ["not run"]
    whole = Planted(video={"size": (96, 72)}).asset()
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    (found,) = VideoQuality().find(holding(whole))
    assert found.severity == "not run" and "goldsmith[media]" in found.message


def test_pictures_and_texts_are_left_alone():
    assert list(VideoQuality().find(holding(asset(jpeg(photograph(1)))))) == []
    assert [found for sample in ZOO for found in VideoQuality().find(sample)] == []


def test_questions_about_one_video_cost_one_look():
    clip = Planted(video={"size": (96, 72)}).asset()
    first, second = (Sample(id=name, assets=(clip,)) for name in "ab")
    assert VideoQuality().content(first) == VideoQuality().content(second) == [clip.id]
