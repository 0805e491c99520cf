"""What a text states: numbers however they are written, and names, in English and Spanish (numbers: any language)."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?<![\w.])[-+]?(?P<digits>\d(?:[\d.,\u00a0\u2009\u202f']*\d)?|\.\d+)(?P<power>e[-+]?\d+)?(?P<after>\s?%|\s?[^\W\d_]+)?"
)
_SCALES = {"thousand": 1e3, "mil": 1e3, "k": 1e3, "million": 1e6, "millon": 1e6, "millones": 1e6, "billion": 1e9}
_UNITS = (
    "% mm cm m km g kg mg lb oz s ms min h px ml l usd eur percent inches inch feet ft miles dollars euros years days"
).split()
_SAME_UNIT = {"percent": "%", "inches": "inch", "miles": "mile", "usd": "$", "dollars": "$", "eur": "€", "euros": "€"}
_ONES_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ONES_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco "
    "veintiseis veintisiete veintiocho veintinueve"
).split()
_TENS_ES = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]


@dataclass(frozen=True)
class Quantity:
    """A number found in a text: every way to read it, its unit, where it stands, and whether it was a word."""

    readings: frozenset[float]
    unit: str
    start: int
    end: int
    word: bool = False
    decimals: int = 0
    figures: int = 0

    def equals(self, other: Quantity) -> bool:
        """Whether some reading of both is the same; a percentage also equals its fraction."""
        if any(_same(one, two) for one in self.readings for two in other.readings):
            return True
        for share, whole in ((self, other), (other, self)):
            if share.unit == "%" and whole.unit == "":
                return any(_same(one / 100, two) for one in share.readings for two in whole.readings)
        return False

    def rounds(self, exact: Quantity) -> bool:
        """Whether this is the other number, rounded to three figures at least."""
        if self.figures < 3 or self.decimals >= exact.decimals:
            return False
        half = 0.5 * 10**-self.decimals * (1 + 1e-9)
        return any(abs(one - two) <= half for one in self.readings for two in exact.readings)


def fold(text: str) -> str:
    """Lower case without accents, typographic minus signs and quotes made plain."""
    plain = text.replace("\u2212", "-").replace("\u2013", "-").replace("\u2019", "'")
    return "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark)).casefold()


def quantities(folded: str) -> list[Quantity]:
    """The numbers in a folded text, in figures or (0 to 100) in English or Spanish words, by position."""
    return sorted({*_in_figures(folded), *_in_words(folded)}, key=lambda one: one.start)


def _in_figures(folded: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(folded):
        digits, after = match.group("digits"), (match.group("after") or "").strip()
        sign = -1 if match.group().startswith("-") else 1
        scale = _SCALES.get(after, 1.0) * 10 ** _power(match.group("power"))
        point = re.search(r"[.,](\d+)$", digits)
        yield Quantity(
            readings=frozenset(sign * value * scale for value in _readings(digits)),
            unit=_SAME_UNIT.get(after, after) if after in _UNITS else "",
            start=match.start(),
            end=match.end("power") if match.group("power") else match.end("digits"),
            decimals=len(point.group(1)) if point else 0,
            figures=len(re.sub(r"\D", "", digits).lstrip("0")),
        )


def _power(written: str | None) -> int:
    """The exponent, bounded so that a hostile one overflows nothing."""
    return max(-300, min(250, int(written[1:6]))) if written else 0


def _readings(digits: str) -> set[float]:
    """`1,234` is 1234 or, written elsewhere, 1.234; `1.234,5` is 1234.5."""
    plain = re.sub(r"[\u00a0\u2009\u202f']", "", digits)[:300]
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return {float(plain)}
    last = max(plain.rfind("."), plain.rfind(","))
    whole, rest = re.sub(r"[.,]", "", plain[:last]) or "0", plain[last + 1 :]
    decimal, grouped = float(f"{whole}.{rest}"), float(whole + rest)
    in_threes = len(rest) == 3 and re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", plain) is not None
    if len(marks) > 1:
        return {grouped} if len(set(marks)) == 1 and in_threes else {decimal}
    return {decimal, grouped} if in_threes else {decimal}


def _in_words(folded: str) -> Iterator[Quantity]:
    values, pattern = _number_words()
    for match in pattern.finditer(folded):
        value = values[re.sub(r"[\s-]+", " ", match.group())]
        yield Quantity(frozenset({float(value)}), "", match.start(), match.end(), word=True)


@functools.cache
def _number_words() -> tuple[dict[str, int], re.Pattern[str]]:
    values = {word: value for value, word in enumerate(_ONES_EN)} | {"hundred": 100, "one hundred": 100, "cien": 100}
    values |= {word: value for value, word in enumerate(_ONES_ES)} | {"una": 1}
    for place, tens in enumerate(_TENS_EN):
        values |= {tens: 20 + 10 * place}
        values |= {f"{tens} {_ONES_EN[unit]}": 20 + 10 * place + unit for unit in range(1, 10)}
    for place, tens in enumerate(_TENS_ES):
        values |= {tens: 30 + 10 * place}
        values |= {f"{tens} y {_ONES_ES[unit]}": 30 + 10 * place + unit for unit in range(1, 10)}
    # "once" is eleven in Spanish and an adverb in English, where it would be read into every other sentence.
    del values["once"]
    longest = sorted(values, key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest)
    return values, re.compile(rf"(?<![\w-])(?:{spelled})(?![\w-])")


def _same(one: float, two: float) -> bool:
    return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-12)


def mentions(folded: str, name: str) -> list[tuple[int, int]]:
    """Where a folded text names something: whole words, plural or not; scripts without spaces match anywhere."""
    return [match.span() for match in _name_pattern(name).finditer(folded)]


@functools.lru_cache(maxsize=4096)
def _name_pattern(name: str) -> re.Pattern[str]:
    words = r"[\s_-]+".join(re.escape(word) for word in re.split(r"[\s_-]+", fold(name).strip()))
    if re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]", name):
        return re.compile(words)
    plural = r"(?:e?s)?" if words[-1:].isalpha() and len(words) > 2 else ""
    return re.compile(rf"(?<!\w){words}{plural}(?!\w)")
