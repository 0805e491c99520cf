"""Media that an item of a file names: a file beside it, an address, or the bytes themselves in a data URL."""

from __future__ import annotations

import base64
import binascii
import mimetypes
import re
from pathlib import Path
from typing import Any, Literal

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset
from goldsmith.formats.files import inside
from goldsmith.media.look import asset_of, verified
from goldsmith.media.mime import kind_of, mime_of
from goldsmith.media.timed import settled, timed

Family = Literal["image", "video", "audio", "file"]
"""How dialogs speak of media: charts and documents that are pictures are shown as images."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NAMES: dict[Family, str] = {"image": "a picture", "video": "a video", "audio": "a sound", "file": "a file"}


def family_of(asset: Asset) -> Family:
    """The family that an asset belongs to."""
    if asset.kind in ("video", "audio"):
        return asset.kind
    is_picture = asset.mime.startswith("image/") if asset.mime else asset.kind != "text"
    return "image" if is_picture else "file"


def linked(where: Any, folder: Path, family: Family, licence: str = "") -> Asset:
    """What a name in data stands for; an address, or a file that is not there, is known by its name alone.

    Nothing is fetched from an address, and nothing outside the folder is opened.

    Args:
        where: a path below the folder, an address, or a data URL.
        folder: the folder of the file that names it.
        family: what it must be.
        licence: its licence.

    Raises:
        GoldsmithError: no text, a name that leaves the folder, no ordinary file, damaged, or of another family.
    """
    if not isinstance(where, str):
        raise GoldsmithError(f"{_NAMES[family]} is not named by a text")
    if where.startswith("data:"):
        return carried(_decoded(where), family, licence, "data URL")
    path = place_of(where, folder)
    if path is None or not path.exists():
        return _absent(where, family, licence)
    if not path.is_file():  # opening a pipe or a device could wait for ever
        raise GoldsmithError(f"{where!r} is not an ordinary file")
    return asset_of(path, kind=None if family == "file" else family, licence=licence, source=where)


def place_of(name: str, folder: Path) -> Path | None:
    """Where a name in data points, which need not exist; None for an address.

    Raises:
        GoldsmithError: it leaves the folder, or no file can be called so.
    """
    return None if _ADDRESS.match(name) else inside(folder, name)


def carried(data: bytes, family: Family, licence: str = "", source: str = "") -> Asset:
    """Bytes that data hold themselves.

    Raises:
        GoldsmithError: they are damaged, or not of the family.
    """
    mime = settled(data, mime_of(data))
    if family == "image" or (family == "file" and mime.startswith("image/")):
        width, height = verified(data, name=source)
        return Asset.made(data, kind="image", mime=mime, width=width, height=height, licence=licence, source=source)
    kind = kind_of(mime)
    if kind is None or family not in ("file", kind):
        raise GoldsmithError(f"{source} should be {_NAMES[family]}, but its bytes are {mime}")
    return Asset.made(data, kind=kind, mime=mime, licence=licence, source=source, **timed(data, kind))


def unpacked(text: Any) -> bytes:
    """Bytes written as base64.

    Raises:
        GoldsmithError: it is not that.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise GoldsmithError(f"media inside the data are not base64: {error}") from error


def _decoded(url: str) -> bytes:
    head, _, body = url.partition(",")
    if not head.endswith(";base64"):
        raise GoldsmithError("a data URL is not base64")
    return unpacked(body)


def _absent(where: str, family: Family, licence: str) -> Asset:
    if family != "file":
        return Asset.absent(where, kind=family, licence=licence)
    mime = mimetypes.guess_type(where)[0] or "application/octet-stream"
    return Asset.absent(where, kind="document", mime=mime, licence=licence)
