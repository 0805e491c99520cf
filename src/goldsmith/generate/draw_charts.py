"""Turn tables into pictures of them: charts, tables and document pages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Kind, Note, Sample
from goldsmith.generate.generator import Generator
from goldsmith.generate.headers import may_be_added
from goldsmith.generate.phrases import filled, phrases
from goldsmith.generate.tabular import Column, Table, may_name, parse_table

Drawn = Literal["bar", "horizontal-bar", "grouped-bar", "line", "scatter", "pie", "table", "page"]
ASSET_KINDS: dict[str, Kind] = {"table": "image", "page": "document"}
STATISTICS = ("mean", "maximum", "minimum")


class DrawCharts(Generator):
    """Draw charts, tables and pages of parts of a table; each picture knows its values, texts and their boxes.

    Long tables are summed up by a column of names (mean, maximum, minimum) or cut to a few rows, so that many different
    pictures come from one table. What a picture shows is in its `table` note, rounded as it is shown.
    """

    version: ClassVar[int] = 2

    kinds: tuple[Drawn, ...] = ("bar", "horizontal-bar", "grouped-bar", "line", "scatter", "pie", "table", "page")
    """What may be drawn."""

    per_table: int = Field(default=2, ge=1)
    """How many pictures of one table, at most."""

    rows: tuple[int, int] = (3, 5)
    """Fewest and most rows in a picture."""

    width: int = Field(default=160, ge=96, le=4096)
    """Pixels."""

    height: int = Field(default=128, ge=96, le=4096)
    """Pixels."""

    captions: tuple[str, ...] = ("en", "es")
    """Languages of the caption notes."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples with one drawn asset each; none when the table has no numbers to show."""
        notes = [note for asset in sample.assets for note in asset.noted("table")]
        if not notes:
            return
        table = parse_table(notes[0].text, f"sample {sample.id}")
        rng = random.Random(f"{self.seed}:{sample.id}")
        seen: set[str] = set()
        for number in range(self.per_table * 3):
            if len(seen) == self.per_table:
                return
            part = self._part(table, rng)
            kind = rng.choice(self._fitting(part)) if part and self._fitting(part) else None
            key = f"{kind} {part}"
            if part is None or kind is None or key in seen:
                continue
            drawn = self._drawn(sample, part, kind, number)
            if drawn:
                seen.add(key)
                yield drawn

    def _part(self, table: Table, rng: random.Random) -> Table | None:
        if not table.measures:
            return None
        low, high = self.rows
        groups = [column for column in table.columns if _groups(column, len(table))]
        if groups and rng.random() < 0.8:
            return _summed_up(table, rng.choice(groups), rng, high)
        part = table.excerpt(rng, rng.randint(low, high), rng.choice((1, 1, 2)))
        return part if len(part) >= min(low, 2) and part.measures else None

    def _fitting(self, part: Table) -> list[Drawn]:
        """The kinds that can show this part; a pie only what adds up to a whole."""
        values = [value for column in part.measures for value in column.values]
        first = part.measures[0]
        several = len(part.measures) > 1
        unfit = {
            "line": not part.in_order,
            "pie": several or min(values) <= 0 or not may_be_added(first.name, first.unit, part.in_time),
            "scatter": not several,
            "grouped-bar": not several or min(values) < 0 or max(values) > 20 * max(min(values), Decimal("0.1")),
            "bar": several or min(values) < 0,
            "horizontal-bar": several or min(values) < 0,
        }
        return [kind for kind in self.kinds if not unfit.get(kind, False)]

    def _drawn(self, sample: Sample, part: Table, kind: Drawn, number: int) -> Sample | None:
        from goldsmith.media.draw import Shown, draw

        label = part.label or part.columns[0]
        title = str(sample.tags.get("title", sample.tags.get("dataset", "")))
        heading = f"{title}: {part.measures[0].header}" if len(part.measures) == 1 else title
        series = {column.header: column.shown for column in part.measures}
        shown = Shown(heading, label.header or "entry", label.shown, series)
        try:
            drawing = draw(kind, shown, (self.width, self.height))
        except GoldsmithError:
            return None
        captions = tuple(_caption(part, kind, language) for language in self.captions)
        asset = Asset.made(
            drawing.png, kind=ASSET_KINDS.get(kind, "chart"), mime="image/png",
            width=drawing.width, height=drawing.height,
            licence=sample.assets[0].licence, source=f"drawn from {sample.assets[0].source or sample.id}",
            notes=tuple(note.but(origin=self.origin()) for note in (*captions, *drawing.notes)),
        )  # fmt: skip
        tags = sample.tags | {"modality": asset.kind, "chart": kind, "title": title}
        return sample.child(self.name(), f"{number}/{kind}", assets=(asset,), turns=(), tags=tags)


def _groups(column: Column, rows: int) -> bool:
    return (
        bool(column.header)
        and may_name(column)
        and not column.values
        and 2 <= len(set(column.shown)) <= 8
        and rows > 2 * len(set(column.shown))
    )


def _summed_up(table: Table, by: Column, rng: random.Random, most: int) -> Table:
    """A statistic of one or two measures for each name in a column."""
    names = sorted(set(by.shown))[:most]
    statistic = rng.choice(STATISTICS)
    measures = rng.sample(list(table.measures), min(len(table.measures), rng.choice((1, 1, 2))))
    columns = [Column(by.header, tuple(names))]
    for measure in measures:
        groups = [[v for v, g in zip(measure.values, by.shown, strict=True) if g == name] for name in names]
        values = tuple(_statistic(statistic, group) for group in groups)
        columns.append(Column(f"{statistic} {measure.header}", tuple(f"{value:f}" for value in values), values))
    return Table(tuple(columns), columns[0])


def _statistic(name: str, values: list[Decimal]) -> Decimal:
    """The mean with the decimals of the values, one or two of them (none from a thousand); else one of the values."""
    if name != "mean":
        return max(values) if name == "maximum" else min(values)
    mean = sum(values, Decimal(0)) / len(values)
    decimals = max(-int(value.as_tuple().exponent) for value in values)
    return mean.quantize(Decimal(1) if abs(mean) >= 1000 else Decimal("0.01") if decimals > 1 else Decimal("0.1"))


def _caption(part: Table, kind: str, language: str) -> Note:
    """One sentence with all values of the first measure."""
    wording = phrases("tables", language)
    measure, label = part.measures[0], part.label or part.columns[0]
    values = ", ".join(f"{name} {shown}" for name, shown in zip(label.shown, measure.shown, strict=True))
    slots = {"kind": wording["kinds"][kind], "column": measure.header, "values": values}
    text = filled(wording["caption"], slots, language)
    return Note(id=f"caption-{language}", kind="caption", text=text)
