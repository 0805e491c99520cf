"""Facts of a table that can be asked: each computed from the numbers shown, each with one right answer."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from goldsmith.generate.tabular import Column, Table, spoken, with_unit

Words = dict[str, str]


class Fact(NamedTuple):
    """What a question about a table is made of.

    `slots` fill the wording; `rows` are the answer for structured forms; `gold` is what a right answer states.
    """

    slots: dict[str, str]
    rows: list[dict[str, str]]
    gold: tuple[str, ...]


class Asked(NamedTuple):
    """A table with its label column, one measure, what the measure is called, and the words of a language."""

    label: Column
    measure: Column
    column: str
    words: Words

    @property
    def key(self) -> str:
        """What the label column is called in structured answers."""
        return self.label.header or self.words["entry"]

    def unit(self, shown: str) -> str:
        """A shown number with its unit."""
        return with_unit(shown, self.measure.unit)

    def row(self, place: int) -> dict[str, str]:
        """One row of the answer."""
        return {self.key: self.label.shown[place], self.measure.header: self.measure.shown[place]}

    def told(self, answer: str) -> dict[str, str]:
        """A computed answer and what it is about."""
        return {self.words["quantity"]: self.measure.header, self.words["answer"]: answer}

    def ranked(self) -> list[int]:
        """Places of the rows from the highest value to the lowest."""
        return sorted(range(len(self.label.shown)), key=lambda place: -self.measure.values[place])

    def slots(self, **named: str) -> dict[str, str]:
        """Slots that every wording may use."""
        return {"column": self.column, "label": self.key, **named}


def asked(table: Table, rng: random.Random, words: Words) -> Asked | None:
    """One measure to ask about; None when the table names no rows or has no numbers."""
    if table.label is None or len(table) < 2 or not table.measures:
        return None
    measure = rng.choice(table.measures)
    names = [column.name.casefold() for column in table.columns]
    alone = names.count(measure.name.casefold()) == 1
    return Asked(table.label, measure, measure.name if alone else measure.header, words)


def _value_lookup(one: Asked, rng: random.Random) -> Fact | None:
    place = rng.randrange(len(one.label.shown))
    shown = one.measure.shown[place]
    return Fact(one.slots(row=one.label.shown[place], value=one.unit(shown)), [one.row(place)], (shown,))


def _extremum(one: Asked, rng: random.Random) -> Fact | None:
    ranked, values = one.ranked(), one.measure.values
    most = rng.choice(("highest", "lowest"))
    first, second = (ranked[0], ranked[1]) if most == "highest" else (ranked[-1], ranked[-2])
    if values[first] == values[second]:
        return None
    name, shown = one.label.shown[first], one.measure.shown[first]
    return Fact(one.slots(row=name, value=one.unit(shown), most=one.words[most]), [one.row(first)], (name,))


def _comparison(one: Asked, rng: random.Random) -> Fact | None:
    pair = rng.sample(range(len(one.label.shown)), 2)
    if one.measure.values[pair[0]] == one.measure.values[pair[1]]:
        return None
    high, low = sorted(pair, key=lambda place: -one.measure.values[place])
    names = one.label.shown
    slots = one.slots(
        row=names[pair[0]], other=names[pair[1]], winner=names[high],
        value=one.unit(one.measure.shown[high]), second=one.unit(one.measure.shown[low]),
    )  # fmt: skip
    return Fact(slots, [one.row(high)], (names[high],))


def _difference(one: Asked, rng: random.Random) -> Fact | None:
    first, second = rng.sample(range(len(one.label.shown)), 2)
    gap = abs(one.measure.values[first] - one.measure.values[second])
    if not gap:
        return None
    shown = spoken(gap, one.measure)
    slots = one.slots(row=one.label.shown[first], other=one.label.shown[second], value=one.unit(shown))
    return Fact(slots, [one.told(shown)], (shown,))


def _total(one: Asked, rng: random.Random) -> Fact | None:
    first, second = rng.sample(range(len(one.label.shown)), 2)
    shown = spoken(one.measure.values[first] + one.measure.values[second], one.measure)
    slots = one.slots(row=one.label.shown[first], other=one.label.shown[second], value=one.unit(shown))
    return Fact(slots, [one.told(shown)], (shown,))


def _trend(one: Asked, rng: random.Random) -> Fact | None:
    values = one.measure.values
    steps = [after - before for before, after in pairwise(values)]
    if not steps or not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        return None
    word = one.words["rising" if steps[0] > 0 else "falling"]
    slots = one.slots(first=one.label.shown[0], last=one.label.shown[-1], trend=word)
    return Fact(slots, [one.told(word)], (word,))


def _average(one: Asked, rng: random.Random) -> Fact | None:
    place = rng.randrange(len(one.label.shown))
    mean = sum(one.measure.values, Decimal(0)) / len(one.measure.values)
    value = one.measure.values[place]
    if abs(value - mean) <= abs(mean) / 50:
        return None
    word = one.words["above" if value > mean else "below"]
    return Fact(one.slots(row=one.label.shown[place], side=word), [one.told(word)], (word,))


def _count(one: Asked, rng: random.Random) -> Fact | None:
    distinct = sorted(set(one.measure.values))
    if len(distinct) < 2:
        return None
    place = rng.randrange(len(distinct) - 1)
    limit = _between(distinct[place], distinct[place + 1])
    number = str(sum(value > limit for value in one.measure.values))
    slots = one.slots(limit=one.unit(spoken(limit, one.measure)), value=number)
    return Fact(slots, [one.told(number)], (number,))


def _between(low: Decimal, high: Decimal) -> Decimal:
    """A short number from `low` (included: the question is what lies above) to below `high`."""
    middle = (low + high) / 2
    for digits in (-6, -5, -4, -3, -2, -1, 0, 1, 2, 3):
        rounded = middle.quantize(Decimal(1).scaleb(-digits))
        if low <= rounded < high:
            return Decimal(f"{rounded:f}")
    return low


def _top_two(one: Asked) -> tuple[int, int] | None:
    ranked, values = one.ranked(), one.measure.values
    clear = values[ranked[0]] > values[ranked[1]] and (len(ranked) < 3 or values[ranked[1]] > values[ranked[2]])
    return (ranked[0], ranked[1]) if clear else None


def _explain(one: Asked, rng: random.Random) -> Fact | None:
    top = _top_two(one)
    if top is None:
        return None
    first, second = (one.measure.shown[place] for place in top)
    row, other = (one.label.shown[place] for place in top)
    slots = one.slots(row=row, other=other, value=one.unit(first), second=one.unit(second))
    return Fact(slots, [one.row(place) for place in top], (first, second))


def _without_first(one: Asked, rng: random.Random) -> Fact | None:
    top = _top_two(one)
    if top is None or len(one.label.shown) < 3:
        return None
    row, other = (one.label.shown[place] for place in top)
    slots = one.slots(row=row, other=other, second=one.unit(one.measure.shown[top[1]]))
    return Fact(slots, [one.row(top[1])], (other,))


def _summary(one: Asked, rng: random.Random) -> Fact | None:
    ranked, values = one.ranked(), one.measure.values
    if len(ranked) < 3 or values[ranked[0]] == values[ranked[1]] or values[ranked[-1]] == values[ranked[-2]]:
        return None
    ends = (ranked[0], ranked[-1])
    (row, other), (value, second) = ([column.shown[place] for place in ends] for column in (one.label, one.measure))
    slots = one.slots(row=row, other=other, value=one.unit(value), second=one.unit(second))
    merged = [{one.words["highest"]: row, one.words["lowest"]: other}]
    return Fact(slots, merged, (row, other))


def _extract(one: Asked, rng: random.Random) -> Fact | None:
    if len(one.label.shown) > 6:
        return None
    rows = [one.row(place) for place in range(len(one.label.shown))]
    listed = ", ".join(
        f"{name}: {one.unit(shown)}" for name, shown in zip(one.label.shown, one.measure.shown, strict=True)
    )
    return Fact(one.slots(list=listed), rows, tuple(dict.fromkeys(one.measure.shown)))


def _rewrite(one: Asked, rng: random.Random) -> Fact | None:
    ranked, values = one.ranked(), one.measure.values
    if values[ranked[0]] == values[ranked[1]]:
        return None
    row, shown = one.label.shown[ranked[0]], one.measure.shown[ranked[0]]
    return Fact(one.slots(row=row, value=one.unit(shown)), [one.row(ranked[0])], (row, shown))


FACTS: dict[str, tuple[str, Callable[[Asked, random.Random], Fact | None]]] = {
    "value-lookup": ("open-qa", _value_lookup),
    "extremum": ("open-qa", _extremum),
    "comparison": ("closed-qa", _comparison),
    "count": ("closed-qa", _count),
    "difference": ("inference", _difference),
    "total": ("inference", _total),
    "without-first": ("inference", _without_first),
    "explain": ("inference", _explain),
    "trend": ("classification", _trend),
    "average": ("classification", _average),
    "summary": ("summarization", _summary),
    "extract": ("extraction", _extract),
    "rewrite": ("rewriting", _rewrite),
}
"""What can be asked: its name, the skill it trains, and how it is computed."""
