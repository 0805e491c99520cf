"""What a text states: numbers however they are written, with their units, and names."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldsmith.core.numerals import ARTICLES, SCALES, numbers_in_words
from goldsmith.core.units import unit_of
from goldsmith.evaluate.languages import fold

Span = tuple[int, int]
"""Where something stands in a folded text: start and end."""

_UNIT = r"\s?(?:[%$€£¥]|(?:percent|per cent|por ?ciento|por ?cento|pour ?cent|per ?cento|prozent)\b|[^\W\d_]+)"
_UNIT_AFTER = re.compile(_UNIT)
_DIGITS = "|".join(
    (
        r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![.,]?\d)",
        r"\d{1,3}(?:[,']\d{3})+(?:\.\d+)?(?![.,]?\d)",
        r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)",
        r"\d+(?:[.,]\d+)?(?![.,]?\d)",
        r"\d+\.\d+(?!\.?\d)",  # the cells of `1967,51.4,12.1`
        r"\d+",
        r"\.\d+",
    )
)
_NUMBER = re.compile(
    rf"(?<![\w.])[-+]?(?P<money>[$€£¥]\s?)?(?P<digits>{_DIGITS})(?P<power>e[-+]?\d+)?(?P<after>{_UNIT})?"
)
_SHORT_SCALES = {"m": 1e6, "b": 1e9}
"""5m is five metres or five millions."""


@dataclass(frozen=True)
class Quantity:
    """A number found in a text: every way to read it, its unit, where it stands, and whether it was a word."""

    readings: frozenset[float]
    start: int
    end: int
    unit_end: int
    """Where its unit ends; without one, where the number does."""
    unit: str = ""
    factor: float = 1.0
    """How many of `unit` one of the unit written is: 1000 for kilometres, whose `unit` is m."""
    word: bool = False
    article: bool = False
    """Whether the word more often is an article (`un`, `eine`)."""
    decimals: int = 0
    figures: int = 0

    def equals(self, other: Quantity) -> bool:
        """Whether some reading of both is the same; a percentage also equals its fraction; no unit goes with any."""
        scale = (self.factor, other.factor) if self.unit and other.unit else (1.0, 1.0)
        if self.unit and other.unit and self.unit != other.unit:
            return False
        if any(_same(one * scale[0], two * scale[1]) for one in self.readings for two in other.readings):
            return True
        for share, whole in ((self, other), (other, self)):
            if share.unit == "%" and whole.unit == "":
                return any(_same(one / 100, two) for one in share.readings for two in whole.readings)
        return False

    def rounds(self, exact: Quantity) -> bool:
        """Whether this is the other number, rounded to three figures at least."""
        if (
            self.figures < 3
            or self.decimals >= exact.decimals
            or (self.unit and exact.unit and self.unit != exact.unit)
        ):
            return False
        half = 0.5 * 10**-self.decimals * (1 + 1e-9)
        return any(abs(one - two) <= half for one in self.readings for two in exact.readings)

    def says(self, exact: Quantity, scales: Iterable[float] = ()) -> bool:
        """Whether this states the other number, exactly or rounded; `scales` may be left out, as units may."""
        return self.equals(exact) or self.rounds(exact) or any(self._differs_by(exact, scale) for scale in scales)

    def _differs_by(self, exact: Quantity, scale: float) -> bool:
        return any(
            _same(one, two * scale) or _same(one * scale, two) for one in self.readings for two in exact.readings
        )


def quantities(folded: str, language: str = "en") -> list[Quantity]:
    """The numbers in a folded text by position, in figures or in words of one of six languages."""
    found: list[Quantity] = []
    for one in sorted([*_in_figures(folded), *_in_words(folded, language)], key=lambda one: one.start):
        # "ciento" is a hundred, but not in "12 por ciento".
        if not found or one.start >= found[-1].unit_end:
            found.append(one)
    return found


@functools.lru_cache(maxsize=4096)
def quantity(folded: str, language: str = "en") -> Quantity | None:
    """The number that a whole folded value is, with at most its unit; None for anything else."""
    found = quantities(folded, language)
    if len(found) != 1 or found[0].start > 1:
        return None
    rest = folded[found[0].end :].strip()
    return found[0] if not rest or found[0].unit or re.fullmatch(r"[^\W\d_]{1,3}", rest) else None


def _in_figures(folded: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(folded):
        digits, after = match.group("digits"), (match.group("after") or "").strip()
        sign = -1 if match.group().startswith("-") else 1
        scale = SCALES.get(after, 1.0)
        scales = {scale, _SHORT_SCALES.get(after, scale)}
        point = re.search(r"[.,](\d+)$", digits)
        unit, factor = unit_of((match.group("money") or "").strip() or after)
        power = 10 ** _power(match.group("power"))
        end = match.end() if after in SCALES else match.end("power" if match.group("power") else "digits")
        yield Quantity(
            readings=frozenset(sign * value * scale * power for value in _readings(digits) for scale in scales),
            unit=unit,
            factor=factor,
            start=match.start(),
            end=end,
            unit_end=match.end() if unit else end,
            decimals=len(point.group(1)) if point else 0,
            figures=len(re.sub(r"\D", "", digits).lstrip("0")),
        )


def _power(written: str | None) -> int:
    """The exponent, bounded so that a hostile one overflows nothing."""
    return max(-300, min(250, int(written[1:6]))) if written else 0


def _readings(digits: str) -> set[float]:
    """`1,234` is 1234 or, written elsewhere, 1.234; `1.234,5` is 1234.5."""
    plain = re.sub(r"[ ']", "", digits)[:300]
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


def _in_words(folded: str, language: str) -> Iterator[Quantity]:
    for value, start, end in numbers_in_words(folded, language):
        after = _UNIT_AFTER.match(folded, end)
        unit, factor = unit_of(after.group().strip()) if after else ("", 1.0)
        unit_end = after.end() if after and unit else end
        article = folded[start:end] in ARTICLES
        yield Quantity(frozenset({value}), start, end, unit_end, unit, factor, word=True, article=article)


def _same(one: float, two: float) -> bool:
    return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-12)


def mentions(folded: str, name: str) -> list[Span]:
    """Where a folded text names something: whole words, plural or not; scripts without spaces match anywhere."""
    return [match.span() for match in _name_pattern(name).finditer(folded)]


@functools.lru_cache(maxsize=4096)
def _name_pattern(name: str) -> re.Pattern[str]:
    words = r"[\s_-]+".join(re.escape(word) for word in re.split(r"[\s_-]+", fold(name).strip()))
    if re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]", name):
        return re.compile(words)
    plural = r"(?:e?s)?" if words[-1:].isalpha() and len(words) > 2 else ""
    return re.compile(rf"(?<!\w){words}{plural}(?!\w)")
