"""What follows from the numbers of some evidence by simple arithmetic."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, combinations
from statistics import fmean, median
from typing import NamedTuple

MOST = 60
"""Numbers of a column up to which all pairs are tried."""
Columns = tuple[tuple[float, ...], ...]


class Table(NamedTuple):
    """Columns of numbers, the numbers of rows that belong together, pairs that are compared besides, and products."""

    columns: Columns
    groups: Columns = ()
    pairs: tuple[tuple[float, float], ...] = ()
    products: tuple[float, ...] = ()


class Operation(NamedTuple):
    """One way to compute: the words that announce it, all results, and whether these are percentages."""

    words: re.Pattern[str]
    results: Callable[[Table], Iterator[float]]
    percentages: bool = False


def near(value: float, step: float, known: Sequence[float]) -> bool:
    """Whether one of the sorted numbers is the value, within its rounding."""
    place = bisect_left(known, value - step)
    return place < len(known) and known[place] <= value + step


def ordered(values: Iterable[float]) -> list[float]:
    """The sizes of some numbers, sorted: a fall of 5 is a change of -5."""
    return sorted({abs(value) for value in values})


def _two(table: Table) -> Iterator[tuple[float, float]]:
    for column in table.columns:
        yield from combinations(column[:MOST], 2)
    yield from table.pairs


def _runs(table: Table) -> Iterator[tuple[float, ...]]:
    """Whole columns and groups, the first and the last so many, and the highest and the lowest so many."""
    for column in (*table.columns, *table.groups):
        for order in (column, tuple(sorted(column))) if len(column) <= MOST else ():
            yield from (part for size in range(1, len(order)) for part in (order[:size], order[size:]))
        yield column


def _sums(table: Table) -> Iterator[float]:
    yield from (one + other for one, other in _two(table))
    yield from map(sum, _runs(table))
    yield from (total for column in table.columns for total in accumulate(column))


def _gaps(table: Table) -> Iterator[float]:
    yield from (one - other for one, other in _two(table))
    yield from (value - fmean(column) for column in table.columns for value in column)


def _means(table: Table) -> Iterator[float]:
    yield from ((one + other) / 2 for one, other in _two(table))
    yield from map(fmean, _runs(table))
    yield from map(median, (*table.columns, *table.groups))


def _ratios(table: Table) -> Iterator[float]:
    yield from (upper / lower for one, other in _two(table) for upper, lower in ((one, other), (other, one)) if lower)
    for column in table.columns:
        total, mean = sum(column), fmean(column)
        yield from (value / whole for value in column for whole in (total, mean) if whole)
        yield from (sum(part) / total for part in _runs(Table((column,))) if total)
        yield from (part / len(column) for part in range(len(column)))


def _shares(table: Table) -> Iterator[float]:
    yield from (100 * ratio for ratio in _ratios(table))
    yield from (one - other for one, other in _two(table) if max(abs(one), abs(other)) <= 100)  # percentage points


def _changes(table: Table) -> Iterator[float]:
    yield from (100 * (ratio - 1) for ratio in _ratios(table))


def _words(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_CHANGE = (
    r"increase[ds]?|decrease[ds]?|increasing|decreasing|rise|rises|rose|risen|grew|grow|growth|grown|gain|gains|gained"
    r"|fall|falls|fell|fallen|drop|drops|dropped|decline[ds]?|lost|loss|change|changed|changes|exceed(?:s|ed)?|more|less"
    r"|fewer|higher|lower|larger|smaller|greater|longer|shorter|older|younger|taller|faster|slower|down|above|below"
    r"|(?<!make )(?<!makes )up"
    r"|más|menos|mayor|menor|aumento|aumentó|aumenta|subió|sube|creció|crecimiento|cayó|cae|caída|bajó|baja|descenso"
    r"|descendió|disminuyó|cambio|cambió|supera|mehr|weniger|größer|kleiner|höher|niedriger|stieg|gestiegen|sank"
    r"|gesunken|wuchs|gewachsen|fiel|gefallen|plus|moins|augment\w+|baiss\w+|hausse|diminu\w+|recul\w*"
)
OPERATIONS = (
    Operation(
        _words(
            r"\b(?:total|totals|totalling|totaling|sum|sums|together|combined|altogether|overall|add|adds|added|adding"
            r"|plus|cumulative|collectively|both|all|whole|entire|joined|joint|joining|merged|suma|suman|sumar|junt[oa]s"
            r"|juntando|unidos|unieran|unir|uniendo|conjunto|más|mas|entre|acumulad[oa]|insgesamt|zusammen|summe|gesamt\w*"
            r"|beide|alle|ensemble|somme|totale?|toute?s?)\b|\+"
        ),
        _sums,
    ),
    Operation(
        _words(
            rf"\b(?:{_CHANGE}|differ|differs|difference|differences|gap|gaps|ahead|behind|apart|subtract|minus|than"
            r"|range|spread|span|margin|over|from|by|distance|remaining|left|surplus|deficit|profit|balance"
            r"|years? (?:after|before|later|earlier)|difieren?|diferencia|brecha|resta|restar|distan|distancia|separa"
            r"|ventaja|rango|margen|amplitud|desde|superávit|déficit|beneficio|años (?:después|antes|más tarde)"
            r"|unterschied|differenz|abstand|als|überschuss|jahre (?:nach|vor|später|früher)|différence|écart|excédent"
            r"|ans (?:après|avant|plus tard))\b"
        ),
        _gaps,
    ),
    Operation(
        _words(
            r"\b(?:averag\w*|mean|means|median|typical\w*|middle|midpoint|promedio|media|mediana|medio|durchschnitt\w*"
            r"|im schnitt|mittel\w*|moyenne|médiane)\b"
        ),
        _means,
    ),
    Operation(
        _words(
            r"\b(?:times|ratio|fold|double[sd]?|half|twice|triple[sd]?|per|each|factor|multiple|quotient|divided|share"
            r"|fraction|proportion|veces|razón|cociente|doble|mitad|triple|por|cada|proporción|fracción|entre|mal|pro|je"
            r"|doppelt|hälfte|verhältnis|anteil|fois|moitié|rapport|par|chaque)\b|\d\s?[x×]|/"
        ),
        _ratios,
    ),
    Operation(
        _words(
            r"%|\b(?:percent\w*|per cent|share|proportion|por ?ciento|porcentaje|proporción|cuota|prozent\w*|anteil"
            r"|pour ?cent|part|pourcentage)\b"
        ),
        _shares,
    ),
    Operation(_words(rf"\b(?:{_CHANGE})\b"), _changes, percentages=True),
    Operation(
        _words(
            r"[×*]|\d\s?x\s?\d|\b(?:multipl\w+|products?|turnover|revenue|takings|brought in|bring in|worth|earn\w*"
            r"|ingresos|factur\w+|multiplic\w+|umsatz|einnahmen|recettes|chiffre d.affaires)\b"
        ),
        lambda table: iter(table.products),
    ),
)
"""A computed number is believed where the words around it, or the question, announce how it was computed."""
