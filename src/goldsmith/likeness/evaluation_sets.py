"""Read evaluation sets of any shape for their texts and media; what cannot be read is said, with file and line."""

from __future__ import annotations

import base64
import binascii
import csv
import gzip
import io
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import IO, Any, NamedTuple

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Sample
from goldsmith.media.look import MAX_BYTES, SUFFIXES
from goldsmith.media.mime import kind_of, mime_of

FAULTS = (
    GoldsmithError, OSError, ValueError, LookupError, TypeError, EOFError, RecursionError, csv.Error, tarfile.TarError,
    zlib.error,
)  # fmt: skip
"""What a file of unexpected content can raise while it is taken apart; it costs the rest of that file."""


class Item(NamedTuple):
    """One entry of an evaluation set: a line, a row, an element, a picture."""

    place: str
    """The file, and where in it."""
    texts: tuple[str, ...] = ()
    media: tuple[Asset, ...] = ()


class Unreadable(NamedTuple):
    """What of an evaluation set could not be read."""

    place: str
    problem: str


Read = Iterator[Item | Unreadable]


def files(path: Path) -> list[Path]:
    """The files of an evaluation set: itself, all below a folder, or the shards of a stage's folder.

    Raises:
        GoldsmithError: there is no such file or folder.
    """
    if not path.exists():
        raise GoldsmithError(f"there is no evaluation set {path}", "`against` names files and folders")
    if path.is_file():
        return [path]
    folder = path / "shards" if (path / "shards").is_dir() else path
    return sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))


def items(file: Path) -> Read:
    """All entries of one file; an `Unreadable` for each that is damaged, and for the rest of a file cut off."""
    read = 0
    try:
        with file.open("rb") as stream:
            for one in _entries(str(file), stream, file):
                read += 1
                yield one
    except FAULTS as error:
        yield Unreadable(str(file), f"{_said(error)} (after {read} items)")
    else:
        if not read:
            yield Unreadable(str(file), "it holds nothing")


def _entries(name: str, stream: IO[bytes], file: Path | None = None, shape: str = "") -> Read:
    """The entries of a file, or of a member of an archive, by its suffix, and where that says nothing by its bytes."""
    suffix = PurePath(shape or name).suffix.lower()
    if suffix == ".gz":
        with gzip.GzipFile(fileobj=stream) as inner:
            yield from _entries(name, io.BufferedReader(inner), None, name[: -len(suffix)])
    elif suffix in (".tar", ".tgz"):
        yield from _archived(name, stream)
    elif suffix == ".parquet" and file:
        yield from _parquet(name, file)
    elif suffix == ".arrow":
        yield from _arrow(name, stream)
    elif suffix in _TEXTS:
        yield from _TEXTS[suffix](name, stream, file.parent if file else None)
    else:
        yield _medium(name, stream.read(MAX_BYTES))


def _lines(name: str, stream: IO[bytes], folder: Path | None) -> Read:
    for number, line in _numbered(stream):
        if line.strip():
            yield Item(f"{name}:{number}", (line,))


def _json_lines(name: str, stream: IO[bytes], folder: Path | None) -> Read:
    for number, line in _numbered(stream):
        try:
            if line.strip():
                yield _item(f"{name}:{number}", json.loads(line), folder)
        except json.JSONDecodeError as error:
            yield Unreadable(f"{name}:{number}", f"not JSON: {error.msg} at character {error.pos + 1}")
        except (ValueError, RecursionError) as error:
            yield Unreadable(f"{name}:{number}", f"not JSON: {_said(error)}")


