"""Damage to files is found, whole files of every form are left alone."""

import io
import random

import pytest
from PIL import Image

from check.picture_faults import asset, drawn, holding, jpeg, photograph, png
from goldsmith.check.measuring.planted_media import Planted
from goldsmith.check.media_decodes import MediaDecodes
from goldsmith.core.types import Asset

PHOTO, CHART = photograph(1, (160, 120)), drawn(1, "bar", (160, 120))


def form(name, **settings):
    out = io.BytesIO()
    PHOTO.save(out, name, **settings)
    return out.getvalue()


WHOLE = {
    "jpeg": jpeg(PHOTO),
    "progressive": form("JPEG", progressive=True),
    "poor jpeg": jpeg(PHOTO, 5),
    "png": png(PHOTO),
    "chart": png(CHART),
    "chart jpeg": jpeg(CHART),
    "gif": form("GIF"),
    "webp": form("WEBP"),
    "bmp": form("BMP"),
    "tiff": form("TIFF"),
}


def said(*assets):
    return [(one.severity, one.message.partition(": ")[2]) for one in MediaDecodes().find(holding(*assets))]


@pytest.mark.parametrize("name", WHOLE)
def test_whole_pictures_pass_and_cut_ones_do_not(name):
    data = WHOLE[name]
    assert said(asset(data)) == []
    for share in (0.1, 0.5, 0.9):
        assert [one for one, _ in said(asset(data[: int(len(data) * share)]))] == ["major"]


def test_changed_bytes_of_a_png_are_found_most_of_the_time():
    pick, data, found = random.Random(1), WHOLE["png"], 0
    for _ in range(20):
        damaged = bytearray(data)
        damaged[pick.randrange(500, len(data) - 40)] ^= pick.randint(1, 255)
        found += bool(said(asset(bytes(damaged))))
    assert found >= 18


def test_an_absent_asset_is_not_run():
    assert said(Asset.absent("https://example.org/x.jpg", kind="image")) == [("not run", "its bytes are not at hand")]


def test_bytes_that_are_gone_empty_or_others():
    gone = asset(WHOLE["jpeg"]).bound(None)
    changed = asset(WHOLE["jpeg"]).bound(lambda _: WHOLE["png"])
    assert [one for one, _ in said(gone, asset(b""), changed)] == ["major"] * 3
    assert "named after" in said(changed)[0][1]


def test_types_and_sizes_are_as_promised():
    assert said(asset(WHOLE["jpeg"], mime="image/jpg", width=160, height=120)) == []
    assert said(asset(WHOLE["jpeg"], mime="image/png")) == [
        ("minor", "it promises image/png, but its bytes are image/jpeg")
    ]
    assert said(asset(WHOLE["jpeg"], width=120, height=160))[0][0] == "minor"
    assert said(asset(b"<html>not found</html>", mime="image/jpeg"))[0] == (
        "major",
        "it should be a picture, but its bytes are text/plain",
    )


def test_turned_pictures_have_the_size_they_are_seen_in():
    tags = Image.Exif()
    tags[0x0112] = 6
    assert said(asset(form("JPEG", exif=tags), width=120, height=160)) == []


def test_texts_are_utf8_and_documents_are_not_run():
    assert said(Asset.made("a,b\n1,ñ".encode(), kind="text", mime="text/csv")) == []
    assert said(Asset.made(b'{"a": 1}', kind="text", mime="application/json")) == []
    assert said(Asset.made("niño".encode("latin-1"), kind="text"))[0][0] == "major"
    assert said(Asset.made(b"%PDF-1.7", kind="document")) == [("not run", "nothing here decodes application/pdf")]


def test_a_bomb_is_refused_from_its_header():
    data = bytearray(WHOLE["png"])
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    assert said(asset(bytes(data)))[0][0] == "major"


FILM = Planted(video={"shows": "pan", "size": (64, 48)})
VOICE = Planted(sound={"seconds": 2})
UNSEEN = Planted(video={"seconds": 1.7, "rate": 13, "shows": "night"}).asset()


def test_whole_videos_and_recordings_pass():
    assert said(FILM.asset(), VOICE.asset()) == []
    assert said(FILM.but(seconds=3.1).asset(), VOICE.but(seconds=2, mime="audio/x-wav").asset()) == []


@pytest.mark.parametrize("medium", [FILM, VOICE])
@pytest.mark.parametrize("cut", [0.05, 0.5, 0.95])
def test_truncated_videos_and_recordings(medium, cut):
    assert [severity for severity, _ in said(medium.but(cut=cut).asset())] == ["major"]


def test_a_damaged_video_is_told_with_the_second():
    ((severity, problem),) = said(FILM.but(overwritten=(0.5, 0.6)).asset())
    assert severity == "major" and problem.startswith("it is damaged after ")


def test_promises_of_videos_and_recordings():
    assert said(FILM.but(seconds=5).asset()) == [("minor", "recorded as 5.0 seconds, but it is 3.0")]
    assert said(FILM.but(mime="video/webm").asset())[0][0] == "minor"
    assert said(VOICE.but(kind="video").asset()) == [("major", "it should be a video, but holds only audio")]


def test_what_was_not_decoded_is_not_passed():
    (found,) = MediaDecodes(seconds=1).find(holding(FILM.asset()))
    assert (found.severity, found.message.partition(": ")[2]) == ("not run", "only 1 of 3 seconds were decoded")


def test_playlists_named_videos_are_no_videos():
    hls = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
    for data in (hls, b"\0\0\0\x18ftypmp42" + hls):
        assert said(Asset.made(data, kind="video", mime="video/mp4"))[0][0] == "major"


def test_without_the_library_it_is_not_run(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    ((severity, problem),) = said(UNSEEN)
    assert severity == "not run" and "goldsmith[media]" in problem


def test_a_container_of_sound_alone_is_a_recording():
    voice = Planted(sound={"seconds": 1, "form": "m4a"}).asset()
    data = voice.read().replace(b"ftypM4A ", b"ftypisom", 1)
    assert data != voice.read()
    assert said(Asset.made(data, kind="audio", mime="audio/mp4")) == []
    assert said(Asset.made(data, kind="video", mime="video/mp4"))[0][0] == "major"
