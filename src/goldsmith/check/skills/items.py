"""The single items that an answer gives: cells, values, lines, or what commas part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from goldsmith.check.skills.facts import Stated
from goldsmith.check.text.reading import words
from goldsmith.core.forms import unfenced

_LINE = re.compile(r"^[ \t>]*(?:[-*•+]|\(?\d{1,3}[.)])?[ \t]*(?P<item>\S[^\n]*)$", re.MULTILINE)
_LABEL = re.compile(r"^[\w \-/()]{1,40}:\s+(?=\S)")
_TAGGED = re.compile(r">([^<>]+)<")
_CELL = re.compile(r"[^,;|\t]+")
_RULER = re.compile(r"[-|: ]+")
_NONE = frozenset(
    "none|n/a|na|null|nil|unknown|-|—|not mentioned|not stated|not specified|not given|not applicable|true|false|yes|"
    "no|sí|ninguno|ninguna|nada|no consta|no se menciona|no se indica|no se especifica|desconocido".split("|")
)
_MOST = 200
_LONGEST_LIST = 8
"""Words of a piece between commas, where commas part items."""


def items(answer: str, form: str) -> list[Stated]:
    """The items of an answer with their places; none where it is prose without a list."""
    text, start = unfenced(answer)
    ways = {"json": _of_json, "xml": _of_xml, "csv": _of_rows, "table": _of_rows}
    found = ways.get(form, _of_lines)(text)
    kept = [one for one in found if one.text.strip("*_`\"' .").lower() not in _NONE]
    return [Stated(one.text, one.start + start, one.end + start) for one in kept[:_MOST]]


def _of_json(text: str) -> list[Stated]:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found = []
    at = 0
    for value in _leaves(plain):
        place = text.find(value, at)
        if place >= 0:
            at = place + len(value)
            found.append(Stated(value, place, at))
    return found


def _leaves(plain: Any, depth: int = 0) -> Iterator[str]:
    if depth > 50:
        return
    if isinstance(plain, dict | list):
        for inner in plain.values() if isinstance(plain, dict) else plain:
            yield from _leaves(inner, depth + 1)
    elif isinstance(plain, str | int | float) and not isinstance(plain, bool) and str(plain).strip():
        yield str(plain)


def _of_xml(text: str) -> list[Stated]:
    return [Stated(found[1], found.start(1), found.end(1)) for found in _TAGGED.finditer(text) if found[1].strip()]


def _of_rows(text: str) -> list[Stated]:
    """The cells below the header."""
    lines = [found for found in re.finditer(r"[^\n]+", text) if not _RULER.fullmatch(found.group())]
    found = [(line.start(), cell) for line in lines[1:] for cell in _CELL.finditer(line.group())]
    return [Stated(cell.group(), at + cell.start(), at + cell.end()) for at, cell in found if cell.group().strip()]


def _of_lines(text: str) -> list[Stated]:
    """Several lines that are no sentences, each without a label before a colon; or one line's pieces between commas."""
    lines = [Stated(found["item"], *found.span("item")) for found in _LINE.finditer(text)]
    if len(lines) > 1 and lines[0].text.rstrip().endswith(":"):
        lines = lines[1:]
    if len(lines) == 1:
        return _of_pieces(lines[0])
    return [_unlabelled(line) for line in lines]


def _unlabelled(line: Stated) -> Stated:
    label = _LABEL.match(line.text)
    return Stated(line.text[label.end() :], line.start + label.end(), line.end) if label else line


def _of_pieces(line: Stated) -> list[Stated]:
    bare = _unlabelled(line)
    pieces = [(found.group(), found.start(), found.end()) for found in re.finditer(r"[^,;]+", bare.text)]
    short = all(len(words(piece)) <= _LONGEST_LIST for piece, _, _ in pieces)
    if not short or (len(pieces) < 2 and bare == line and bare.text.rstrip().endswith(".")):
        return []
    return [Stated(piece, bare.start + start, bare.start + end) for piece, start, end in pieces if piece.strip()]
