from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from goldsmith.core.errors import GoldsmithError
from goldsmith.media.look import asset_of, picture
from goldsmith.media.mime import mime_of

MP4 = b"\0\0\0\x18ftypisom" + b"\0" * 64


def jpeg(size=(60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1, 1, 1), 50).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def refused(path, *words, **options):
    with pytest.raises(GoldsmithError) as caught:
        asset_of(path, **options)
    assert path.name in caught.value.problem
    assert caught.value.remedy
    for word in words:
        assert word in caught.value.problem


def test_a_picture_is_known_by_its_bytes(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(jpeg())
    asset = asset_of(path, licence="MIT")
    assert (asset.mime, asset.kind, asset.width, asset.height) == ("image/jpeg", "image", 60, 40)
    assert asset.size == len(asset.read())
    assert (asset.uri, asset.source, asset.licence) == (str(path), str(path), "MIT")
    assert picture(asset).size == (60, 40)


def test_orientation_turns_the_size(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "turned.jpg"
    path.write_bytes(jpeg(exif=exif))
    assert (asset_of(path).width, asset_of(path).height) == (40, 60)
    assert picture(path.read_bytes()).size == (40, 60)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_truncated_jpeg_is_refused(tmp_path, keep, progressive):
    data = jpeg((400, 300), progressive=progressive)
    path = tmp_path / "cut.jpg"
    path.write_bytes(data[: int(len(data) * keep)])
    refused(path, "cannot be decoded")


def test_a_bomb_is_refused_from_its_header(tmp_path):
    for side in (11_000, 40_000):
        path = tmp_path / "bomb.png"
        path.write_bytes(png_header(side, side))
        refused(path)


def test_a_video_named_jpg_is_refused_as_a_picture(tmp_path):
    path = tmp_path / "clip.jpg"
    path.write_bytes(MP4)
    refused(path, "a video", "video/mp4")
    honest = tmp_path / "clip.mp4"
    honest.write_bytes(MP4)
    assert asset_of(honest).kind == "video"
    refused(honest, "a picture", kind="image")


def test_what_cannot_be_read_is_named(tmp_path):
    empty = tmp_path / "empty.jpg"
    empty.touch()
    refused(empty, "empty")
    refused(tmp_path / "none.jpg", "does not exist")
    folder = tmp_path / "folder.jpg"
    folder.mkdir()
    refused(folder, "folder")
    text = tmp_path / "text.png"
    text.write_text("hello")
    refused(text, "should be a picture")
    binary = tmp_path / "x.bin"
    binary.write_bytes(b"\x00\x01\x02\x03")
    refused(binary, "not media")


def test_text_is_a_plain_asset(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n")
    asset = asset_of(path)
    assert (asset.kind, asset.mime, asset.width) == ("text", "text/csv", None)


def test_transparency_becomes_white_and_deep_grey_keeps_its_range():
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (255, 0, 0, 0)).save(out, "PNG")
    assert picture(out.getvalue()).getpixel((0, 0)) == (255, 255, 255)
    out = io.BytesIO()
    Image.new("I;16", (2, 2), 0x8080).save(out, "PNG")
    assert picture(out.getvalue()).getpixel((0, 0)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\x1aE\xdf\xa3....", "video/x-matroska"),
        (b"%PDF-1.7", "application/pdf"),
        (b'{"a": 1}', "application/json"),
        (b"{not json", "text/plain"),
        (b"<svg></svg>", "image/svg+xml"),
        (b"\xff\xfe\x00\x01\x80", "application/octet-stream"),
    ],
)
def test_media_types(data, mime):
    assert mime_of(data) == mime


def test_videos_and_recordings_come_with_their_length(tmp_path):
    from goldsmith.media.video import encode

    (tmp_path / "film.mp4").write_bytes(encode([Image.new("RGB", (32, 24))] * 20, 10))
    film = asset_of(tmp_path / "film.mp4")
    assert (film.kind, film.seconds, film.width, film.height) == ("video", 2.0, 32, 24)
    (tmp_path / "tone.wav").write_bytes(
        b"RIFF\x64\x06\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\x40\6\0\0" + bytes(1600)
    )
    tone = asset_of(tmp_path / "tone.wav")
    assert (tone.kind, tone.seconds, tone.width) == ("audio", 0.1, None)


def test_a_damaged_video_has_no_length(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(64))
    assert asset_of(tmp_path / "film.mp4").seconds is None
