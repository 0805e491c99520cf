"""What a column's header says: what is measured, in which unit, and whether the values of several rows may be added."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

SIGNS = frozenset(
    (
        "mm cm m km mm2 cm2 m2 km2 mm² cm² m² km² mm3 cm3 m3 cm³ m³ ha l ml dl cl µl mg g kg t µg lb lbs oz s "
        "ms min h hp hz khz mhz ghz w kw mw gw wh kwh mwh gwh twh v mv kv a ma j kj k °c °f c f % ‰ pa hpa "
        "kpa bar ppm mpg mph kcal cal db px kb mb gb tb mol"
    ).split()
)
"""Units that mean the same in every language."""
CURRENCIES = frozenset("$€£¥")
SPELT = frozenset(("years", "days", "hours", "minutes", "millions", "thousands"))
"""Units that each language has its own words for (`units` in the wording of tables)."""
SCALES = frozenset(("millions", "thousands"))
"""Spelt units that change what the number before them is worth."""

STATISTICS = frozenset("mean average median maximum minimum max min highest lowest".split())
WEIGHTS = frozenset(("kg", "g", "mg", "t", "lb", "lbs", "oz"))
COUNTS = frozenset(
    (
        "guests visitors passengers customers medals goals points votes wins games matches orders births deaths cases "
        "units chins situps jumps items tickets books cars houses trees accidents"
    ).split()
)
"""Plural nouns that a column counts: `guests` is the number of guests."""
FLOWS = COUNTS | frozenset(
    (
        "gold silver bronze sales revenue turnover profit cost costs expenses spending budget bill tip production "
        "output exports imports consumption rainfall precipitation"
    ).split()
)
"""What adds up over anything, time included."""
STOCKS = frozenset(
    "population people inhabitants residents employees members students households area weight mass".split()
)
"""What adds up over places and things, but not over time: the same people are counted again each year."""
NOT_ADDED = STATISTICS | frozenset(
    (
        "per rate ratio share percent percentage index price temperature expectancy density speed age year score worst "
        "error intensity hue concentration level pressure height length width"
    ).split()
)
"""A sum of such values means nothing."""

_BRACKET = re.compile(r"(?P<name>.*\S)\s*[(\[](?P<unit>[^()\[\]]{1,12})[)\]]$")
_ORDINARY = re.compile(r"[a-z][a-z'-]*[aeiouy][a-z'-]*(?: [a-z'-]+)*")


def name_and_unit(header: str) -> tuple[str, str]:
    """`sepal length (cm)` in its two parts; the unit is empty unless it is a known one."""
    found = _BRACKET.match(header)
    return (found["name"], found["unit"]) if found and _is_unit(found["unit"]) else (header, "")


def with_unit(shown: str, unit: str, spelt: Mapping[str, Sequence[str]]) -> str:
    """A number with its unit: `5.1 cm`, `12%`, `$3.50`, `4.4 million`; what carries a percent sign stays.

    Args:
        shown: the number as it is shown.
        unit: of the column; may be empty.
        spelt: the language's words for `SPELT`, each for one and for many.
    """
    if not unit or shown.endswith("%"):
        return shown
    if unit.lower() in SPELT:
        return f"{shown} {spelt[unit.lower()][shown != '1']}"
    if unit in CURRENCIES:
        return f"-{unit}{shown[1:]}" if shown.startswith("-") else unit + shown
    return shown + unit if unit in {"%", "‰"} else f"{shown} {unit}"


def called(name: str, wording: Mapping[str, Any]) -> str:
    """A measure as the subject of a sentence in the singular: `income per head`, `number of guests`, `value of FB`.

    Args:
        name: the header without its unit.
        wording: `counted` and `valued`, how the language says these, with `{}` for the name; `known`, whole names.
    """
    known: str | None = wording["known"].get(name.lower())
    counted, valued = str(wording["counted"]), str(wording["valued"])
    if name.istitle() and set(name.lower().split()) & (FLOWS | STOCKS | NOT_ADDED):
        name = name.lower()
    first, _, rest = name.partition(" ")
    if first in STATISTICS and rest:
        return f"{first} {called(rest, wording)}"
    if known:
        return known
    if name.lower().rpartition(" ")[2] in COUNTS:
        return counted.replace("{}", name.lower())
    return name if _is_singular(name) else valued.replace("{}", name)


def may_be_added(name: str, unit: str, in_time: bool) -> bool:
    """Whether the values of two rows have a meaningful sum: counts, money, medals, weights; no rates, no averages.

    Args:
        name: the header without its unit.
        unit: its unit.
        in_time: whether the rows are points in time.
    """
    words = set(re.findall(r"[a-z]+", name.lower()))
    if words & NOT_ADDED or unit in {"%", "‰"}:
        return False
    if words & FLOWS or unit in CURRENCIES:
        return True
    return not in_time and bool(words & STOCKS or unit.lower() in WEIGHTS)


def _is_unit(text: str) -> bool:
    if text in CURRENCIES or text.lower() in SPELT:
        return True
    return all(part.strip().lower() in SIGNS for part in re.split(r"[/·]", text))


def _is_singular(name: str) -> bool:
    head = re.split(r" (?:of|per|in|by|for) ", name)[0]
    return _ORDINARY.fullmatch(name) is not None and not re.search(r"[^su]s$", head)
