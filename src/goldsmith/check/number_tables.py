"""The numbers of a table note by column, and which of them belong together."""

from __future__ import annotations

import csv
import functools
import io
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from goldsmith.check.arithmetic import MOST, Table
from goldsmith.check.figures import every_reading, first_readings, is_year, scale_named

_WIDEST = 24
"""Columns that are computed with."""


class NumberTable(NamedTuple):
    """The number of rows, what headers multiply by, the years of its columns, and what to compute with."""

    rows: int
    scales: set[float]
    years: list[float]
    base: Table


def read_table(text: str) -> NumberTable:
    """A table from CSV with a header line."""
    header, *rows = _rows(text) or [[]]
    width = range(min(len(header), _WIDEST))
    cells = [[row[place] if place < len(row) else "" for row in rows] for place in width]
    numbers = [[_number(cell) for cell in column] for column in cells]
    measures = [place for place in width if any(value is not None for value in numbers[place])]
    columns = tuple(tuple(value for value in numbers[place] if value is not None) for place in measures)
    groups = [
        values
        for named in width
        if 1 < len(set(cells[named])) < len(rows)
        for place in measures
        if place != named
        for values in _grouped(cells[named], numbers[place])
    ]
    pairs = tuple(
        (one, other)
        for first, second in combinations(measures, 2)
        for one, other in zip(numbers[first][:MOST], numbers[second][:MOST], strict=True)
        if one is not None and other is not None
    )
    years = [year for column in columns if all(is_year(value) for value in column) for year in column]
    scales = {scale_named(header[place]) for place in measures} - {1.0}
    return NumberTable(len(rows), scales, years, Table(columns, tuple(groups), pairs))


@functools.lru_cache(maxsize=32)
def numbers_written(notes: tuple[tuple[str, str], ...]) -> frozenset[float]:
    """All that the numbers in some notes, given as kind and text, may be worth; those of tables cell by cell."""
    texts = (
        one
        for kind, text in notes
        for one in ((cell for row in _rows(text) for cell in row) if kind == "table" else (text,))
    )
    return frozenset(value for text in texts for value in every_reading(text))


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:  # a null byte or a cell over the limit: then its lines are the cells
        return [[line] for line in text.splitlines()]


def _number(cell: str) -> float | None:
    """The one number of a cell."""
    found = list(first_readings(cell)) if len(cell) < 80 else []
    return found[0] if len(found) == 1 else None


def _grouped(names: list[str], values: list[float | None]) -> list[tuple[float, ...]]:
    """The values of the rows that have the same name."""
    found: dict[str, list[float]] = defaultdict(list)
    for name, value in zip(names, values, strict=True):
        if value is not None:
            found[name].append(value)
    return [tuple(one) for one in found.values()]
