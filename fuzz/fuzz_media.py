"""Damaged videos and recordings by the thousand: `python fuzz/fuzz_media.py --seconds 600 --seed 1`.

Small files of every container are damaged at random and put through all that looks at media. Nothing but a
`GoldsmithError` may be raised, and no file may take seconds. The libraries beneath are not instrumented, so that chance
has to do what coverage does for the checks of texts.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import av

from goldsmith.check.measuring.planted_media import Planted
from goldsmith.core.errors import GoldsmithError
from goldsmith.media import motion, sound, video, whole
from goldsmith.media.timed import settled, timed

SLOWEST = 5.0
"""CPU seconds; most files take milliseconds, and this machine may be busy."""
VIDEOS = {
    "matroska": "libx264", "webm": "libvpx", "avi": "mpeg4", "mpegts": "libx264", "mov": "mpeg4", "flv": "flv",
    "mpeg": "mpeg1video",
}  # fmt: skip
LOOKS: tuple[Callable[[bytes], object], ...] = (
    lambda data: timed(data, "video"),
    lambda data: timed(data, "audio"),
    lambda data: settled(data, "video/mp4"),
    lambda data: whole.decoded(data, 30),
    lambda data: video.frames_at(data, [0.1, 1.9, 0.7], longest=64),
    video.key_frames,
    video.scene_cuts,
    lambda data: motion.motion_of(data, 10),
    lambda data: sound.measured(sound.sound_of(data, until=5)),
)


def seeds() -> list[bytes]:
    """One small whole file of each kind."""
    film = Planted(video={"shows": "pan", "seconds": 2, "size": (64, 48)}).asset().read()
    frames = [frame.image for frame in video.every_frame(film)]
    forms = [Planted(sound={"form": form, "seconds": 0.5}).asset().read() for form in ("wav", "flac", "mp3", "m4a")]
    return [film, *forms, *(_video(container, codec, frames) for container, codec in VIDEOS.items())]


def _video(container: str, codec: str, frames: list[object]) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        track = file.add_stream(codec, rate=25)
        track.width, track.height, track.pix_fmt = 64, 48, "yuv420p"
        track.codec_context.gop_size = 6
        for image in frames:
            file.mux(track.encode(av.VideoFrame.from_image(image)))
        file.mux(track.encode(None))
    return out.getvalue()


def damaged(pick: random.Random, data: bytes) -> bytes:
    """The file with some bytes changed, often in its headers; sometimes cut, or with rubbish put in."""
    file = bytearray(data)
    for _ in range(pick.choice((1, 2, 5, 20, 100))):
        place = pick.randrange(pick.choice((len(file), min(len(file), 1500))))
        place = place if pick.random() < 0.5 else len(file) - 1 - place
        file[place] = pick.choice((0, 255, 127, 128, pick.randrange(256)))
    how, place = pick.random(), pick.randrange(len(file))
    if how < 0.2:
        return bytes(file[:place])
    return bytes(file[:place] + pick.randbytes(pick.randrange(200)) + file[place:]) if how > 0.9 else bytes(file)


def main() -> None:
    """Damage and look until the time is over; the file that was looked at last stays for a crash to be studied."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--last", type=Path, default=Path("fuzz-media.bin"))
    asked = parser.parse_args()
    pick, whole_files, ends, count = random.Random(asked.seed), seeds(), time.monotonic() + asked.seconds, 0
    while time.monotonic() < ends:
        data = damaged(pick, pick.choice(whole_files))
        asked.last.write_bytes(data)
        for look in LOOKS:
            begun = time.process_time()
            try:
                look(data)
            except GoldsmithError as error:
                assert error.problem
            assert time.process_time() - begun < SLOWEST, f"{asked.last} takes too long"
        count += 1
    asked.last.unlink()
    print(f"{count:,} damaged files, no crash")  # noqa: T201


if __name__ == "__main__":
    main()
