"""Rows of files that people hand over: JSON, JSON Lines or CSV, packed or not. A bad row costs itself, not the file."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding

NAMED = 10
"""How many faults of one file are told one by one."""
LONGEST_LINE = 16 * 2**20
"""Bytes of the longest row of JSON Lines."""
LARGEST_LIST = 2 * 2**30
"""Bytes of the largest file that is one JSON list, which must be held in memory as a whole."""

Row = tuple[int, dict[str, Any]]
"""A row with its number: of the line, or of the item of a JSON list, from 1."""


class Faults:
    """What was wrong with the rows of one file: the first ones by name, then how many more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._told: list[str] = []
        self._more = 0

    def add(self, number: int, why: str) -> None:
        """One row that was left out."""
        if len(self._told) < NAMED:
            self._told.append(f"{self.path}:{number}: {why}; left out")
        else:
            self._more += 1

    def findings(self) -> list[Finding]:
        """All of them as findings."""
        more = [f"{self.path}: {self._more:,} more rows are left out for such faults"] if self._more else []
        return [said(message, "major") for message in (*self._told, *more)]


def said(message: str, severity: str) -> Finding:
    """A finding about the files that are compared."""
    return Finding.model_validate({"check": "compare", "severity": severity, "message": message})


def rows_of(path: Path, faults: Faults) -> Iterator[Row]:
    """The rows of a file that are objects, with their numbers; all else goes to the faults.

    Raises:
        GoldsmithError: the file cannot be read at all, or is one JSON value that is broken, no list, or too large.
    """
    try:
        with _opened(path) as file:
            if path.name.removesuffix(".gz").endswith(".csv"):
                yield from _csv_rows(file, faults)
                return
            begins = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        with _opened(path) as file:
            yield from (_listed(file, path, faults) if begins == b"[" else _lines(file, faults))
    except (OSError, EOFError) as error:
        raise GoldsmithError(f"{path} cannot be read: {error}", "give a file of JSON, JSON Lines or CSV") from error


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _lines(file: IO[bytes], faults: Faults) -> Iterator[Row]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            faults.add(number, f"longer than {LONGEST_LINE:,} bytes")
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
        elif line.strip():
            yield from _object(number, line, faults)


def _object(number: int, line: bytes, faults: Faults) -> Iterator[Row]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        faults.add(number, f"not JSON: {error}")
        return
    if isinstance(row, dict):
        yield number, row
    else:
        faults.add(number, "no JSON object")


def _listed(file: IO[bytes], path: Path, faults: Faults) -> Iterator[Row]:
    whole = file.read(LARGEST_LIST + 1)
    if len(whole) > LARGEST_LIST:
        raise GoldsmithError(f"{path} is one JSON list of over {LARGEST_LIST:,} bytes", "write one object a line")
    try:
        rows = json.loads(whole.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise GoldsmithError(f"{path}:{error.lineno}: not JSON: {error.msg}", "write one object a line") from error
    except (ValueError, RecursionError) as error:
        raise GoldsmithError(f"{path}: not JSON: {error}", "write one object a line") from error
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield number, row
        else:
            faults.add(number, "no JSON object")


def _csv_rows(file: IO[bytes], faults: Faults) -> Iterator[Row]:
    with io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="") as text:
        reader = csv.DictReader(text)
        try:
            for row in reader:
                if None in row or None in row.values():
                    faults.add(reader.line_num, "another number of fields than the header")
                else:
                    yield reader.line_num, dict(row)
        except csv.Error as error:
            faults.add(reader.line_num, f"not CSV: {error}; nothing behind it was read")
