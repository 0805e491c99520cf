"""Frames come at exact times from every container, and nothing hostile gets further than an error."""

import io
import random

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from goldsmith.core.errors import GoldsmithError, NotInstalledError
from goldsmith.media import containers
from goldsmith.media.containers import Limits, OverLimitError
from goldsmith.media.video import encode, every_frame, frames_at, key_frames, probe, scene_cuts, spaced_frames

RATE = 10


def moving(count=24, size=(64, 48), colour="white"):
    """Frames with a bar whose place tells which frame it is."""
    for place in range(count):
        image = Image.new("RGB", size, colour)
        ImageDraw.Draw(image).rectangle((place * 2, 0, place * 2 + 5, size[1]), fill="black")
        yield image


CLIP = encode(moving(), RATE, keyframe_every=6)


def inside(container, codec, rotation=0):
    """The clip in another container; times and order come from the library, not from what is tested."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        track = file.add_stream(codec, rate=RATE)
        track.width, track.height, track.pix_fmt = 64, 48, "yuv420p"
        track.codec_context.gop_size = 6
        if rotation:
            track.set_display_rotation(rotation)
        for image in moving():
            file.mux(track.encode(av.VideoFrame.from_image(image)))
        file.mux(track.encode(None))
    return out.getvalue()


def test_the_facts_of_a_clip():
    facts = probe(CLIP)
    assert (facts.width, facts.height, facts.rate, facts.rotation, facts.sound) == (64, 48, RATE, 0, False)
    assert facts.seconds == pytest.approx(2.4)


def test_the_same_pictures_give_the_same_bytes():
    assert encode(moving(), RATE, keyframe_every=6) == CLIP


def test_odd_edges_lose_a_row():
    facts = probe(encode(moving(3, (33, 21)), RATE))
    assert (facts.width, facts.height) == (32, 20)


def test_frames_that_make_no_video():
    with pytest.raises(GoldsmithError, match="no frames"):
        encode([])
    with pytest.raises(GoldsmithError, match="differ in size"):
        encode([Image.new("RGB", (8, 8)), Image.new("RGB", (8, 10))])


FORMS = {
    "mp4": CLIP,
    "mkv": inside("matroska", "libx264"),
    "webm": inside("webm", "libvpx"),
    "avi": inside("avi", "mpeg4"),
    "ts": inside("mpegts", "libx264"),
    "mov": inside("mov", "mpeg4"),
}


@pytest.mark.parametrize("form", FORMS)
def test_frames_on_screen_at_any_time(form):
    data = FORMS[form]
    walked = list(every_frame(data))
    assert len(walked) == 24
    assert [frame.seconds for frame in walked] == pytest.approx([place / RATE for place in range(24)], abs=0.002)
    times = [2.35, 0, 0.61, 0.649, 1.9, 99, 0.61]
    for time, frame in zip(times, frames_at(data, times), strict=True):
        shown = [one for one in walked if one.seconds <= time + 1e-6][-1]
        assert frame.seconds == shown.seconds
        assert frame.image.tobytes() == shown.image.tobytes()


@pytest.mark.parametrize("form", ["mp4", "mkv", "mov"])
def test_keyframes_are_the_frames_of_their_times(form):
    frames = key_frames(FORMS[form])
    assert frames[0].seconds == 0 and 4 <= len(frames) <= 6
    again = frames_at(FORMS[form], [frame.seconds for frame in frames])
    assert [one.image.tobytes() for one in again] == [one.image.tobytes() for one in frames]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0, 3), max_size=6))
def test_any_times(times):
    found = frames_at(CLIP, times)
    assert len(found) == len(times)
    for time, frame in zip(times, found, strict=True):
        assert frame.seconds <= time + 1e-6
        assert frame.seconds == pytest.approx(min(int(time * RATE + 1e-6), 23) / RATE, abs=1e-6)


def test_far_apart_frames_are_reached_by_a_leap():
    data = encode(moving(30), RATE, keyframe_every=3)
    few = Limits(frames=30 + 1 + 12)  # a look at every packet and a flush, but only a few frames decoded
    frames = frames_at(data, [0.1, 2.8], limits=few)
    assert [round(frame.seconds, 2) for frame in frames] == [0.1, 2.8]


def test_evenly_spaced_frames_are_scaled_and_never_twice_the_same():
    frames = spaced_frames(CLIP, 4, longest=32)
    assert [round(frame.seconds, 2) for frame in frames] == [0.3, 0.9, 1.5, 2.1]
    assert {frame.image.size for frame in frames} == {(32, 24)}
    assert len(spaced_frames(encode(moving(3), RATE), 50)) == 3


@pytest.mark.parametrize("turn", [90, 180, -90])
def test_a_turned_video_is_shown_upright(turn):
    data = inside("mov", "mpeg4", rotation=turn)
    plain = frames_at(FORMS["mov"], [0.5])[0].image
    facts, frame = probe(data), frames_at(data, [0.5])[0].image
    assert (facts.width, facts.height) == frame.size == plain.rotate(turn, expand=True).size
    assert facts.rotation == turn % 360
    assert frame.tobytes() == plain.rotate(turn, expand=True).tobytes()


def test_cuts_are_found_where_the_scene_changes_and_flashes_count_once():
    blue, green = list(moving(20, colour="navy")), list(moving(20, colour="olive"))
    assert scene_cuts(encode([*blue, *green, *blue], RATE)) == pytest.approx([2.0, 4.0])
    assert scene_cuts(encode([*blue[:10], *green[:1], *blue[10:]], RATE)) == pytest.approx([1.0])
    assert scene_cuts(CLIP) == []


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
@pytest.mark.parametrize("form", ["mov", "avi"])
def test_a_file_cut_short_is_an_error_or_shorter(form, share):
    whole = FORMS[form]
    try:
        frames = list(every_frame(whole[: int(len(whole) * share)], name="clip"))
    except GoldsmithError as error:
        assert "clip" in error.problem
    else:
        assert share > 0.5 and len(frames) < 24


def test_cut_before_the_index_is_an_error():
    whole = FORMS["mov"]
    with pytest.raises(GoldsmithError, match="my clip cannot be decoded"):
        probe(whole[: whole.index(b"moov")], "my clip")


PLAYLISTS = {
    "HLS": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "SDP": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
    "DASH": b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>http://127.0.0.1/</BaseURL></MPD>',
    "text": b"not a video",
    "nothing": b"",
}


@pytest.mark.parametrize("name", PLAYLISTS)
def test_playlists_are_no_video(name):
    with pytest.raises(GoldsmithError):
        probe(PLAYLISTS[name])
    disguised = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + PLAYLISTS[name]
    with pytest.raises(GoldsmithError):
        probe(disguised)


def test_a_file_may_open_no_other_one():
    with pytest.raises(PermissionError, match="another one"):
        containers._nothing_else("file:///etc/passwd", 1, {})


def test_limits_hold():
    with pytest.raises(OverLimitError, match="pixels"):
        probe(CLIP, limits=Limits(pixels=1000))
    with pytest.raises(OverLimitError, match="bytes"):
        probe(CLIP, limits=Limits(size=100))
    with pytest.raises(OverLimitError, match="more than 10 frames"):
        list(every_frame(CLIP, limits=Limits(frames=10)))
    with pytest.raises(OverLimitError, match="seconds to decode"):
        frames_at(CLIP, [1], limits=Limits(cpu=0))


def test_an_outlandish_codec_is_refused():
    with pytest.raises(GoldsmithError, match="convert it"):
        probe(inside("matroska", "snow"))


def test_a_recording_has_no_pictures():
    silence = b"RIFF\x64\x06\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\x40\6\0\0" + bytes(
        1600
    )
    with pytest.raises(GoldsmithError, match="no pictures"):
        probe(silence)


def test_the_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(NotInstalledError, match=r"goldsmith\[media\]"):
        probe(CLIP)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_damage_anywhere_is_an_error_at_most(form):
    pick, whole = random.Random(form), FORMS[form]
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(pick.randint(1, 20)):
            damaged[pick.randrange(len(whole))] = pick.randrange(256)
        for look in (probe, key_frames, lambda data: frames_at(data, [0.1, 1.9])):
            try:
                look(bytes(damaged))
            except GoldsmithError as error:
                assert error.problem
