"""Facts of a table that can be asked: each computed from the numbers shown, each with one right answer."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple

from goldsmith.generate.headers import SCALES, called, may_be_added, with_unit
from goldsmith.generate.nouns import plural
from goldsmith.generate.tabular import COUNTERS, Column, Table, number, spoken

Row = dict[str, str | Decimal]
NOT_FAR = Decimal("0.5")
"""Share of the span of values within which the last is still not far from the first."""


class Fact(NamedTuple):
    """What a question about a table is made of.

    `slots` fill the wording; `rows` are the answer for structured forms; `gold` is what a right answer states;
    `about` are the places of the rows that the answer is read from; `variant` names the answer's own wording, if any.
    """

    slots: dict[str, str]
    rows: Sequence[Row]
    gold: tuple[str, ...]
    about: tuple[int, ...] = ()
    variant: str = ""

    @property
    def short(self) -> str | None:
        """The bare answer, where one value is the whole of it."""
        return self.gold[0].partition("|")[0] if len(self.gold) == 1 else None


@dataclass(frozen=True)
class Asked:
    """A table with its label column, one measure, what the measure is called, and the wording of a language."""

    label: Column
    measure: Column
    column: str
    in_time: bool
    wording: Mapping[str, Any]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.label.shown)

    def word(self, name: str) -> str:
        """One of the words of the language."""
        return str(self.wording["words"][name])

    @property
    def key(self) -> str:
        """What the label column is called in structured answers."""
        return self.label.header or self.word("entry")

    def unit(self, shown: str) -> str:
        """A shown number with its unit."""
        return with_unit(shown, self.measure.unit, self.wording["units"])

    def gold(self, shown: str) -> str:
        """A shown number in all the ways a right answer may state it: `4.4`, `4.4 million`; `1,200`, `1200`."""
        ways = [shown]
        if self.measure.unit.lower() in SCALES or shown.startswith("-"):
            ways.append(self.unit(shown))
        datum = self.datum(shown)
        ways.append(datum if isinstance(datum, str) else f"{datum:f}")
        return "|".join(dict.fromkeys(ways))

    def datum(self, shown: str) -> str | Decimal:
        """A shown number for data: a number, but for shares, which keep their percent sign."""
        worth = number(shown, self.measure.decimal_comma)
        return shown if worth is None or shown.endswith("%") else worth

    def row(self, place: int) -> Row:
        """One row of the answer."""
        return {self.key: self.name(place), self.measure.header: self.datum(self.measure.shown[place])}

    def name(self, place: int) -> str | Decimal:
        """What a row is called in data: years are numbers, but not what loses something as one (`007`)."""
        shown = self.label.shown[place]
        worth = number(shown) if self.label.values else None
        return shown if worth is None or f"{worth:f}" != shown else worth

    def told(self, name: str, answer: str | Decimal) -> Row:
        """A computed answer under its name, and what it is about."""
        return {self.word("quantity"): self.measure.header, self.word(name): answer}

    def ranked(self) -> list[int]:
        """Places of the rows from the highest value to the lowest."""
        return sorted(range(len(self)), key=lambda place: -self.measure.values[place])

    def slots(self, places: Mapping[str, int] | None = None, **named: str) -> dict[str, str]:
        """Slots that every wording may use; each named place gives its row, alone and after `of` and `for`."""
        told = self.wording["rows"]
        at = told["at"].get(self.label.header.lower())
        noun, nouns = _entry(self.label.header, self.wording)
        slots = {
            "column": self.column, "label": noun, "labels": nouns, "size": str(len(self)), "at": at or told["for"]
        }  # fmt: skip
        for name, place in (places or {}).items():
            row = self.label.shown[place]
            of = at or told["for" if f" {told['of']} " in self.column else "of"]
            slots |= {name: row, f"of_{name}": f"{of} {row}", f"for_{name}": f"{at or told['for']} {row}"}
        return slots | named


def asked(table: Table, rng: random.Random, wording: Mapping[str, Any]) -> Asked | None:
    """One measure to ask about; None when the table names no rows or has no numbers."""
    if table.label is None or len(table) < 2 or not table.measures:
        return None
    measure = rng.choice(table.measures)
    names = [column.name.casefold() for column in table.columns]
    alone = names.count(measure.name.casefold()) == 1
    name = called(measure.name, wording["columns"]) if "columns" in wording else measure.name
    return Asked(table.label, measure, name if alone else measure.header, table.in_time, wording)


def _entry(header: str, wording: Mapping[str, Any]) -> tuple[str, str]:
    """What one row and several are called: `country`, `countries`; `entry` where the header is no plain noun."""
    name = header.lower().removesuffix(" name")
    known: str = wording["entries"].get(name) or wording["entries"]["otherwise"]
    plain = re.fullmatch(r"[a-z]{3,}(?: [a-z]{3,})?", name) and name not in COUNTERS | {"name", "label", "title"}
    if wording["headers_are_nouns"] and plain and (name in ("species", "series") or not re.search(r"[^siu]s$", name)):
        return name, plural(name)
    one, _, many = known.partition(", ")
    return one, many


def _two(one: Asked, rng: random.Random) -> tuple[int, int]:
    """Two rows; names that hold an "and" themselves are left out where they can be: where would they end?"""
    clear = [place for place, name in enumerate(one.label.shown) if not re.search(r" (?:and|or|y|o) ", name)]
    first, second = rng.sample(clear if len(clear) > 1 else range(len(one)), 2)
    return first, second


def _value_lookup(one: Asked, rng: random.Random) -> Fact | None:
    place = rng.randrange(len(one))
    shown = one.measure.shown[place]
    return Fact(one.slots({"row": place}, value=one.unit(shown)), [one.row(place)], (one.gold(shown),), (place,))


def _extremum(one: Asked, rng: random.Random) -> Fact | None:
    ranked, values = one.ranked(), one.measure.values
    most = rng.choice(("highest", "lowest"))
    first, second = (ranked[0], ranked[1]) if most == "highest" else (ranked[-1], ranked[-2])
    if len(one) < 3 or values[first] == values[second]:
        return None
    slots = one.slots({"row": first}, value=one.unit(one.measure.shown[first]), most=one.word(most))
    return Fact(slots, [one.row(first)], (one.label.shown[first],), tuple(range(len(one))))


def _comparison(one: Asked, rng: random.Random) -> Fact | None:
    pair = _two(one, rng)
    if one.measure.values[pair[0]] == one.measure.values[pair[1]]:
        return None
    high, low = sorted(pair, key=lambda place: -one.measure.values[place])
    value, second = (one.unit(one.measure.shown[place]) for place in (high, low))
    slots = one.slots({"row": pair[0], "other": pair[1], "winner": high, "loser": low}, value=value, second=second)
    return Fact(slots, [one.row(high)], (one.label.shown[high],), pair)


def _difference(one: Asked, rng: random.Random) -> Fact | None:
    first, second = _two(one, rng)
    gap = abs(one.measure.values[first] - one.measure.values[second])
    if not gap:
        return None
    shown = spoken(gap, one.measure)
    slots = one.slots({"row": first, "other": second}, value=one.unit(shown))
    return Fact(slots, [one.told("difference", one.datum(shown))], (one.gold(shown),), (first, second))


def _total(one: Asked, rng: random.Random) -> Fact | None:
    if not may_be_added(one.measure.name, one.measure.unit, one.in_time):
        return None
    first, second = _two(one, rng)
    total = one.measure.values[first] + one.measure.values[second]
    shown = spoken(total, one.measure)
    slots = one.slots({"row": first, "other": second}, value=one.unit(shown))
    return Fact(slots, [one.told("total", one.datum(shown))], (one.gold(shown),), (first, second))


def _trend(one: Asked, rng: random.Random) -> Fact | None:
    name = trend(one.measure.values)
    if name is None:
        return None
    word = one.word(name)
    slots = one.slots({"first": 0, "last": len(one) - 1}, trend=word)
    return Fact(slots, [one.told("trend", word)], (word,), tuple(range(len(one))), name if name == "flat" else "")


def trend(values: Sequence[Decimal]) -> str | None:
    """`rising` or `falling` where every step does; `flat` where values go up and down and end not far from the start.

    No more than two thirds of all pairs in one direction (Kendall's tau of a third at most) is up and down. What lies
    between, as a rise with one setback, has no name that all would agree on: None.
    """
    pairs = [(after > before) - (after < before) for before, after in combinations(values, 2)]
    if abs(sum(pairs)) == len(pairs):
        return "rising" if pairs[0] > 0 else "falling"
    span = max(values) - min(values)
    level = span > 0 and abs(values[-1] - values[0]) <= NOT_FAR * span
    return "flat" if level and 3 * abs(sum(pairs)) <= len(pairs) else None


def _average(one: Asked, rng: random.Random) -> Fact | None:
    place = rng.randrange(len(one))
    mean = sum(one.measure.values, Decimal(0)) / len(one)
    value = one.measure.values[place]
    if abs(value - mean) <= abs(mean) / 50:
        return None
    word = one.word("above" if value > mean else "below")
    row = {one.key: one.name(place), **one.told("average", word)}
    return Fact(one.slots({"row": place}, side=word), [row], (word,), tuple(range(len(one))))


def _count(one: Asked, rng: random.Random) -> Fact | None:
    distinct = sorted(set(one.measure.values))
    if len(distinct) < 2:
        return None
    place = rng.randrange(len(distinct) - 1)
    limit = _between(distinct[place], distinct[place + 1])
    many = sum(value > limit for value in one.measure.values)
    slots = one.slots(
        limit=one.unit(spoken(limit, one.measure)), value=str(many),
        are=one.wording["are"][many != 1], have=one.wording["have"][many != 1],
    )  # fmt: skip
    return Fact(slots, [one.told("count", Decimal(many))], (str(many),), tuple(range(len(one))))


def _between(low: Decimal, high: Decimal) -> Decimal:
    """A short number from `low` (included: the question is what lies above) to below `high`."""
    middle = (low + high) / 2
    for digits in (-6, -5, -4, -3, -2, -1, 0, 1, 2, 3):
        rounded = middle.quantize(Decimal(1).scaleb(-digits))
        if low <= rounded < high:
            return Decimal(f"{rounded:f}")
    return low


def _top_two(one: Asked) -> tuple[int, int] | None:
    """The rows with the two highest values, of three at least, where both places are clear."""
    ranked, values = one.ranked(), one.measure.values
    clear = len(ranked) > 2 and values[ranked[0]] > values[ranked[1]] > values[ranked[2]]
    return (ranked[0], ranked[1]) if clear else None


def _explain(one: Asked, rng: random.Random) -> Fact | None:
    top = _top_two(one)
    if top is None:
        return None
    first, second = (one.measure.shown[place] for place in top)
    slots = one.slots({"row": top[0], "other": top[1]}, value=one.unit(first), second=one.unit(second))
    return Fact(slots, [one.row(place) for place in top], (one.gold(first), one.gold(second)), top)


def _without_first(one: Asked, rng: random.Random) -> Fact | None:
    top = _top_two(one)
    if top is None:
        return None
    slots = one.slots({"row": top[0], "other": top[1]}, second=one.unit(one.measure.shown[top[1]]))
    return Fact(slots, [one.row(top[1])], (one.label.shown[top[1]],), tuple(range(len(one))))


def _summary(one: Asked, rng: random.Random) -> Fact | None:
    ranked, values = one.ranked(), one.measure.values
    if len(ranked) < 3 or values[ranked[0]] == values[ranked[1]] or values[ranked[-1]] == values[ranked[-2]]:
        return None
    ends = (ranked[0], ranked[-1])
    value, second = (one.unit(one.measure.shown[place]) for place in ends)
    slots = one.slots({"row": ends[0], "other": ends[1]}, value=value, second=second)
    rows = [
        {one.word("extreme"): one.word(name), **one.row(place)}
        for name, place in zip(("maximum", "minimum"), ends, strict=True)
    ]
    return Fact(slots, rows, (one.label.shown[ends[0]], one.label.shown[ends[1]]), ends)


def _extract(one: Asked, rng: random.Random) -> Fact | None:
    if len(one) > 6:
        return None
    told = one.slots({str(place): place for place in range(len(one))})
    each = [f"{one.unit(shown)} {told[f'for_{place}']}" for place, shown in enumerate(one.measure.shown)]
    slots = one.slots(each=one.word("last").join((", ".join(each[:-1]), each[-1])))
    gold = tuple(dict.fromkeys(map(one.gold, one.measure.shown)))
    return Fact(slots, [one.row(place) for place in range(len(one))], gold, tuple(range(len(one))))


def _rewrite(one: Asked, rng: random.Random) -> Fact | None:
    ranked, values = one.ranked(), one.measure.values
    if len(ranked) < 3 or values[ranked[0]] == values[ranked[1]]:
        return None
    first = ranked[0]
    shown = one.measure.shown[first]
    slots = one.slots({"row": first}, value=one.unit(shown))
    return Fact(slots, [one.row(first)], (one.label.shown[first], one.gold(shown)), (first,))


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
