"""What a file is, decided by its bytes: a name says nothing reliable."""

from __future__ import annotations

import json
from typing import Literal

Kind = Literal["text", "image", "document", "video", "audio"]

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"\0\0\1\xba", "video/mpeg"),
    (b"\0\0\1\xb3", "video/mpeg"),
    (b"FLV\1", "video/x-flv"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"PK\3\4", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"(\xb5/\xfd", "application/zstd"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"\x7fELF", "application/x-executable"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"AIFF": "audio/aiff"}
_BRANDS = {b"avif": "image/avif", b"avis": "image/avif", b"qt  ": "video/quicktime", b"M4A ": "audio/mp4"}
_HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_TOLD_LATER = {  # containers that say only further on what they hold
    "video/x-matroska": (b"webm", "video/webm"),
    "audio/ogg": (b"\x80theora", "video/ogg"),
}
_TEXTS = {"csv": "text/csv", "tsv": "text/tab-separated-values", "html": "text/html", "htm": "text/html"}


def mime_of(data: bytes, suffix: str = "") -> str:
    """The media type of some bytes; `application/octet-stream` when they are nothing known.

    Binary types are told by their signatures alone. Text has none, so that only between kinds of text (plain, CSV,
    Markdown, HTML) the suffix of the file's name decides.
    """
    return _signed(data) or _framed(data) or _text_type(data, suffix.lower().lstrip("."))


def kind_of(mime: str) -> Kind | None:
    """The kind of asset that a media type is; None for what Goldsmith has no place for."""
    family = mime.partition("/")[0]
    if mime == "application/pdf":
        return "document"
    if mime == "application/json":
        return "text"
    return family if family in ("text", "image", "video", "audio") else None  # type: ignore[return-value]


def _signed(data: bytes) -> str | None:
    """The type that a signature at the beginning tells."""
    if data[:4] in (b"RIFF", b"FORM") and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "image/heif" if brand in _HEIF else _BRANDS.get(brand, "video/mp4")
    for start, mime in _STARTS:
        if data.startswith(start):
            word, other = _TOLD_LATER.get(mime, (b"", mime))
            return other if word in data[:256] else mime
    return None


def _framed(data: bytes) -> str | None:
    """The type of a stream without a header: each of its frames begins alike."""
    if len(data) > 2 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    if len(data) > 2 and data[0] == 0xFF and data[1] & 0xF6 == 0xF0:
        return "audio/aac"
    return "video/mp2t" if data[:565:188] == b"GGGG" else None


def _text_type(data: bytes, suffix: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "application/octet-stream"
    if "\0" in text:
        return "application/octet-stream"
    if suffix == "json" or text.lstrip()[:1] in ("{", "["):
        return "application/json" if _is_json(text) else "text/plain"
    if "<svg" in text[:1000]:
        return "image/svg+xml"
    return _TEXTS.get(suffix, "text/markdown" if suffix in ("md", "markdown") else "text/plain")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
