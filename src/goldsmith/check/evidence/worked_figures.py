"""Numbers that a text works out or puts together itself: `3 × 12.50 = 37.50`, `2 hours and 22 minutes`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.evidence.figures import Figure, first_readings

_NUMBER = r"[$€£¥]?\s?\d(?:[\d.,]{0,15}\d)?"
_TERMS = rf"(?P<first>{_NUMBER})(?P<rest>(?:\s?[-+−×x*/÷·]\s?{_NUMBER}){{1,8}})"
_EQUATION = re.compile(rf"(?<![\d.,]){_TERMS}\s?(?:=|≈|is|makes)\s?(?P<result>{_NUMBER})(?![\d]|[.,]\d)")
_TERM = re.compile(rf"\s?([-+−×x*/÷·])\s?({_NUMBER})")
_PRODUCT = re.compile(rf"(?<![\d.,])({_NUMBER})\s?[x×*]\s?({_NUMBER})(?![\d]|[.,]\d)")
_DURATION = re.compile(
    r"(?<![\w.,])(?:(?P<hours>\d{1,4})|an?|una?|eine?|une)\s?(?:h|hrs?|hours?|horas?|stunden?|heures?|or[ae])"
    r"(?:,? (?:and|y|und|et|e))?,? ?(?P<minutes>\d{1,2})\s?(?:min|mins?|minut(?:es?|os?|en?|i))\b",
    re.IGNORECASE,
)


def worked_out(text: str) -> Iterator[int]:
    """Where the results of right equations start; their terms still need ground of their own."""
    for found in _EQUATION.finditer(text):
        value, result = _value(found["first"]), _value(found["result"])
        terms = [(sign, _value(number)) for sign, number in _TERM.findall(found["rest"])]
        if value is None or result is None or any(term is None for _, term in terms):
            continue
        worth = _computed(value, [(sign, term or 0.0) for sign, term in terms])
        if worth is not None and abs(worth - result) <= max(0.005 * abs(result), 1e-9):
            yield found.end("result") - len(found["result"].lstrip("$€£¥ "))


def durations(text: str) -> Iterator[Figure]:
    """Hours and minutes as one number of minutes."""
    for found in _DURATION.finditer(text):
        minutes = 60.0 * int(found["hours"] or 1) + int(found["minutes"])
        yield Figure(found.group(), *found.span(), ((minutes, 0.500001),), "number", "min")


def written_products(text: str) -> Iterator[float]:
    """What the products make that a text only writes down, as a receipt does: `3 x 12.50`."""
    for found in _PRODUCT.finditer(text):
        first, second = _value(found[1]), _value(found[2])
        if first is not None and second is not None:
            yield first * second


def _value(number: str) -> float | None:
    return next(first_readings(number), None)


def _computed(value: float, terms: list[tuple[str, float]]) -> float | None:
    """The worth of a chain of terms, products before sums; None for a division by nothing."""
    total, product, sign = 0.0, value, 1.0
    for how, term in terms:
        if how in "+-−":
            total, product, sign = total + sign * product, term, 1.0 if how == "+" else -1.0
        elif how in "/÷":
            if not term:
                return None
            product /= term
        else:
            product *= term
    return total + sign * product
