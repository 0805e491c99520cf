"""Video and sound are known by their bytes."""

import io
import struct

import av
import pytest

from goldsmith.media.mime import kind_of, mime_of


def container(form, codec):
    out = io.BytesIO()
    with av.open(out, "w", format=form) as file:
        track = file.add_stream(codec, rate=48000 if codec == "libopus" else 10)
        if codec == "libopus":
            made = av.AudioFrame(format="flt", layout="stereo", samples=960)
            made.sample_rate = 48000
        else:
            track.width, track.height, track.pix_fmt = 32, 32, "yuv420p"
            made = av.VideoFrame(32, 32, "yuv420p")
        made.pts = 0
        file.mux(track.encode(made))
        file.mux(track.encode(None))
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "codec", "mime"),
    [
        ("mp4", "mpeg4", "video/mp4"),
        ("mov", "mpeg4", "video/quicktime"),
        ("matroska", "mpeg4", "video/x-matroska"),
        ("webm", "libvpx", "video/webm"),
        ("avi", "mpeg4", "video/x-msvideo"),
        ("ogg", "libopus", "audio/ogg"),
    ],
)
def test_containers(form, codec, mime):
    data = container(form, codec)
    assert mime_of(data) == mime
    assert kind_of(mime) == mime.partition("/")[0]


def test_streams_without_a_header():
    assert mime_of(b"\xff\xfb\x90\x00") == "audio/mpeg"
    assert mime_of(b"\xff\xf1\x50\x80") == "audio/aac"
    assert mime_of((b"G" + bytes(187)) * 5) == "video/mp2t"
    assert mime_of(b"G" + bytes(400)) == "application/octet-stream"


def test_sounds_in_chunks():
    assert mime_of(b"RIFF" + struct.pack("<I", 4) + b"WAVE") == "audio/wav"
    assert mime_of(b"FORM" + struct.pack(">I", 4) + b"AIFF") == "audio/aiff"
    assert mime_of(b"FORM of a letter") == "text/plain"
