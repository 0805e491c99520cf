"""The numbers of a table note by column, and which of them belong together."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from goldsmith.check.evidence.arithmetic import MOST, Table
from goldsmith.check.evidence.figures import every_reading, first_readings, is_year, scale_named
from goldsmith.core.units import unit_of

_WIDEST = 24
"""Columns that are computed with."""
_YEARS = re.compile(
    r"\b(?:years?|founded|built|born|opened|established|año|fundad|fundación|jahr|gegründet|année|anno)"
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2100


class NumberTable(NamedTuple):
    """The number of rows, what headers multiply by, its units, the years of its columns, and what to compute with."""

    rows: int
    scales: set[float]
    units: set[tuple[str, float]]
    years: list[float]
    base: Table


def read_table(text: str) -> NumberTable:
    """A table from CSV with a header line."""
    header, *rows = rows_of(text) or [[]]
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
    years = [
        year
        for place, column in zip(measures, columns, strict=True)
        if all(map(is_year, column)) or _YEARS.search(header[place].lower())
        for year in column
        if _FIRST_YEAR <= year <= _LAST_YEAR
    ]
    scales = {scale_named(header[place]) for place in measures} - {1.0}
    units = {unit_of(word) for place in measures for word in re.findall(r"[^\W_]+", header[place].lower())}
    products = tuple(_products([numbers[place][:MOST] for place in measures]))
    return NumberTable(len(rows), scales, units, years, Table(columns, tuple(groups), pairs, products))


def _products(columns: list[list[float | None]]) -> Iterator[float]:
    """What two cells of a row make, as a number and its price, and the total of the rows."""
    for first, second in combinations(columns, 2):
        made = [one * other for one, other in zip(first, second, strict=True) if one is not None and other is not None]
        yield from made
        yield sum(made)


@functools.lru_cache(maxsize=32)
def numbers_written(notes: tuple[tuple[str, str], ...]) -> frozenset[float]:
    """All that the numbers in some notes, given as kind and text, may be worth; those of tables cell by cell."""
    texts = (
        one
        for kind, text in notes
        for one in ((cell for row in rows_of(text) for cell in row) if kind == "table" else (text,))
    )
    return frozenset(value for text in texts for value in every_reading(text))


def rows_of(text: str) -> list[list[str]]:
    """The cells of a table written as CSV, its lines where it is none."""
    header = text[:10_000].partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
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
