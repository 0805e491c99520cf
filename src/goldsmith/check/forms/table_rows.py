"""The rows of tables in a text, each with its place and how many cells it has and should have."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from goldsmith.check.forms.grammars import line_starts
from goldsmith.check.text.markdown import cut, shape
from goldsmith.check.text.reading import events

DELIMITERS = ",;\t|"
_RULE = re.compile(r"[ >]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BARRED = re.compile(r"[ \t>]*\|.*\|[ \t]*")
_TAG = re.compile(r"<(/?)(table|tr|td|th)\b((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.IGNORECASE)
_SPAN = re.compile(r"\b(col|row)span\s{0,9}=\s{0,9}[\"']?\s{0,9}(\d{1,4})", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\W*(?:\.\.\.|…)\W*|#.*|sep=.", re.DOTALL)


class Row(NamedTuple):
    """A row of a table: its place, how many cells it has and should have, and the delimiter of its own, if any."""

    start: int
    end: int
    cells: int
    wanted: int
    delimiter: str = ""


def cells_of(line: str) -> int:
    """How many cells a row of a Markdown table has."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return len(re.findall(r"(?<!\\)\|", inner)) + 1


def markdown_rows(text: str) -> Iterator[Row]:
    """The rows of the Markdown tables of a text; a row without a bar has no cells."""
    if "|" not in text:
        return
    wanted = 0
    for event in events(text):
        if event.name == "Start" and isinstance(event.detail, dict) and "Table" in event.detail:
            wanted = len(event.detail["Table"])
        elif event.name == "Start" and event.detail == "TableRow":
            line = text[event.start : event.end].rstrip()
            yield Row(event.start, event.start + len(line), cells_of(line) if "|" in line else 0, wanted)


class Torn(NamedTuple):
    """Lines that look like a table and are none: the header's and the rule's cells, 0 where there is no rule."""

    start: int
    end: int
    header: int
    rule: int


def torn_tables(text: str) -> Iterator[Torn]:
    """What was meant as a Markdown table and is none: a rule unlike its header, or rows without a rule."""
    if "|" not in text:
        return
    tables = [(one.start, one.end) for one in events(text) if one.name == "End" and _is_table(one.detail)]
    rest = cut(shape(text).prose, tables, keep=False)
    lines = rest.split("\n")
    starts = line_starts(rest, r"\n")
    run = 0
    for place, line in enumerate([*lines, ""]):
        run = run + 1 if _BARRED.fullmatch(line) and cells_of(line) > 1 else 0
        before = lines[place - 1] if place else ""
        if "|" in line and "|" in before and _RULE.fullmatch(line) and not _RULE.fullmatch(before):
            run = -1_000_000
            yield Torn(starts[place - 1], starts[place] + len(line), cells_of(before), cells_of(line))
        elif run == 3:
            yield Torn(starts[place - 2], starts[place] + len(line), cells_of(line), 0)


def _is_table(detail: object) -> bool:
    return detail == "Table" or (isinstance(detail, dict) and "Table" in detail)


@dataclass(slots=True)
class _Html:
    """A table of HTML that is being read; `ends` tells how many columns that cells hold end with a row."""

    rows: list[tuple[int, int, int]] = field(default_factory=list)
    held: int = 0
    ends: Counter[int] = field(default_factory=Counter)
    start: int = -1
    width: int = 0

    def read(self, tag: re.Match[str]) -> None:
        """Go on with the tag of a row or a cell; rows and cells that are not closed end where the next begin."""
        row, closing = tag[2].lower() == "tr", bool(tag[1])
        if row and closing:
            self.end(tag.end())
        elif not row and not closing:
            self.cell(tag[3])
        elif row:
            self.end(tag.start())
            self.start, self.width = tag.start(), self.held

    def cell(self, attributes: str) -> None:
        spans = {found[1].lower(): max(1, min(1000, int(found[2]))) for found in _SPAN.finditer(attributes)}
        columns, rows = spans.get("col", 1), spans.get("row", 1)
        self.width += columns
        if rows > 1:
            self.held += columns
            self.ends[len(self.rows) + rows - 1] += columns

    def end(self, place: int) -> None:
        if self.start >= 0:
            self.held -= self.ends.pop(len(self.rows), 0)
            self.rows.append((self.start, place, self.width))
        self.start = -1


def html_rows(text: str) -> Iterator[Row]:
    """The rows of the HTML tables of a text, outside of code; most rows of a table tell how many cells are wanted."""
    if "<t" not in text.lower():
        return
    stack: list[_Html] = []
    for tag in _TAG.finditer(shape(text).prose):
        closing, name = bool(tag[1]), tag[2].lower()
        if name == "table" and not closing:
            stack.append(_Html())
        elif stack and name == "table":
            yield from _html_rows(stack.pop(), tag.start())
        elif stack:
            stack[-1].read(tag)
    for table in stack:
        yield from _html_rows(table, len(text))


def _html_rows(table: _Html, place: int) -> Iterator[Row]:
    table.end(place)
    rows = [row for row in table.rows if row[2]]
    if rows:
        wanted = Counter(width for _, _, width in rows).most_common(1)[0][0]
        yield from (Row(start, end, width, wanted) for start, end, width in rows)


def delimited_rows(text: str, delimiter: str = "") -> Iterator[Row]:
    """The rows after the header of CSV; without a delimiter that which parts the header into most cells.

    A row of another width that another delimiter parts into as many cells as the header bears that one's name. Empty
    lines, comments and pieces left out (`...`) are no rows.
    """
    lines = text.splitlines(keepends=True)
    header = next((line for line in lines if line.strip() and not _LEFT_OUT.fullmatch(line)), "")
    delimiter = delimiter or max(DELIMITERS, key=lambda one: len(_fields(header, one)))
    wanted = 0
    for start, end, cells in _delimited(lines, delimiter):
        line = text[start:end]
        if not line.strip() or _LEFT_OUT.fullmatch(line.strip()):
            continue
        if not wanted:
            wanted = cells
        elif wanted > 1:
            fits = cells != wanted and [one for one in DELIMITERS if len(_fields(line, one)) == wanted]
            yield Row(start, max(start + 1, start + len(line.rstrip())), cells, wanted, fits[0] if fits else "")


def _delimited(lines: list[str], delimiter: str) -> Iterator[tuple[int, int, int]]:
    """Where each record begins and ends, and its number of fields, as far as they can be read."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    place = read = 0
    try:
        for fields in reader:
            end = place + sum(map(len, lines[read : reader.line_num]))
            read = reader.line_num
            yield place, end, len(fields)
            place = end
    except csv.Error:
        return


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
