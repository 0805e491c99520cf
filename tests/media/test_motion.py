"""Frozen and black stretches are found to a frame, slow and small movement is none of them."""

import io

import av
import pytest
from PIL import Image

from goldsmith.check.measuring.planted_media import Planted
from goldsmith.media.motion import motion_of


def seen(until=600, **video):
    return motion_of(Planted(video={"size": (96, 72), "seconds": 5, **video}).asset(), until)


@pytest.mark.parametrize("shows", ["ball", "pan", "grain", "slides", "night"])
def test_what_moves_is_not_still(shows):
    motion = seen(shows=shows)
    assert motion.still == motion.black == ()
    assert (motion.frames, motion.rate) == (50, pytest.approx(10))


def test_a_frozen_stretch():
    ((begin, end),) = seen(frozen=(1.0, 4.0)).still
    assert begin == pytest.approx(1, abs=0.15) and end == pytest.approx(4, abs=0.15)
    assert seen(frozen=(1.0, 2.5)).still == ()


def test_a_frozen_end_and_a_whole_still():
    motion = seen(frozen=(2.0, 5.0))
    assert motion.still[0][1] == motion.seconds == pytest.approx(5)
    assert motion.share(motion.still) == pytest.approx(0.6, abs=0.03)
    assert seen(shows="still").share(seen(shows="still").still) > 0.85


def test_a_black_stretch():
    ((begin, end),) = seen(black=(0.0, 1.5)).black
    assert (begin, end) == (0, pytest.approx(1.5))


def test_only_the_beginning_is_looked_at():
    motion = seen(until=2)
    assert motion.seconds == pytest.approx(2) and motion.frames == 20


def test_a_size_that_changes_midway():
    halves = []
    for size in ((64, 48), (96, 80)):
        out = io.BytesIO()
        with av.open(out, "w", format="mpegts") as file:
            track = file.add_stream("mpeg2video", rate=25)
            (track.width, track.height), track.pix_fmt = size, "yuv420p"
            for shade in range(30):
                file.mux(track.encode(av.VideoFrame.from_image(Image.new("RGB", size, (shade, 90, 90)))))
            file.mux(track.encode(None))
        halves.append(out.getvalue())
    assert motion_of(b"".join(halves), 600).frames > 30
