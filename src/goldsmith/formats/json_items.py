"""The objects of a JSON file, one at a time: the file may be of any size, and a broken object costs itself alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn, TextIO

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding
from goldsmith.formats.files import LONGEST_LINE, in_utf8, problem

DEEPEST = 500
"""Brackets within brackets in an item of an array; Python's own reader gives up at a few more."""

_BLOCK = 1 << 20
_GLANCE = 8
"""Pieces of a file among which an object is looked for before it is taken for something else."""
_STRING = r'"(?:[^"\\]++|\\.)*+"'
_BETWEEN = re.compile(rf'(?:[^"{{}}\[\],]++|{_STRING})*+[{{}}\[\],]', re.DOTALL)
_WITHIN = re.compile(rf'(?:[^"{{}}\[\]]++|{_STRING})*+[{{}}\[\]]', re.DOTALL)
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True)
class Item:
    """An object of a JSON file, and where it is."""

    plain: dict[str, Any]
    line: int
    number: int
    """Its position from 1 in an array; its line in a file of lines."""
    where: str
    """The file, the line and the position, as findings say it."""


def json_items(path: Path, form: str) -> Iterator[Item | Finding]:
    """The objects of a JSON array or of a file of JSON lines; a finding for everything else that is there.

    No more than one item is held in memory, and of one longer than `LONGEST_LINE` only its beginning.

    Raises:
        GoldsmithError: the file is missing, may not be read, is empty or is UTF-16.
    """
    with in_utf8(path).open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
        start = file.read(_BLOCK)
        file.seek(0)
        try:
            if start.lstrip().startswith("["):
                skipped = file.read(start.index("[") + 1).count("\n")
                for number, (line, text) in enumerate(_elements(file), 1):
                    yield _item(text, skipped + line, number, f"{path}:{skipped + line}: item {number}", form)
            else:
                for line, text in _lines(file):
                    yield _item(text, line, line, f"{path}:{line}", form)
        except GoldsmithError as error:
            yield problem(form, f"{path}: {error.problem}")


def _item(text: str, line: int, number: int, where: str, form: str) -> Item | Finding:
    try:
        plain = strict_json(text)
    except GoldsmithError as error:
        return problem(form, f"{where}: {error.problem}", line=line)
    if isinstance(plain, dict):
        return Item(plain, line, number, where)
    return problem(form, f"{where}: expected an object, found {type(plain).__name__}", line=line)


def first_item(path: Path) -> dict[str, Any]:
    """The first object of a JSON array or JSONL file, by which formats know their files; empty when there is none."""
    if path.suffix not in (".json", ".jsonl"):
        return {}
    try:
        pieces = islice(json_items(path, ""), _GLANCE)
        return next((piece.plain for piece in pieces if isinstance(piece, Item)), {})
    except (GoldsmithError, OSError):
        return {}


def strict_json(text: str) -> Any:
    """JSON as its standard has it: no NaN, no number too large to be held, no key twice, no half of a character.

    Raises:
        GoldsmithError: it is not that, or longer than `LONGEST_LINE`.
    """
    if len(text) > LONGEST_LINE:
        raise GoldsmithError(f"it is longer than {LONGEST_LINE:,} characters", "keep media in files of their own")
    try:
        text.encode()
        found = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite)
        if _HALVES.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise GoldsmithError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except UnicodeEncodeError as error:
        raise GoldsmithError(f"not UTF-8, or half of a character, at character {error.start + 1}") from error
    except (ValueError, RecursionError) as error:
        raise GoldsmithError(f"not JSON: {error}") from error
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in found if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:80]!r} is there twice")
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _finite(digits: str) -> float:
    if not isfinite(found := float(digits)):
        raise ValueError(f"the number {digits[:40]} is too large")
    return found


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    """Lines that are not blank with their numbers; of one that is too long only the beginning."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if line.strip():
            yield number, line
        while len(line) > LONGEST_LINE and not line.endswith("\n"):
            line = file.readline(LONGEST_LINE + 1)


class _Window:
    """The piece of a file that is looked at, which moves on as far as it is done with."""

    def __init__(self, file: TextIO) -> None:
        self.file, self.text, self.start, self.at, self.line = file, "", 0, 0, 1

    def grown(self) -> bool:
        """Whether there was more to be read; twice as much each time, so that long items take linear time."""
        more = self.file.read(max(_BLOCK, len(self.text) - self.start))
        self.text, self.at, self.start = self.text[self.start :] + more, self.at - self.start, 0
        return bool(more)

    def taken(self, end: int) -> tuple[int, str]:
        """The piece up to `end` with the line it begins at; the window then starts after the sign there."""
        piece = self.text[self.start : end]
        bare = piece.strip()
        line = self.line + piece[: len(piece) - len(piece.lstrip())].count("\n")
        self.line += piece.count("\n")
        self.start = end + 1
        return line, bare


def _elements(file: TextIO) -> Iterator[tuple[int, str]]:
    """The texts of an array's elements with their lines, found by quotes and brackets alone."""
    window, depth = _Window(file), 0
    while True:
        found = (_WITHIN if depth else _BETWEEN).match(window.text, window.at)
        if found is None:
            if len(window.text) - window.start <= LONGEST_LINE and window.grown():
                continue
            yield from _unended(window)
            return
        window.at = found.end()
        sign = window.text[window.at - 1]
        if depth or sign in "[{":
            depth += (sign in "[{") - (sign in "]}")
            if depth > DEEPEST:
                raise GoldsmithError(
                    f"the item from line {window.line} on is nested deeper than {DEEPEST}; no more is read"
                )
            continue
        line, text = window.taken(window.at - 1)
        if text or sign == ",":
            yield line, text
        if sign != ",":
            yield from _rest(window)
            return


def _unended(window: _Window) -> Iterator[tuple[int, str]]:
    line, text = window.taken(len(window.text))
    if text:
        yield line, text
    if len(text) > LONGEST_LINE:
        raise GoldsmithError("what follows the item that is too long is not read")
    raise GoldsmithError("the file ends before its array does: it is cut off, or a quote or bracket is missing")


def _rest(window: _Window) -> Iterator[tuple[int, str]]:
    """What stands after the end of the array: nothing, or the beginning of what should not be there."""
    rest = window.text[window.start :] + window.file.read(_BLOCK)
    if rest.strip():
        raise GoldsmithError(f"there is more after the end of the array: {rest.strip()[:40]!r}")
    yield from ()
