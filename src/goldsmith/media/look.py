"""Open media from outside: what it is, whether it is whole, how large it is; nothing hostile gets through."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Kind
from goldsmith.media.mime import kind_of, mime_of
from goldsmith.media.timed import settled, timed

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 100_000_000
MAX_BYTES = 1 << 30
PICTURES: tuple[Kind, ...] = ("image", "chart", "document")
SUFFIXES = frozenset((".jpg .jpeg .png .gif .webp .bmp .tif .tiff .avif").split())
"""Names by which files promise to be pictures."""

# Only these decoders ever run: Pillow has others that start outside programs (EPS) or are seldom looked after.
_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/bmp": ("BMP",),
    "image/tiff": ("TIFF",),
    "image/avif": ("AVIF",),
}
_ORIENTATION = 0x0112
_DAMAGE = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, struct.error, zlib.error)


def asset_of(
    path: Path,
    *,
    kind: Kind | None = None,
    licence: str = "",
    source: str | None = None,
    max_pixels: int = MAX_PIXELS,
) -> Asset:
    """A file as an asset: its type told by its bytes, and a picture really decoded once.

    Args:
        path: the file.
        kind: what it must be; by default what the bytes say. A picture may be image, chart or document.
        licence: the licence of the file.
        source: where it came from; by default its path.
        max_pixels: a larger picture is refused from its header, before any pixel is decoded.

    Returns:
        The asset with its bytes; `width` and `height` in pixels as it is seen, with its orientation applied; `seconds`
        of videos and recordings that can be opened.

    Raises:
        GoldsmithError: no such file, a folder, unreadable, empty, damaged, too large, or not what it should be.
    """
    data = _content(path)
    mime = settled(data, mime_of(data, path.suffix))
    found = kind_of(mime)
    if found is None:
        raise GoldsmithError(f"{path} is not media of a known kind ({mime})", "leave it out or convert it")
    promised = kind or ("image" if path.suffix.lower() in SUFFIXES else found)
    _agree(path, mime, found, promised)
    facts = timed(data, found)
    if found == "image":
        facts["width"], facts["height"] = verified(data, name=str(path), max_pixels=max_pixels)
    origin = str(path) if source is None else source
    return Asset.made(data, kind=promised, mime=mime, licence=licence, source=origin, uri=str(path), **facts)


def is_picture(asset: Asset) -> bool:
    """Whether an asset can be looked at: a document may also be a text or a PDF."""
    return asset.kind in PICTURES and (not asset.mime or asset.mime.startswith("image/"))


def edges_of(asset: Asset) -> tuple[int, int]:
    """Width and height of a picture in pixels, as recorded, else as decoded.

    Raises:
        GoldsmithError: they are not recorded, and it has no bytes or cannot be decoded.
    """
    if asset.width and asset.height:
        return asset.width, asset.height
    return verified(asset.read())


def verified(data: bytes, *, name: str = "the picture", max_pixels: int = MAX_PIXELS) -> tuple[int, int]:
    """Decode a picture to its last byte; gives width and height in pixels, orientation applied.

    `Image.verify` lets truncated JPEGs pass, so the pixels are loaded; JPEGs at an eighth of their size, where the
    whole stream is still read.

    Raises:
        GoldsmithError: it is damaged, no picture, or has more than `max_pixels` pixels.
    """
    with opened(data, name, max_pixels) as image:
        width, height = image.size
        turned = image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
        image.draft("L", (1, 1))
        image.load()
    return (height, width) if turned else (width, height)


def picture(
    media: bytes | Asset, *, name: str = "", size: int | None = None, max_pixels: int = MAX_PIXELS
) -> Image.Image:
    """The pixels in RGB, orientation applied, transparency laid on white.

    Args:
        media: the bytes of a picture, or an asset that is one.
        name: what errors call it.
        size: when given, decode no finer than needed for this many pixels along the shorter edge (JPEG only).
        max_pixels: larger pictures are refused.

    Raises:
        GoldsmithError: it cannot be decoded, or is too large.
    """
    from PIL import ImageOps

    data = media.read() if isinstance(media, Asset) else media
    shown = name or (f"asset {media.id[:12]} ({media.source})" if isinstance(media, Asset) else "the picture")
    with opened(data, shown, max_pixels) as image:
        if size is not None:
            image.draft("RGB", (size, size))
        image.load()
        return _plain(ImageOps.exif_transpose(image))


@contextmanager
def opened(data: bytes, name: str, max_pixels: int = MAX_PIXELS) -> Iterator[Image.Image]:
    """A picture open but not decoded, its size checked; damage met inside the block becomes a GoldsmithError."""
    from PIL import Image

    mime = mime_of(data)
    if mime not in _FORMATS:
        raise GoldsmithError(f"{name} is not a picture ({mime})", "give a JPEG, PNG, GIF, WebP, BMP, TIFF or AVIF file")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS[mime]) as image:
                _fits(image.size, name, max_pixels)
                yield image
        except Image.DecompressionBombError as error:
            raise GoldsmithError(f"{name} is too large to be decoded safely: {error}", "scale it down first") from error
        except _DAMAGE as error:
            raise GoldsmithError(
                f"{name} cannot be decoded: {error}", "the file is damaged or truncated: fetch it again or leave it out"
            ) from error


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise GoldsmithError(f"{path} is too large ({size:,} bytes)", f"the limit is {MAX_BYTES:,} bytes")
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise GoldsmithError(f"{path} is a folder, not a file", "name a file in it") from error
    except FileNotFoundError as error:
        raise GoldsmithError(f"{path} does not exist", "check the path") from error
    except OSError as error:
        raise GoldsmithError(f"{path} cannot be read: {error.strerror}", "check its permissions") from error
    if not data:
        raise GoldsmithError(f"{path} is empty (0 bytes)", "fetch it again or leave it out")
    return data


def _agree(path: Path, mime: str, found: str, promised: Kind) -> None:
    fits = promised in PICTURES if found == "image" else promised == found
    if promised == "document" and found == "text":
        fits = True
    if fits:
        return
    wanted = "a picture" if promised in PICTURES else {"text": "text", "video": "a video", "audio": "audio"}[promised]
    holds = {"image": "a picture", "video": "a video"}.get(found, found)
    raise GoldsmithError(
        f"{path} should be {wanted}, but its bytes are {holds} ({mime})", "name it after what it holds, or leave it out"
    )


def _fits(size: tuple[int, int], name: str, max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        raise GoldsmithError(
            f"{name} is {width:,} x {height:,} pixels, more than the {max_pixels:,} allowed",
            "scale it down first, or allow more pixels",
        )


def _plain(image: Image.Image) -> Image.Image:
    """Any mode as RGB: 16-bit grey keeps its range, what is transparent becomes white."""
    from PIL import Image

    mode: Literal["RGBA", "RGB"] = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if mode == "RGB":
        return image.convert("RGB")
    layer = image.convert("RGBA")
    under = Image.new("RGBA", layer.size, "white")
    under.alpha_composite(layer)
    return under.convert("RGB")
