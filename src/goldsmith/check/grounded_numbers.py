"""Numbers that the evidence does not hold."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import product
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.evidence.arithmetic import MOST, OPERATIONS, Table, near, ordered
from goldsmith.check.evidence.figures import Figure, every_reading, figures, first_readings
from goldsmith.check.evidence.number_tables import numbers_written, read_table
from goldsmith.check.evidence.worked_figures import durations, worked_out, written_products
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample
from goldsmith.core.units import converted, unit_of

_SHOW = ("table", "value", "ocr", "label", "caption", "alt", "transcript")
_ADDRESS = re.compile(r"https?://\S+")
_AROUND = 120
"""Characters around a number in which the words for how it was computed are looked for."""
_ASKED = 5
"""Numbers of the questions that computing starts from."""


class GroundedNumbers(Check):
    """Flag numbers in answers that are neither in the evidence nor in the question, nor computed from them.

    Counts up to the number of rows or notes are accepted, and sums, differences, means, ratios and percentages where
    the words around or the question speak of such (in en es de fr), all within the rounding of the answer. `1,234.5`,
    `1.234,5` and `1.2 thousand` are understood, as are percentages for fractions, other units of the same kind (km for
    m, 2 hours and 5 minutes), `more than 300` and the results of right equations. Numbers of lists and steps are left
    alone, and years too, unless the evidence has years and they lie outside of those.
    """

    version: ClassVar[int] = 3

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each number without ground; nothing where the notes hold no numbers at all."""
        notes = tuple((note.kind, note.text) for note in sample.notes() if note.kind in _SHOW)
        if any(len(text) > LARGEST for _, text in notes):
            yield self.not_run(sample, "the evidence is too large to look numbers up in it")
            return
        shown = _shown(notes)
        if not shown.values:
            return
        asked = "\n".join(turn.text for _, turn in sample.asked())[:LARGEST]
        evidence = _Evidence(shown, asked, len(list(sample.notes())))
        answers = list(sample.answered())
        for place, turn in answers:
            data = place == answers[-1][0] and sample.tags.get("format") in ("json", "csv")
            yield from self.in_texts(sample, [(place, turn)], functools.partial(_ungrounded, evidence, data))


class _Shown:
    """The numbers of the notes, and, once needed, what follows from them."""

    def __init__(self, notes: tuple[tuple[str, str], ...]) -> None:
        tables = [read_table(text) for kind, text in notes if kind == "table"]
        self.values = numbers_written(notes)
        self.beside = {
            value + step
            for kind, text in notes
            if kind == "label"
            for value in first_readings(text)
            for step in (-1, 1)
        }
        self.rows = max((table.rows for table in tables), default=0)
        self.scales = (1.0, *{scale for table in tables for scale in table.scales})
        years = [year for table in tables for year in table.years]
        told = [one for kind, text in notes if kind != "table" for one in figures(text)]
        years += [one.readings[0][0] for one in told if one.use == "year"]
        self.units = {unit_of(one.after) for one in told}.union(*(table.units for table in tables)) - {("", 1.0)}
        self.implied = {one.readings[0][0] / 100 for one in told if _is_percentage(one)}
        self.implied |= {value for kind, text in notes if kind != "table" for value in written_products(text)}
        self.years = (min(years), max(years)) if years else None
        self.bases = [table.base for table in tables if table.base.columns] or [Table((tuple(sorted(self.values)),))]
        self._results: dict[int, list[float]] = {}

    def results(self, place: int) -> list[float]:
        """All that one operation makes of the numbers, sorted."""
        if place not in self._results:
            self._results[place] = ordered(value for base in self.bases for value in OPERATIONS[place].results(base))
        return self._results[place]


_shown = functools.lru_cache(maxsize=32)(_Shown)
"""Samples about the same asset follow each other."""


class _Evidence:
    """What is shown together with what is asked."""

    def __init__(self, shown: _Shown, asked: str, size: int) -> None:
        self._shown, self._asked = shown, asked
        counts = range(max(size, shown.rows) + 2)
        self._known = ordered({*shown.values, *shown.beside, *shown.implied, *every_reading(asked), *counts})

    @functools.cached_property
    def announced(self) -> set[int]:
        """The operations that the questions speak of."""
        return {place for place, operation in enumerate(OPERATIONS) if operation.words.search(self._asked)}

    @functools.cached_property
    def _beside_asked(self) -> list[list[float]]:
        """What each operation makes of a number shown and a number asked."""
        values = {value for base in self._shown.bases for column in base.columns for value in column[:MOST]}
        pairs = tuple(product(values, list(first_readings(self._asked))[:_ASKED]))
        return [ordered(operation.results(Table((), (), pairs))) for operation in OPERATIONS]

    def shows(self, figure: Figure) -> bool:
        """Whether a number is in the evidence as it is, or needs no ground."""
        years = self._shown.years
        if figure.use == "numbering":
            return True
        if figure.use == "year" and (not years or years[0] <= figure.readings[0][0] <= years[1]):
            return True
        return self._among(figure, self._known)

    def yields(self, figure: Figure, announced: Iterable[int]) -> bool:
        """Whether a number follows from the evidence in one of the ways that are announced."""
        percentage = _is_percentage(figure)
        return any(
            self._among(figure, results)
            for place in announced
            if percentage or not OPERATIONS[place].percentages
            for results in (self._shown.results(place), self._beside_asked[place])
        )

    def _among(self, figure: Figure, known: list[float]) -> bool:
        for value, step in figure.readings:
            for scale in (*self._shown.scales, *self._conversions(figure)):
                middle = value + figure.side * step
                if near(middle / scale, step / scale, known):
                    return True
        return False

    def _conversions(self, figure: Figure) -> Iterator[float]:
        """What the number is divided by to be in a unit of the evidence; percentages are hundredths."""
        if _is_percentage(figure):
            yield 100.0
        unit = unit_of(figure.after)
        yield from (1 / factor for one in self._shown.units if (factor := converted(unit, one)) not in (None, 1.0))


def _is_percentage(figure: Figure) -> bool:
    return unit_of(figure.after)[0] == "%" or figure.after in ("por", "per", "pour")


def _ungrounded(evidence: _Evidence, data: bool, text: str) -> Iterator[Fault]:
    readable = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
    unknown = [figure for figure in figures(readable, data) if not evidence.shows(figure)]
    if not unknown:
        return
    words = [[found.start() for found in operation.words.finditer(readable)] for operation in OPERATIONS]
    worked = set(worked_out(readable))
    told = [one for one in durations(readable) if evidence.shows(one)]
    for figure in unknown:
        if figure.start in worked or any(one.start <= figure.start < one.end for one in told):
            continue
        pieces = [one for piece in figure.pieces for one in figures(piece)]
        around = (figure.start - _AROUND, figure.end + _AROUND)
        announced = evidence.announced | {place for place, starts in enumerate(words) if _between(starts, *around)}
        if evidence.yields(figure, announced) or (pieces and all(map(evidence.shows, pieces))):
            continue
        message = f"the number {figure.text[:40]} is not in the evidence"
        yield Fault("minor", message, figure.start, figure.end)


def _between(starts: list[int], low: int, high: int) -> bool:
    """Whether one of the sorted places lies between two."""
    place = bisect_left(starts, low)
    return place < len(starts) and starts[place] < high
