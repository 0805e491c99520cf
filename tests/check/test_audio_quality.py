import pytest

from check.picture_faults import asset, holding, jpeg, photograph
from goldsmith.check.audio_quality import AudioQuality
from goldsmith.check.measuring.planted_media import Planted
from goldsmith.core.types import Asset
from zoo import ZOO


def said(sound=(), **settings):
    recording = Planted(sound={"seconds": 2, **dict(sound)}).asset()
    return [(one.severity, one.message) for one in AudioQuality(**settings).find(holding(recording))]


@pytest.mark.parametrize("hears", ["voice", "tone", "noise"])
@pytest.mark.parametrize("level", [0.05, 0.5, 0.7])
def test_good_recordings_pass(hears, level):
    assert said({"hears": hears, "level": level}) == []


def test_clipped():
    ((severity, message),) = said({"level": 3.0}, loud=0)
    assert severity == "minor" and message.endswith("of its samples are clipped")
    assert said({"level": 3.0, "after": 0.4}, loud=0)[0][1].endswith("of its samples are clipped")
    assert said({"level": 1.0}, loud=0) == []


def test_silent():
    assert said({"hears": "nothing"}) == [("major", "silent for 100% of 2.0 seconds")]
    assert said({"silent": (0.2, 2.0)})[0][0] == "minor"
    assert said({"silent": (0.5, 1.0)}) == []


def test_quiet_and_loud():
    assert said({"level": 0.01}) == [("minor", "too quiet: -51 LUFS, -45 are needed")]
    assert said({"hears": "tone", "level": 0.9}, loud=-10) == [("minor", "too loud: -5 LUFS, -10 are allowed")]


def test_shifted_and_short():
    assert said({"offset": 0.2}) == [("minor", "its samples are shifted by +0.20 of full scale")]
    assert said({"seconds": 0.3}) == [("minor", "it lasts 0.3 seconds, 0.5 are needed")]
    assert said(longest=1) == [("minor", "it lasts 2.0 seconds, 1 are allowed")]


def test_speech_is_asked_for():
    assert said({"hears": "tone"}, speech=0.2) == [("minor", "someone speaks in 0% of the time, 20% are needed")]
    assert said({"hears": "voice", "seconds": 4, "seed": 1}, speech=0.05) == []


def test_what_cannot_be_listened_to_is_not_run(monkeypatch):
    for one in (Planted(sound={"hears": "tone"}, cut=0.0003).asset(), Asset.absent("x", kind="audio")):
        assert [found.severity for found in AudioQuality().find(holding(one))] == ["not run"]
    whole = Planted(sound={"hears": "tone"}).asset()
    for module, extra, settings in (("faster_whisper.vad", "speech", {"speech": 0.1}), ("pyloudnorm", "media", {})):
        with monkeypatch.context() as patch:
            patch.setitem(__import__("sys").modules, module, None)
            (found,) = AudioQuality(**settings).find(holding(whole))
        assert found.severity == "not run" and f"goldsmith[{extra}]" in found.message


def test_a_video_without_sound_and_other_media_are_left_alone():
    assert list(AudioQuality().find(holding(Planted(video={"size": (64, 48), "seconds": 1}).asset()))) == []
    assert list(AudioQuality().find(holding(asset(jpeg(photograph(1)))))) == []
    assert [found for sample in ZOO for found in AudioQuality().find(sample)] == []
