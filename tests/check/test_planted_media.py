"""Media made on the spot are what they say, and checks of media find the faults planted in them."""

import pytest
from pydantic import ValidationError

from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_media import Planted
from goldsmith.check.measuring.planted_sets import Case, planted_sets
from goldsmith.media.look import verified
from goldsmith.media.sound import probe as heard
from goldsmith.media.video import probe as seen

SETS = (
    "audio-quality boxes-valid media-decodes picture-duplicates picture-quality picture-size text-legible video-quality"
).split()


@pytest.mark.parametrize("name", SETS)
def test_sets_hold_enough_of_both(name):
    cases = planted_sets([name])[name]
    faults = sum(case.fault for case in cases)
    assert faults >= 30 and len(cases) - faults >= 30


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_checks_of_media_are_as_good_as_they_say(name):
    (rates,) = measure(name, planted_sets([name])[name])
    assert rates.precision.value >= 0.95
    assert rates.recall.value >= 0.9
    assert rates.not_run == 0


@pytest.mark.slow
def test_readable_text_is_told_from_spoilt_one():
    pytest.importorskip("rapidocr")
    cases = planted_sets(["text-readable"])["text-readable"][::6]
    (rates,) = measure("text-readable", cases)
    assert rates.precision.value >= 0.9 and rates.recall.value >= 0.8


@pytest.mark.parametrize("shows", ["ball", "pan", "grain", "slides", "night", "cursor", "still"])
def test_videos(shows):
    video = Planted(video={"shows": shows, "seconds": 1, "size": (64, 48)})
    assert video.asset() == video.asset()
    facts = seen(video.asset())
    assert (facts.seconds, facts.width, facts.height) == (1, 64, 48)


@pytest.mark.parametrize("hears", ["voice", "tone", "noise", "nothing"])
@pytest.mark.parametrize("form", ["wav", "flac", "mp3", "m4a"])
def test_recordings(hears, form):
    sound = Planted(sound={"hears": hears, "form": form, "seconds": 0.5})
    assert sound.asset() == sound.asset()
    assert heard(sound.asset()).seconds == pytest.approx(0.5, abs=0.1)


def test_pictures():
    picture = Planted(picture={"size": (80, 60), "cropped": 0.1, "scaled": 2.0, "form": "jpeg"}).asset()
    assert (picture.width, picture.height) == verified(picture.read()) == (144, 108)
    assert picture.mime == "image/jpeg" and picture.kind == "image"


def test_faults():
    whole = Planted(sound={"seconds": 0.5})
    assert whole.but(cut=0.5).asset().size == whole.asset().size // 2
    zeros = whole.but(overwritten=(0.5, 0.6)).asset()
    assert zeros.size == whole.asset().size and bytes(1000) in zeros.read()
    told = whole.but(mime="audio/mpeg", kind="video", seconds=7).asset()
    assert (told.mime, told.kind, told.seconds) == ("audio/mpeg", "video", 7)


def test_one_medium_at_a_time():
    for media in ({}, {"video": {}, "sound": {}}):
        with pytest.raises(ValidationError, match="one of video, sound and picture"):
            Planted(**media)


def test_a_case_about_a_medium():
    note = {"kind": "box", "text": "dog", "box": (1, 1, 9, 9)}
    case = Case(language="zxx", fault=True, media={"picture": {"size": (20, 20)}}, notes=[note])
    sample = case.sample("x")
    assert [one.text for one in sample.assets[0].noted("box")] == ["dog"]
    assert sample.turns[0].parts[0].asset == sample.assets[0].id
    met = case.but(met={"picture": {"size": (20, 20), "mirrored": True}}).samples("x")
    assert [one.id for one in met] == ["x-met", "x"] and met[0].assets[0].id != met[1].assets[0].id
