"""Rows of CSV and TSV files: a bad line costs itself, whatever is in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from goldsmith.core.types import Finding
from goldsmith.formats.files import LONGEST_LINE, in_utf8, problem

SUFFIXES = (".csv", ".tsv")


def columns_of(path: Path) -> list[str]:
    """The names in the first line of a CSV or TSV file, as they are written there.

    Raises:
        GoldsmithError: the file cannot be read, is empty, or is UTF-16.
    """
    with in_utf8(path).open("rb") as file:
        line = next(_lines(file), b"").decode("utf-8-sig", "replace")
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=separator(path, line)), [])]
    except csv.Error:
        return []


def separator(path: Path, first: str = "") -> str:
    """What stands between the cells: a tab in TSV; in CSV a comma, or what the first line has instead of commas."""
    if path.suffix == ".tsv":
        return "\t"
    return max(",;\t|", key=first.count)


def separated_rows(path: Path, form: str) -> Iterator[tuple[int, dict[str, str]] | Finding]:
    """The rows of a CSV or TSV file with a header, and the lines at which they begin; empty cells are left out.

    Raises:
        GoldsmithError: the file cannot be read, is empty, or is UTF-16.
    """
    columns = columns_of(path)
    with in_utf8(path).open("rb") as file:
        lines = (line.decode("utf-8", "surrogateescape") for line in _lines(file))
        rows = csv.reader(lines, delimiter=separator(path, next(lines, "")), strict=True)
        while True:
            number = rows.line_num + 2
            try:
                cells = next(rows)
                why = _unfit(cells, columns)
            except StopIteration:
                return
            except csv.Error as error:
                cells, why = [], str(error)
            if why:
                yield problem(form, f"{path}:{number}: {why}", line=number)
            elif cells:
                yield number, {name: cell for name, cell in zip(columns, cells, strict=False) if cell}


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only the beginning, so that it cannot fill the memory."""
    while line := file.readline(LONGEST_LINE):
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
        yield line


def _unfit(cells: list[str], columns: list[str]) -> str:
    if len(cells) > len(columns):
        return f"{len(cells)} cells for {len(columns)} columns; a cell with a separator in it needs quotes"
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return "not UTF-8"
    return ""
