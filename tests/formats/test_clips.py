"""Folders of videos and recordings: each a draft with its length, what is none is named."""

import io

import av
import pytest
from PIL import Image

from goldsmith.core.types import Finding, Sample
from goldsmith.formats.clips import Clips
from goldsmith.formats.detect import detect
from goldsmith.media.video import encode

FILM = encode([Image.new("RGB", (32, 24), (shade, 0, 90)) for shade in range(20)], 10)
TONE = b"RIFF\x64\x06\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\x40\6\0\0" + bytes(1600)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "clips"
    (root / "walking").mkdir(parents=True)
    (root / "walking" / "a.mp4").write_bytes(FILM)
    (root / "b.WAV").write_bytes(TONE)
    (root / "notes.txt").write_text("not read")
    return root


def read(path, **options):
    found = list(Clips(**options).samples(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def test_clips_come_with_their_length(folder):
    samples, findings = read(folder, licence="MIT")
    assert [(one.assets[0].kind, one.assets[0].seconds, one.tags["modality"]) for one in samples] == [
        ("audio", 0.1, "audio"),
        ("video", 2.0, "video"),
    ]
    assert samples[1].assets[0].source == "walking/a.mp4" and samples[1].assets[0].licence == "MIT"
    assert (samples[1].assets[0].width, samples[1].assets[0].height) == (32, 24)
    assert findings == []


def test_folders_can_be_labels(folder):
    samples, _ = read(folder, labels=True)
    assert [[note.text for note in one.assets[0].noted("label")] for one in samples] == [[], ["walking"]]


def test_what_is_no_clip_is_named_and_the_rest_goes_on(folder):
    (folder / "c.mp4").write_text("#EXTM3U\nfile:///own.mp4\n")
    (folder / "d.mp4").write_bytes(b"")
    (folder / "e.mp4").write_bytes(FILM)
    (folder.parent / "own.mp4").write_bytes(FILM)
    (folder / "f.mp4").symlink_to(folder.parent / "own.mp4")
    samples, findings = read(folder)
    assert len(samples) == 2
    assert [one.evidence["file"] for one in findings] == ["c.mp4", "d.mp4", "f.mp4", "walking/a.mp4"]
    assert [one.severity for one in findings] == ["major", "major", "major", "note"]
    assert "should be a video or a recording" in findings[0].message


def test_a_damaged_clip_is_read_for_the_checks_to_see(folder):
    (folder / "g.mp4").write_bytes(FILM[:300])
    samples, _ = read(folder)
    assert [one.assets[0].seconds for one in samples if one.assets[0].source == "g.mp4"] == [None]


def test_a_folder_of_clips_is_recognised(folder):
    assert detect(folder).name() == "clips"


def test_a_container_of_sound_alone_is_a_recording(folder):
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        track = file.add_stream("aac", rate=16_000, layout="mono")
        frame = av.AudioFrame(format="s16", layout="mono", samples=8_000)
        frame.sample_rate, frame.pts = 16_000, 0
        file.mux(track.encode(frame))
        file.mux(track.encode(None))
    (folder / "a.m4a").write_bytes(out.getvalue())
    samples, _ = read(folder)
    asset = samples[0].assets[0]
    assert (asset.source, asset.kind, asset.mime) == ("a.m4a", "audio", "audio/mp4")
    assert asset.seconds == pytest.approx(0.5, abs=0.1)
