"""A `table` note as typed columns: labels, measures with units, and every number exactly as it is shown."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from string import ascii_uppercase

from goldsmith.core.errors import GoldsmithError
from goldsmith.generate.headers import name_and_unit

MAX_CHARACTERS = 2_000_000
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "–", "—", "?", ".."})
ANSWERS = frozenset({"yes", "no", "true", "false", "y", "n", "sí", "si"})
COUNTERS = frozenset(("id no nr # index idx code zip phone row target fips").split())
STEPS = frozenset(
    (
        "year years yr año anio jahr quarter month week day hour date season decade period time mes semana día dia "
        "fecha trimestre década hora"
    ).split()
)
_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "ene feb mar abr may jun jul ago sep oct nov dic",
)
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?$")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3}){1,9}(\.\d{1,30})?$")
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,30},\d{1,30}$")
_LEGIBLE = 60


@dataclass(frozen=True)
class Cell:
    """One number of a table: as it is shown, what it is worth, and where it stands."""

    shown: str
    value: Decimal
    row: str
    column: str


@dataclass(frozen=True)
class Column:
    """One column; `values` has a number for each row, or is empty when the column does not hold numbers only."""

    header: str
    shown: tuple[str, ...]
    values: tuple[Decimal, ...] = ()

    @property
    def name(self) -> str:
        """The header without its unit: `sepal length` for `sepal length (cm)`."""
        return name_and_unit(self.header)[0]

    @property
    def unit(self) -> str:
        """The unit in the header's brackets, when it is a known one."""
        return name_and_unit(self.header)[1]

    @property
    def decimal_comma(self) -> bool:
        """Whether its numbers are written with a decimal comma."""
        return _has_decimal_commas([_bare(cell) for cell in self.shown])


@dataclass(frozen=True)
class Table:
    """Columns of equal length; `label` is the column that names the rows, each name once."""

    columns: tuple[Column, ...]
    label: Column | None

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].shown)

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the rows, empty when nothing names them."""
        return self.label.shown if self.label else ()

    @property
    def measures(self) -> tuple[Column, ...]:
        """The columns of numbers that can be asked about: complete, legible, no mere numbering, each header once."""
        headers = Counter(column.header.casefold() for column in self.columns)
        return tuple(
            column
            for column in self.columns
            if column is not self.label and _is_measure(column) and headers[column.header.casefold()] == 1
        )

    @property
    def in_order(self) -> bool:
        """Whether the rows follow each other in time or along an axis, so that a trend can be spoken of."""
        if self.label is None or self.label.header.lower() in COUNTERS:
            return False
        return len(self) > 2 and _ascends(self.label)

    @property
    def in_time(self) -> bool:
        """Whether the rows are points in time, so that the same things are counted in each."""
        return self.label is not None and (self.label.header.lower() in STEPS or self.in_order)

    def cells(self, column: Column) -> list[Cell]:
        """The numbers of one column with the names of their rows, in order."""
        names = self.labels or tuple(str(place) for place in range(1, len(self) + 1))
        return [Cell(*cell, column.header) for cell in zip(column.shown, column.values, names, strict=True)]

    def records(self) -> list[dict[str, str]]:
        """The rows as mappings from header to what is shown."""
        return [
            {column.header: column.shown[place] for column in self.columns if column.header}
            for place in range(len(self))
        ]

    def excerpt(self, rng: random.Random, rows: int, columns: int) -> Table:
        """A part of the table small enough to quote, whose rows have names; the order of rows and columns stays.

        Rows that nothing names are called A, B, C, ..., so there are at most 26 of them.
        """
        label = self.label or _best_label(self)
        places = _distinct_places(label, len(self), rng)[: rows if label else min(rows, len(ascii_uppercase))]
        if self.in_order and len(self) > rows:
            start = rng.randrange(len(self) - rows + 1)
            places = list(range(start, start + rows))
        places = sorted(places)
        kept = list(self.measures)
        chosen = set(rng.sample(range(len(kept)), min(columns, len(kept))))
        names = _taken(label, places) if label else Column("entry", tuple(ascii_uppercase[: len(places)]))
        measures = [_taken(column, places) for place, column in enumerate(kept) if place in chosen]
        return Table((names, *measures), names)


def parse_table(text: str, where: str = "table note") -> Table:
    """A table from CSV with a header line.

    Args:
        text: the CSV, at most two million characters.
        where: what to call it in errors.

    Raises:
        GoldsmithError: the text is too large or no CSV, has no rows, or rows of unequal length.
    """
    if len(text) > MAX_CHARACTERS:
        raise GoldsmithError(f"{where}: {len(text):,} characters of table", f"give at most {MAX_CHARACTERS:,}")
    try:
        lines = [line for line in csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True) if any(line)]
    except csv.Error as error:
        raise GoldsmithError(f"{where}: not readable as CSV ({error})", "write it as CSV with a header line") from error
    if len(lines) < 2:
        raise GoldsmithError(f"{where}: a table needs a header and at least one row, found {len(lines)} lines")
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(lines[0]):
            raise GoldsmithError(
                f"{where}: row {number} has {len(line)} cells, the header has {len(lines[0])}",
                "make every row as long as the header",
            )
    headers = [" ".join(header.split()) for header in lines[0]]
    columns = tuple(
        _column(header, [" ".join(line[place].split()) for line in lines[1:]]) for place, header in enumerate(headers)
    )
    return Table(columns, next((column for column in columns if _names_rows(column, columns)), None))


def as_csv(table: Table) -> str:
    """The table as CSV with a header line, without a final newline."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.header for column in table.columns])
    writer.writerows(zip(*(column.shown for column in table.columns), strict=True))
    return out.getvalue().rstrip("\n")


