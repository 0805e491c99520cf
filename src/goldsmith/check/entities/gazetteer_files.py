"""Gazetteers read from CSV, JSON lines or YAML; every mistake is named with its line."""

from __future__ import annotations

import csv
import functools
import json
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from goldsmith.check.entities.gazetteer import Entry, Gazetteer
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.file_digest import file_digest

KEYS = Entry._fields
_REMEDY = f"each entry has a `name`, and may have {', '.join(key for key in KEYS if key != 'name')}"
Lines = Iterator[tuple[int, Any]]


def read_gazetteer(path: Path) -> Gazetteer:
    """The entries of a file: `.csv` with a header (aliases separated by `|`), `.jsonl`, or a list in `.yaml`.

    An entry without an id is known by its name. A file that has not changed is read once.

    Raises:
        GoldsmithError: the file cannot be read, or an entry in it is wrong, with its line.
    """
    return _read(path, file_digest(path))


@functools.lru_cache(maxsize=8)
def _read(path: Path, _held: str) -> Gazetteer:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise GoldsmithError(f"{path} is no gazetteer", f"name it {', '.join(f'*{end}' for end in _READERS)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GoldsmithError(f"{path} cannot be read: {error.strerror}", "name a gazetteer file") from error
    except UnicodeDecodeError as error:
        raise GoldsmithError(f"{path} cannot be read: {error}", "write it in UTF-8") from error
    lines: dict[str, int] = {}
    entries = []
    for line, plain in reader(path, text):
        entry = entry_of(f"{path}:{line}", plain)
        if entry.id in lines:
            problem = f"{path}:{line}: the id {entry.id!r} is also that of line {lines[entry.id]}"
            raise GoldsmithError(problem, "give entries that share a name different ids")
        lines[entry.id] = line
        entries.append(entry)
    if not entries:
        raise GoldsmithError(f"{path} holds no entries", _REMEDY)
    return Gazetteer(entries)


def entry_of(where: str, plain: Any) -> Entry:
    """An entry of plain data; `where` it was read is named in errors.

    Raises:
        GoldsmithError: a key or a value is wrong.
    """
    if not isinstance(plain, Mapping):
        raise GoldsmithError(f"{where}: this is no entry", _REMEDY)
    if unknown := [str(key) for key in plain if key not in KEYS]:
        raise GoldsmithError(f"{where}: unknown key {unknown[0]!r}", _REMEDY)
    name = plain.get("name")
    if not isinstance(name, str) or not name.strip():
        raise GoldsmithError(f"{where}: an entry without a name", _REMEDY)
    aliases = plain.get("aliases") or ()
    if not isinstance(aliases, list | tuple) or not all(isinstance(one, str) for one in aliases):
        raise GoldsmithError(f"{where}: aliases must be a list of texts", _REMEDY)
    popularity = _popularity(where, plain.get("popularity"))
    key = plain.get("id")
    return Entry(
        name if key in (None, "") else str(key), name, str(plain.get("type") or ""), tuple(aliases), popularity
    )


def _popularity(where: str, plain: Any) -> float:
    try:
        value = float(plain or 0)
    except (TypeError, ValueError):
        value = -1.0
    if not (math.isfinite(value) and value >= 0):
        raise GoldsmithError(f"{where}: popularity must be a number from 0 up, not {plain!r}", _REMEDY)
    return value


def _csv(path: Path, text: str) -> Lines:
    rows = csv.DictReader(text.splitlines(keepends=True), strict=True)
    line = 0
    try:
        line = rows.line_num if rows.fieldnames else 0
        for row in rows:
            line = rows.line_num
            if None in row or None in row.values():
                raise GoldsmithError(f"{path}:{line}: not as many fields as the header has", "mend the line")
            aliases = [one.strip() for one in (row.get("aliases") or "").split("|") if one.strip()]
            yield line, {**row, "aliases": aliases}
    except csv.Error as error:
        raise GoldsmithError(f"{path}:{line + 1}: this is no CSV: {error}", "mend the line") from error


def _jsonl(path: Path, text: str) -> Lines:
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            yield line, json.loads(written)
        except (ValueError, RecursionError) as error:
            raise GoldsmithError(f"{path}:{line}: this is no JSON: {error}", "mend the line") from error


def _yaml(path: Path, text: str) -> Lines:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        root = loader.get_single_node()
        nodes = root.value if isinstance(root, yaml.SequenceNode) else []
        items = [(node.start_mark.line + 1, loader.construct_object(node, deep=True)) for node in nodes]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise GoldsmithError(f"{path}:{line}: this is not YAML: {error.problem}", "mend the file") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise GoldsmithError(f"{path}: this is not YAML: {error}", "mend the file") from error
    if not items:
        raise GoldsmithError(f"{path} holds no list of entries", "begin each entry with `- name: ...`")
    yield from items


_READERS: dict[str, Callable[[Path, str], Lines]] = {".csv": _csv, ".jsonl": _jsonl, ".yaml": _yaml, ".yml": _yaml}