def _numbered(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(stream, 1):
        if number == 1 and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise GoldsmithError("it is UTF-16", "save it as UTF-8")
        yield number, line.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace")


def _json(name: str, stream: IO[bytes], folder: Path | None) -> Read:
    """The elements of an array, those of the arrays in an object, and the rest of the object as one item."""
    try:
        found = json.loads(stream.read(MAX_BYTES))
    except json.JSONDecodeError as error:
        yield Unreadable(f"{name}:{error.lineno}", f"not JSON: {error.msg}")
        return
    lists = {"": found} if isinstance(found, list) else found if isinstance(found, dict) else {}
    rest = {key: value for key, value in lists.items() if not isinstance(value, list)}
    for key, values in lists.items():
        for number, value in enumerate(values if isinstance(values, list) else (), 1):
            yield _item(f"{name}, {key + ' ' if key else ''}item {number}", value, folder)
    if rest or not lists:
        yield _item(name, rest or found, folder)


def _table(name: str, stream: IO[bytes], folder: Path | None) -> Read:
    lines = (line for _, line in _numbered(stream))
    rows = csv.reader(lines, delimiter="\t" if ".tsv" in name.lower() else ",")
    for row in rows:
        yield _item(f"{name}:{rows.line_num}", row, folder)


def _parquet(name: str, file: Path) -> Read:
    import pyarrow.parquet as pq

    from goldsmith.store.assets import AssetStore
    from goldsmith.store.shards import read_shard

    with pq.ParquetFile(file) as table:
        if b"goldsmith" in (table.schema_arrow.metadata or {}):
            places = [folder / "assets" for folder in file.parents if (folder / "assets").is_dir()]
            store = AssetStore(places[0] if places else file.parent / "assets")
            yield from map(_sampled(name), read_shard(file, store))
            return
        number = 0
        for batch in table.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield _item(f"{name}, row {number}", row, None)


def _sampled(name: str) -> Callable[[Sample], Item]:
    return lambda sample: Item(
        f"{name}, sample {sample.id}", tuple(turn.text for turn in sample.turns), tuple(sample.assets)
    )


def _arrow(name: str, stream: IO[bytes]) -> Read:
    import pyarrow as pa

    number = 0
    for batch in pa.ipc.open_stream(stream):
        for row in batch.to_pylist():
            number += 1
            yield _item(f"{name}, row {number}", row, None)


def _archived(name: str, stream: IO[bytes]) -> Read:
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content:
                yield from _entries(f"{name}/{member.name}", io.BytesIO(content.read(MAX_BYTES)))


def _medium(name: str, data: bytes) -> Item | Unreadable:
    if not data:
        return Unreadable(name, "it is empty")
    kind = kind_of(mime_of(data, PurePath(name).suffix))
    if PurePath(name).suffix.lower() in SUFFIXES:
        kind = "image"  # though its bytes deny it: then it is said to be damaged
    if kind is None:
        return Unreadable(name, "neither texts nor media that can be read")
    if kind == "text":
        return Item(name, tuple(data.decode("utf-8", errors="replace").splitlines()))
    return Item(name, media=(Asset.made(data, kind=kind, source=name),))


def _item(place: str, value: Any, folder: Path | None) -> Item:
    """All texts in a value, and all pictures: bytes, `data:` addresses, and what is named like a picture's file."""
    texts: list[str] = []
    media: list[Asset] = []
    for leaf in _leaves(value):
        data = _picture(leaf, folder)
        if data is not None:
            media.append(Asset.made(data, kind="image", source=place))
        elif isinstance(leaf, str) and _is_name(leaf):
            media.append(Asset.absent(leaf, kind="image"))
        elif isinstance(leaf, str):
            texts.append(leaf)
    return Item(place, tuple(texts), tuple(media))


def _picture(leaf: str | bytes, folder: Path | None) -> bytes | None:
    if isinstance(leaf, bytes):
        return leaf if mime_of(leaf[:64]).startswith("image/") else None
    if leaf.startswith("data:image/") and ";base64," in leaf[:64]:
        try:
            return base64.b64decode(leaf.partition(",")[2], validate=True)
        except binascii.Error:
            return b""
    return _beside(folder, leaf) if folder and _is_name(leaf) else None


def _is_name(leaf: str) -> bool:
    """Whether a text is the name or the address of a picture."""
    return PurePath(leaf.partition("?")[0]).suffix.lower() in SUFFIXES and not re.search(r"\s", leaf)


def _beside(folder: Path, name: str) -> bytes | None:
    """The bytes of a file named in data, if it lies below the folder."""
    try:
        path = (folder / name).resolve()
        return path.read_bytes() if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # too long, a ring of links, an unreadable file
        return None


def _leaves(value: Any) -> Iterator[str | bytes]:
    if isinstance(value, str | bytes):
        yield value
    elif isinstance(value, dict) and isinstance(value.get("bytes"), bytes):
        yield value["bytes"]  # a picture in a column, whose `path` is no other one
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _said(error: Exception) -> str:
    return error.problem if isinstance(error, GoldsmithError) else str(error) or type(error).__name__


_TEXTS: dict[str, Callable[[str, IO[bytes], Path | None], Read]] = {
    ".json": _json, ".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _table, ".tsv": _table, ".txt": _lines,
    ".md": _lines,
}  # fmt: skip
