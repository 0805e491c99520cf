"""What can be looked up of a text: the numbers and names that it states, and the words that carry its content."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from goldsmith.check.evidence.figures import every_reading, figures
from goldsmith.check.text.reading import words
from goldsmith.core.numerals import numbers_in_words
from goldsmith.core.plurals import fold

_MONTHS = {
    name: place
    for listed in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "jan feb mar apr may jun jul aug sep oct nov dec", "ene feb mar abr may jun jul ago sep oct nov dic",
    )
    for place, name in enumerate(listed.split(), 1)
}  # fmt: skip
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday lunes martes miércoles jueves viernes sábado"
    " domingo mon tue tues wed thu thur thurs fri sat sun lun mar mié jue vie sáb dom".split()
)
_SAME = (frozenset("us usa u.s america american americans".split()), frozenset("uk british britain britons".split()))
_NATION = ("ish", "ese", "ian", "ean", "an", "ch", "és", "esa", "ano", "ana", "ense")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*[^\W_]|[^\W\d_]")
_FRESH = re.compile(r"(?:^|[.!?:;\n|•>(\[{\"“«¿¡*_#-])[\s\"“«'(¿¡*_#>|-]*$")
_ACUTE = str.maketrans("áéíóú", "aeiou")
_STOP = frozenset(
    "about above after again also although among another around because been before being between both cannot"
    " could does during each either every from have having here into itself just like made make many more most"
    " much must only other over says shall should since some such than that their them then there these they this"
    " those through under until upon very want were what when where which while will with within without would"
    " your yours text answer además ante antes aunque cada como cual cuando desde donde durante ella ellos entre"
    " esta estas este estos esos esas había hace hacia hasta haber está están eran esto fueron hubo luego mientras"
    " mucho muchos muy nada otra otras otro otros para pero poco porque pues quien según sido siempre sino sobre"
    " solo sólo también tanto tener tiene todas todo todos tras unas unos usted texto respuesta".split()
)


_RANK = re.compile(r"(?<![\w.,])\d{1,4}(?=st\b|nd\b|rd\b|th\b|\.?[ºª])")
_LETTERS = 60
"""Of the longest words that are folded."""
_FEW = 80
"""Numbers whose sums and differences are worked out."""


class Stated(NamedTuple):
    """A number or a name in a text."""

    text: str
    start: int
    end: int


class Number(NamedTuple):
    """A number in a text: the most that it may be worth, and how far off a right rounding is."""

    text: str
    start: int
    end: int
    value: float
    step: float


def plain(word: str) -> str:
    """A word as it is compared; what is too long to be one stays as it is (putting many marks in order is slow)."""
    return fold(word) if len(word) <= _LETTERS else word


def content(text: str) -> frozenset[str]:
    """The beginnings of the words that carry a text's content, so that inflected forms are the same."""
    return frozenset(plain(word)[:5] for word in words(text) if len(word) > 3 and word not in _STOP)


@functools.lru_cache(maxsize=64)
def numbers(text: str, language: str) -> tuple[float, ...]:
    """In order, all that the numbers of a text may be worth, also in words, with months and hours of the afternoon."""
    low = text.lower()
    spoken = [value for value, _, _ in numbers_in_words(low.translate(_ACUTE), language)] if len(text) < 50_000 else []
    held = {abs(value) for value in every_reading(text)} | set(spoken)
    held |= {float(_MONTHS[word]) for word in words(text) if word in _MONTHS}
    held |= {float(found) for found in _RANK.findall(low)}
    clock = {value + 12 for value in held if value < 12} if re.search(r"\bp\.? ?m\b", low) else set()
    return tuple(sorted(held | clock | {value - 12 for value in held if 13 <= value <= 23}))


def strange_numbers(text: str, known: Sequence[float], least: float = 4, data: bool = False) -> Iterator[Number]:
    """Numbers in digits, from `least` on, that are not among those known, nor a rounding of one."""
    for figure in figures(text, data):
        readings = tuple((abs(value), step) for value, step in figure.readings)
        if figure.use == "numbering" or max(readings)[0] < least:
            continue
        if not any(_near(known, value, step) for value, step in readings) and not _in_pieces(figure.pieces, known):
            yield Number(figure.text, figure.start, figure.end, *max(readings))


def worked_out(number: Number, known: Sequence[float]) -> bool:
    """Whether a number is the sum or the difference of two that are known, as far as few enough are."""
    if len(known) > _FEW:
        return False
    return any(
        abs(result - number.value) <= number.step
        for one, other in combinations(known, 2)
        for result in (abs(one - other), one + other)
    )


def _near(ordered: Sequence[float], value: float, step: float) -> bool:
    from bisect import bisect_left

    place = bisect_left(ordered, value - step - 1e-9)
    return place < len(ordered) and ordered[place] <= value + step + 1e-9


def _in_pieces(pieces: list[str], known: Sequence[float]) -> bool:
    return bool(pieces) and all(piece.isdecimal() and _near(known, float(piece), 0) for piece in pieces)


def names(text: str) -> Iterator[Stated]:
    """Capitalised words within sentences; those that begin one, and headings, tell nothing."""
    for line in re.finditer(r"[^\n]+", text):
        found = list(_WORD.finditer(line.group()))
        capitals = [one for one in found if one.group()[0].isupper()]
        if len(found) > 2 and len(capitals) > 0.7 * len(found):
            continue
        for one in capitals:
            word = one.group().rstrip(".")
            low = re.sub(r"[’']s$", "", word).lower()
            fresh = _FRESH.search(line.group()[max(0, one.start() - 8) : one.start()] if one.start() else "\n")
            if not fresh and len(low) > 1 and low not in ("i'm", "i've"):
                yield Stated(word, line.start() + one.start(), line.start() + one.end())


def strange_names(text: str, context: str) -> Iterator[Stated]:
    """Names in a text that the context does not have, in this form or a kindred one."""
    held = frozenset(plain(word) for word in words(context.replace("-", " ")))
    starts = frozenset(word[:3] for word in held)
    for name in names(text):
        for part in re.split(r"[-\s]", re.sub(r"[’']s$", "", name.text)):
            if part[:1].isupper() and not _is_held(plain(part).rstrip("."), held, starts):
                yield name
                break


def _is_held(name: str, held: frozenset[str], starts: frozenset[str]) -> bool:
    if (
        name in held
        or name in _MONTHS
        or name in _DAYS
        or (len(name) > 4 and (name.rstrip("s") in held or f"{name}s" in held))
    ):
        return True
    if any(name in same and not same.isdisjoint(held) for same in _SAME):
        return True
    if name.isupper() and len(name) < 6:
        return False
    short = 3 if name.endswith(_NATION) else 0
    return bool(short) and name[:short] in starts
