"""Numbers as they are written: signs, thousands and decimals in both conventions, scales, percentages, roundings."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from goldsmith.core.numerals import SCALES

Use = Literal["number", "year", "numbering"]

_SPACES = "\u00a0\u2009\u202f"
_GROUPS = (
    rf"(?!0)\d{{1,3}}(?P<mark>[.,'’ {_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}}){{0,6}}(?!\d|(?P=mark)\d)"
    r"(?:[.,]\d{1,10}(?!\d))?"
)
_PLAIN = r"(?:(?<!\d[.,])\d++[.,]\d++(?![.,]\d)|\d++|(?<![\w.])\.\d++)(?:[eE][-+]?\d{1,3}(?!\w))?"
_AFTER = rf"(?P<after>[ {_SPACES}]?(?:%|[^\W\d_]+(?: millones)?))?"
_FIGURE = re.compile(rf"(?<!\w)(?<!\d\.)[-+−]?(?:[$€£¥] ?)?(?P<digits>{_GROUPS}|{_PLAIN}){_AFTER}")
_IN_DATA = re.compile(
    rf"(?<!\w)[-+]?(?P<digits>(?<=\")\d{{1,3}}(?P<mark>,)\d{{3}}(?:,\d{{3}}){{0,6}}(?:\.\d+)?(?=\")"
    rf"|(?:\d++(?:\.\d++)?|\.\d++)(?:[eE][-+]?\d{{1,3}}(?!\w))?){_AFTER}"
)
_SCALE_OF: Mapping[str, float] = {
    **SCALES,
    **dict.fromkeys(("thousands", "miles", "milliers", "tausende"), 1e3),
    **dict.fromkeys(("m", "mill"), 1e6),
    **dict.fromkeys(("b", "billions", "mil millones", "miles de millones"), 1e9),
    **dict.fromkeys(("tn", "trillions", "billon", "billones"), 1e12),
}
"""What a number may be multiplied by, by the words (without accents) for it."""
_ORDINAL = frozenset(("st", "nd", "rd", "th", "º", "ª", "er", "ro", "ra", "do", "to", "d", "g"))
"""Glued to a number they make a rank or a name: 2nd, 3D, 5G."""
_ABOUT = frozenset(
    "about around approximately approx. approx roughly some circa ca. ~ ≈ unos unas aproximadamente close_to"
    " alrededor_de cerca_de en_torno_a rund etwa ungefähr zirka environ autour_de".split()
)
_ABOVE = frozenset(
    "over above exceed exceeds exceeded exceeding more_than at_least más_de al_menos por_encima_de über mehr_als gut"
    " mindestens plus_de au_moins".split()
)
_BELOW = frozenset(
    "below under nearly almost casi hasta less_than fewer_than at_most up_to menos_de por_debajo_de unter fast knapp"
    " weniger_als höchstens bis_zu presque près_de moins_de au_plus".split()
)
"""The true number lies on this side of the round one that is told."""
_DATED = frozenset(
    "in since from to until till by of and between during before after early late mid year years en desde hasta de del"
    " entre y a durante antes_de año años jan january feb february mar march apr april may jun june jul july aug august"
    " sep september oct october nov november dec december enero febrero marzo abril mayo junio julio agosto septiembre"
    " octubre noviembre diciembre im jahr seit bis ab vor nach zwischen en_l'an année depuis jusqu'en".split()
)
"""Words before a year."""
_NUMBERED = frozenset(
    "step figure fig. table chart section question part option example item paso figura tabla gráfico sección pregunta"
    " parte opción ejemplo no. nº #".split()
)
"""Words before the number of a thing."""
_DATE_MARKS = "(-–—/'’«\""
_LISTED = re.compile(r"^[ \t>*-]{0,8}\(?\d{1,3}[.):](?=[ \t]+\S)", re.MULTILINE)


_SANE = 1e30
"""Larger numbers are not computed with."""


class Figure(NamedTuple):
    """One number of a text.

    `readings` are what it may be worth, each with how far off the true value may be for it to be a right rounding: to
    both sides, or twice as far to one `side`.
    """

    text: str
    start: int
    end: int
    readings: tuple[tuple[float, float], ...]
    use: Use
    after: str = ""
    """The word or mark behind it, without accents: a unit, a scale, `%`."""
    side: int = 0
    """1 where the true value is said to be above (`more than 300`), -1 where below (`nearly 300`)."""

    @property
    def pieces(self) -> list[str]:
        """The parts of a number that a plain space groups, which may be several numbers: `3 200`."""
        return self.text.split(" ") if " " in self.text else []


def figures(text: str, data: bool = False) -> Iterator[Figure]:
    """The numbers of a text; in `data` (JSON, CSV) a comma parts numbers and never belongs to one.

    Ranks (2nd), names (B12, 3D) and the later parts of dotted dates and versions (1.2.3) are no numbers.
    """
    listed = {found.end() - 1 for found in _LISTED.finditer(text)}
    for found in (_IN_DATA if data else _FIGURE).finditer(text):
        after = _folded((found["after"] or "").strip())
        glued = bool(after) and not text[found.end("digits")].isspace()
        if glued and after in _ORDINAL:
            continue
        start, end = found.start(), found.end("digits")
        before = _words_before(text, start)
        numbering = (end in listed and len(listed) > 1) or not before.isdisjoint(_NUMBERED)
        dated = _reads_like_a_year(found["digits"], before, after)
        use: Use = "numbering" if numbering else "year" if dated else "number"
        side = 1 if before & _ABOVE else -1 if before & _BELOW else 0
        readings = tuple(_readings(found["digits"], found["mark"], bool(side or before & _ABOUT), _scale(after, glued)))
        yield Figure(text[start:end], start, end, readings, use, after, side)


def scale_named(header: str) -> float:
    """What the numbers under a header are multiplied by: a million for `people (millions)`."""
    words = re.findall(r"[^\W\d_]{2,}", _folded(header))
    return next((_SCALE_OF[word] for word in words if word in _SCALE_OF), 1.0)


def _scale(after: str, glued: bool) -> float:
    """What the word after a number multiplies it by; single letters only where they touch it."""
    word = after if after in _SCALE_OF else after.partition(" ")[0]
    return _SCALE_OF.get(word, 1.0) if glued or len(word) > 1 else 1.0


def _folded(text: str) -> str:
    """Small letters without accents."""
    low = text.lower()
    return low if low.isascii() else "".join(unicodedata.normalize("NFD", one)[0] for one in low)


def is_year(value: float) -> bool:
    """Whether a number could be a year."""
    return 1500 <= value <= 2100 and value == int(value)


def _words_before(text: str, start: int) -> set[str]:
    """The mark that touches a number, or the last word before it, and the last two and three words as one."""
    touching = text[start - 1 : start] if start else ""
    if touching.strip():
        return {touching}
    words = text[max(0, start - 32) : start].lower().split()[-3:]
    return {"_".join(words[place:]) for place in range(len(words))} | {words[-1].strip("\"':,(")} if words else set()


def _reads_like_a_year(digits: str, before: set[str], after: str) -> bool:
    """Whether a number reads like a year: four digits after a word that dates have, before no unit."""
    if not (len(digits) == 4 and digits.isdecimal() and is_year(int(digits))):
        return False
    dated = before & _DATED or any(one in _DATE_MARKS or one.isdecimal() for one in before)
    return after == "s" or (bool(dated) and after not in _SCALE_OF and not after.startswith(("%", "per")))


def _readings(digits: str, mark: str | None, rough: bool, scale: float) -> Iterator[tuple[float, float]]:
    for plain in _spelled(digits, mark):
        value = float(plain) if len(plain) < 400 else math.inf
        step = _last_place(plain, round_number=rough) * 0.5 * 1.000001
        worth = 1.0
        while worth <= scale:
            yield value * worth, step * worth
            worth *= 1000.0


def _spelled(digits: str, mark: str | None) -> Iterator[str]:
    """The ways to read digits with separators, spelled as programs do: `1.234` may be 1234 or 1.234."""
    if mark:
        whole, _, rest = digits.rpartition(mark)
        decimal = re.search(r"[.,]", rest)
        last, tail = (rest[: decimal.start()], rest[decimal.end() :]) if decimal else (rest, "")
        yield whole.replace(mark, "") + last + (f".{tail}" if tail else "")
        if mark in ".," and not tail and digits.count(mark) == 1:
            yield digits.replace(",", ".")
    else:
        yield digits.replace(",", ".")


def _last_place(plain: str, round_number: bool) -> float:
    """What the last digit is worth; of a round number the last that is not zero."""
    mantissa, _, power = plain.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if round_number and not decimals and whole.strip("0") else 0
    return float(10.0 ** min(zeros - len(decimals) + int(power or 0), 300))


def first_readings(text: str) -> Iterator[float]:
    """What each number of a text is most likely worth."""
    return (figure.readings[0][0] for figure in figures(text) if figure.readings[0][0] < _SANE)


def every_reading(text: str) -> Iterator[float]:
    """All that the numbers of a text may be worth, also in the parts of what a space groups."""
    for figure in figures(text):
        yield from (value for value, _ in figure.readings if value < _SANE)
        yield from (value for piece in figure.pieces for value in first_readings(piece))