def as_markdown(table: Table) -> str:
    """The table as a Markdown table; bars inside cells are escaped."""
    rows = [[column.header for column in table.columns], ["---"] * len(table.columns)]
    rows += [list(row) for row in zip(*(column.shown for column in table.columns), strict=True)]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows)


def number(shown: str, decimal_comma: bool = False) -> Decimal | None:
    """What a shown number is worth; None for anything else. Percent signs and digit grouping are understood."""
    plain = _bare(shown).replace("\u2212", "-").replace("\u00a0", "")
    if decimal_comma and (_DECIMAL_COMMA.match(plain) or _NUMBER.match(plain)):
        return Decimal(plain.replace(",", "."))
    if _GROUPED.match(plain):
        return Decimal(plain.replace(",", ""))
    return Decimal(plain) if _NUMBER.match(plain) else None


def spoken(value: Decimal, column: Column) -> str:
    """A computed number in the manner of a column's numbers: their digit grouping, decimal sign, percent sign."""
    if column.decimal_comma:
        text = f"{value:f}".replace(".", ",")
    else:
        grouped = any(_GROUPED.match(_bare(cell)) for cell in column.shown)
        text = f"{value:,f}" if grouped else f"{value:f}"
    return text + ("%" if all(cell.strip().endswith("%") for cell in column.shown) else "")


def _column(header: str, shown: Sequence[str]) -> Column:
    decimal_comma = _has_decimal_commas([_bare(cell) for cell in shown])
    values = [number(cell, decimal_comma) for cell in shown if cell.lower() not in MISSING]
    known = tuple(value for value in values if value is not None)
    return Column(header, tuple(shown), known if len(known) == len(shown) else ())


def _bare(shown: str) -> str:
    return shown.strip().removesuffix("%").strip()


def _has_decimal_commas(plain: Sequence[str]) -> bool:
    """Whether a comma is the decimal sign: somewhere it stands where it cannot group digits."""
    return any(_DECIMAL_COMMA.match(cell) and not _GROUPED.match(cell) for cell in plain)


def _is_measure(column: Column) -> bool:
    return (
        bool(column.values)
        and 0 < len(column.header) <= _LEGIBLE
        and column.header.lower() not in COUNTERS | STEPS
        and "|" not in column.header
        and all(len(cell) <= 12 for cell in column.shown)
    )


def _names_rows(column: Column, columns: Sequence[Column]) -> bool:
    """Text that differs from row to row, or a first column of numbers that ascend like years or an axis."""
    if not may_name(column) or len({cell.casefold() for cell in column.shown}) < len(column.shown):
        return False
    if not column.values:
        return True
    return column is columns[0] and len(columns) > 1 and (_ascends(column) or column.header.lower() in COUNTERS)


def may_name(column: Column) -> bool:
    """Whether its texts can be spoken of as names: short, none missing, more than a yes or no."""
    if {cell.lower() for cell in column.shown} <= ANSWERS:
        return False
    return all(0 < len(cell) <= 40 and cell.lower() not in MISSING and "|" not in cell for cell in column.shown)


def _ascends(column: Column) -> bool:
    order: Sequence[Decimal | int] = column.values or _months(column.shown) or _dates(column.shown)
    return len(order) > 1 and all(before < after for before, after in pairwise(order))


def _months(names: Iterable[str]) -> list[int]:
    starts = [name.casefold()[:3] for name in names if name.isalpha()]
    for language in _MONTHS:
        known = language.split()
        if starts and len(starts) == len(list(names)) and all(start in known for start in starts):
            return [known.index(start) for start in starts]
    return []


def _dates(names: Sequence[str]) -> list[int]:
    """Places of `2019-03`, `2019-03-01`, `2019 Q2` in time; empty when one of the names is none of these."""
    found = [re.fullmatch(r"(\d{4})(?:[-/](\d{2})(?:[-/](\d{2}))?| ?Q([1-4]))", name) for name in names]
    places = [match for match in found if match]
    if len(places) < len(names):
        return []
    return [
        int(place[1]) * 10_000 + int(place[2] or 0) * 100 + int(place[3] or 0) + 100 * int(place[4] or 0)
        for place in places
    ]


def _best_label(table: Table) -> Column | None:
    """The column of text with the most different names, for a table where none names every row."""
    texts = [column for column in table.columns if not column.values and column.header and may_name(column)]
    counted = [(len(set(column.shown)), column) for column in texts]
    return max(counted, key=lambda pair: pair[0])[1] if counted and max(counted, key=lambda p: p[0])[0] > 1 else None


def _distinct_places(label: Column | None, size: int, rng: random.Random) -> list[int]:
    places = rng.sample(range(size), size)
    if label is None:
        return places
    first = {label.shown[place].casefold(): place for place in reversed(places)}
    return [place for place in places if first[label.shown[place].casefold()] == place]


def _taken(column: Column, places: Sequence[int]) -> Column:
    values = tuple(column.values[place] for place in places) if column.values else ()
    return Column(column.header, tuple(column.shown[place] for place in places), values)
