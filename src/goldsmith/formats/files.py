"""Files from outside: read with care, written whole, never outside their folder."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Severity
from goldsmith.media.look import asset_of
from goldsmith.store.files import explained, write_whole

LARGEST_JSON = 2 << 30
"""Bytes; a JSON array is held in memory as a whole, so larger ones should come as JSON lines."""


LONGEST_LINE = 64 << 20
"""Bytes of a line of JSON; longer ones are skipped, so that a file without line ends cannot fill the memory."""

FAULTS = (GoldsmithError, LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError, OSError)
"""What an item of unexpected shape can raise while it is taken apart; it costs that item, not the file."""


def said(error: Exception) -> str:
    """A fault in one sentence."""
    if isinstance(error, GoldsmithError):
        return error.problem
    if isinstance(error, KeyError):
        return f"the field {error} is missing"
    return f"{type(error).__name__}: {error}".splitlines()[0]


def problem(
    form: str, message: str, severity: Severity = "major", sample: str | None = None, **evidence: Any
) -> Finding:
    """A finding about an item that cannot be read or written, or about the sample of an id."""
    told = {name: _legible(value) for name, value in evidence.items()}
    return Finding(check=form, severity=severity, message=legible(message), sample=sample, evidence=FrozenDict(told))


def legible(text: str) -> str:
    """The text with escapes for what is no character, as in file names that are not UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


def _legible(value: Any) -> Any:
    if isinstance(value, list):
        return [_legible(one) for one in value]
    return legible(value) if isinstance(value, str) else value


def stable_id(*parts: object) -> str:
    """An id that follows from what an item is."""
    text = "\x1f".join(json.dumps(part, sort_keys=True, default=str) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def inside(folder: Path, name: str) -> Path:
    """The path of a file named in data, which must lie below the folder.

    Raises:
        GoldsmithError: it points elsewhere (`..`, an absolute path, a link out).
    """
    if not name.strip() or "\0" in name or name != legible(name):
        raise GoldsmithError(f"{name!r} is no file name", "mend the item that names it")
    try:
        path = (folder / name).resolve()
        path.exists()
    except (OSError, RuntimeError) as error:  # too long, or a ring of links
        raise GoldsmithError(f"{name[:80]!r} is no file name: {error}", "mend the item that names it") from error
    if not path.is_relative_to(folder.resolve()):
        raise GoldsmithError(f"the file name {name!r} points outside {folder}", "move the file into the folder")
    return path


def picture_asset(folder: Path, name: str, licence: str = "") -> Asset:
    """A picture named in data, verified; known by its name alone when the file is not there.

    Raises:
        GoldsmithError: the name points outside the folder, or the file is damaged, or no file.
    """
    path = inside(folder, name)
    if not path.exists():
        return Asset.absent(name, kind="image", licence=licence)
    if not path.is_file():
        raise GoldsmithError(f"{path} is no file", "pipes and devices are not read")
    return asset_of(path, kind="image", licence=licence, source=name)


def picture_beside(folder: Path, places: Iterable[str], names: Iterable[str], licence: str = "") -> Asset:
    """A picture looked for under several names in several folders; known by its first name alone when it is nowhere.

    Raises:
        GoldsmithError: a name points outside the folder, or the file is damaged.
    """
    names = list(names)
    for place in places:
        for name in names:
            if os.path.lexists(folder / place / name):  # most are missing in most places: a look before a close one
                return picture_asset(folder / place, name, licence)
    inside(folder, names[0])
    return Asset.absent(names[0], kind="image", licence=licence)


def read_json(path: Path) -> Any:
    """A JSON file.

    Raises:
        GoldsmithError: missing, unreadable, empty, too large or not JSON, with the line.
    """
    if readable_file(path).stat().st_size > LARGEST_JSON:
        raise GoldsmithError(f"{path} is too large to be held in memory", "turn it into JSON lines first")
    try:
        return json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise GoldsmithError(f"{path}:{error.lineno}: not JSON: {error.msg}", "mend the file") from error
    except (ValueError, RecursionError) as error:
        raise GoldsmithError(f"{path}: not JSON: {error}", "mend the file") from error


def readable(path: Path) -> Path:
    """The path, which can be read and is not empty.

    Raises:
        GoldsmithError: it is missing, may not be read, or is empty.
    """
    try:
        if path.is_dir():
            next(path.iterdir(), None)
        elif path.stat().st_size == 0:
            raise GoldsmithError(f"{path} is empty", "look at how it was written")
        else:
            path.open("rb").close()
    except FileNotFoundError as error:
        raise GoldsmithError(f"there is no {path}") from error
    except PermissionError as error:
        raise GoldsmithError(f"{path} may not be read", "change its rights") from error
    return path


def readable_file(path: Path) -> Path:
    """The path, which is a file that can be read and is not empty.

    Raises:
        GoldsmithError: it is a folder, missing, may not be read, or is empty.
    """
    if path.exists() and not path.is_file():
        raise GoldsmithError(f"{path} is {'a folder, not a file' if path.is_dir() else 'no file'}", "name a file")
    return readable(path)


def in_utf8(path: Path) -> Path:
    """The path, which can be read and does not begin like UTF-16.

    Raises:
        GoldsmithError: it is a folder, cannot be read, is empty, or is UTF-16.
    """
    with readable_file(path).open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise GoldsmithError(f"{path} is UTF-16", "save it as UTF-8")
    return path


def first_object(path: Path) -> dict[str, Any]:
    """The first object of a JSON array or JSONL file, as far as its beginning shows; empty when there is none."""
    if path.suffix not in (".json", ".jsonl"):
        return {}
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(1 << 20).lstrip("\ufeff \t\r\n[")
        found, _ = json.JSONDecoder().raw_decode(text)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def foreign(item: Mapping[str, Any], known: set[str]) -> FrozenDict:
    """The fields of an item that have no place of their own."""
    return FrozenDict({key: value for key, value in item.items() if key not in known})


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A path to write to, a file or a folder, which takes its name when the block ends well.

    Raises:
        GoldsmithError: something is there already, the disk is full, or the folder may not be written to.
    """
    if path.exists():
        raise GoldsmithError(f"{path} exists", "choose another name, or remove it")
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(draft)
        yield draft
        draft.rename(path)
    except OSError as error:
        raise explained(error, path) from error
    finally:
        _remove(draft)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def media_name(asset: Asset) -> str:
    """The file name of an asset in an export: its hash, and an ending by its type."""
    return asset.id + (mimetypes.guess_extension(asset.mime) or "" if asset.mime else "")


class MediaFolder:
    """Puts assets beside a written file, each once; `names` are relative to the file."""

    def __init__(self, file: Path) -> None:
        self.folder = file.parent / f"{file.stem}.media"

    def put(self, asset: Asset) -> str:
        """The relative name of an asset's file, written if it was not there; its source when it has no bytes."""
        if asset.size is None:
            return asset.source
        path = self.folder / media_name(asset)
        if not path.exists():
            write_whole(path, asset.read())
        return f"{self.folder.name}/{path.name}"
