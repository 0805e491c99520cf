"""How many of something a text says there are: figures, number words and words such as `several` or `una docena de`."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from goldsmith.core.numerals import spellings

_GAP = 60
"""Characters between a number and its noun: "two of the very large dogs" has less."""

_ACUTE = str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU")
"""Accents come and go with capitals, and with the gender; the words below are without them, as texts are read."""
_AMOUNTS: dict[str, dict[str, tuple[float, float]]] = {
    "en": {
        "several": (2, inf), "multiple": (2, inf), "various": (2, inf), "numerous": (3, inf), "many": (3, inf),
        "a few": (2, inf), "both": (2, inf), "a couple(?: of)?": (2, 3), "a pair of": (2, 2), "a trio of": (3, 3),
        "half a dozen": (6, 6), "a dozen": (12, 12), "two dozen": (24, 24), "dozens of": (20, inf),
        "(?:a|one) (?:single|lone)": (1, 1), "hundreds of": (100, inf),
    },
    "es": {
        "vari[oa]s": (2, inf), "multiples": (2, inf), "numeros[oa]s": (3, inf), "much[oa]s": (3, inf),
        "un[oa]s (?:poc|cuant)[oa]s": (2, inf), "amb[oa]s": (2, inf), "un par de": (2, 3), "una pareja de": (2, 2),
        "un trio de": (3, 3), "media docena de": (6, 6), "una docena de": (12, 12), "dos docenas de": (24, 24),
        "(?:docenas|decenas) de": (20, inf), "un[oa]? (?:sol[oa]|unic[oa])": (1, 1), "cientos de": (100, inf),
    },
}  # fmt: skip
_BOUNDS = {
    "en": {
        "least": "at least|no fewer than|no less than|over", "over": "more than", "under": "fewer than|less than",
        "most": "at most|no more than|up to", "about": "about|around|approximately|roughly|nearly|almost|some",
        "exact": "only|just|exactly|precisely|a total of", "there": "there are",
    },
    "es": {
        "least": "al menos|por lo menos|como minimo", "over": "mas de", "under": "menos de",
        "most": "como maximo|a lo sumo|hasta", "about": "un[oa]s|aproximadamente|alrededor de|cerca de|casi",
        "exact": "solo|solamente|unicamente|exactamente|un total de", "there": "hay",
    },
}  # fmt: skip
_PART = {
    "en": r"(?:first|last|other|next|remaining|more)",
    "es": r"(?:primer[oa]s|ultim[oa]s|otr[oa]s|demas|siguientes)",
}
_OF = {"en": r"of (?:the|these|those|its|their|our|his|her|my)", "es": r"de (?:los|las|est[oa]s|es[oa]s|sus)"}
_LABEL = {
    "en": r"(?:objects?|instances?|boxes) of (?:the )?(?:class|category|type|kind)",
    "es": r"(?:objetos?|instancias?|cajas?) de (?:la |el )?(?:clase|categoria|tipo)",
}
_NO_ADJECTIVE = {
    "en": "a|an|the|and|or|of|in|on|at|by|to|for|with|from|as|is|are|was|were|has|have|that|which|who|than|per|year"
    "|years|old|month|months|inch|foot|story|lane|level|way|person|man|hour|minute|day|times|percent|meter|metre",
    "es": "un|una|unos|unas|el|la|los|las|y|o|u|de|del|en|a|al|por|para|con|sin|que|es|son|esta|estan|tiene|tienen"
    "|como|años|meses|metros|horas|veces",
}
_YEAR = r"(?:1[5-9]|20)\d\d\b"
_TO = {"en": "to|or|and", "es": "a|o|u|y"}
_NONE = {
    "en": re.compile(r"\bthere (?:is|are) no\s+$", re.IGNORECASE),
    "es": re.compile(r"\bno hay(?: ningun[oa]?)?\s+$", re.IGNORECASE),
}
_ANYWHERE = re.compile(
    r"\s*(?:[.;!?]|$|(?:visible |shown )?(?:in|en) (?:the|this|la|esta) "
    r"(?:image|picture|photo|scene|imagen|foto|escena))",
    re.IGNORECASE,
)


class Claim(NamedTuple):
    """Between how many and how many there are said to be.

    `part`: the words may speak of only some of them ("two of the dogs", "two black dogs"); `exact`: they say that there
    are no more ("only two", "there are two"); `loose`: a word for no exact number; `article`: "one dog" may be any dog;
    `labelled`: the noun is a label ("two objects of the class dog").
    """

    low: float
    high: float
    part: bool = False
    exact: bool = False
    loose: bool = False
    article: bool = False
    labelled: bool = False


class Quantities:
    """The numbers and amounts of a text, found in one pass."""

    def __init__(self, text: str, languages: tuple[str, ...]) -> None:
        self._text, self._languages = text.translate(_ACUTE), languages
        self._found = {language: list(_phrase(language).finditer(self._text)) for language in languages}
        self._ends = {language: [one.end() for one in found] for language, found in self._found.items()}

    def before(self, start: int, end: int) -> Claim | None:
        """What is said of the number of the noun at a place; None where nothing is."""
        for language in self._languages:
            if _NONE[language].search(self._text[max(0, start - 25) : start]) and _ANYWHERE.match(self._text, end):
                return Claim(0, 0, exact=True)
            last = bisect_right(self._ends[language], start) - 1
            if last < 0 or start - self._ends[language][last] > _GAP:
                continue
            between = _between(language).fullmatch(self._text, self._ends[language][last], start)
            if between:
                read = _read(self._found[language][last], language)
                part = read.part or bool(between["of"] or between["adjectives"])
                return read._replace(part=part, labelled=bool(between["label"]))
        return None


def alone(text: str, languages: tuple[str, ...]) -> Claim | None:
    """A text that is nothing but a number."""
    text = text.translate(_ACUTE)
    for language in languages:
        found = _phrase(language).search(text) if len(text) <= _GAP else None
        if found and not re.search(r"\w", text[: found.start()] + text[found.end() :]):
            return _read(found, language)
    return None


def _read(found: re.Match[str], language: str) -> Claim:
    said = found.groupdict()
    how = (said["bound"] or "").lower()
    bound = next((name for name, words in _BOUNDS[language].items() if re.fullmatch(words, how)), "")
    if said["amount"]:
        low, high = _amount(said["amount"].lower(), language)
    else:
        ends = [_value(said[end], language) for end in ("first", "second") if said[end]]
        low, high = min(ends), max(ends)
    return Claim(
        *_bounded(low, high, bound),
        part=bool(said["part"]),
        exact=bound in ("exact", "there"),
        loose=bool(said["amount"]) and low != high,
        article=high == 1 and not said["amount"] and not said["first"].isdigit() and bound != "exact",
    )


def _bounded(low: float, high: float, bound: str) -> tuple[float, float]:
    """The range that "at least", "about" and the like make of a number."""
    slack = max(1.0, low / 5)
    return {
        "least": (low, inf), "over": (low + 1, inf), "under": (0.0, high - 1), "most": (0.0, high),
        "about": (low - slack, high + slack),
    }.get(bound, (low, high))  # fmt: skip


def _amount(said: str, language: str) -> tuple[float, float]:
    return next(span for words, span in _AMOUNTS[language].items() if re.fullmatch(words, said))


def _value(said: str, language: str) -> float:
    digits = re.sub(r"[.,]", "", said)
    return float(digits) if digits.isdigit() else float(_numbers(language)[re.sub(r"[\s-]+", " ", said.lower())])


@functools.cache
def _numbers(language: str) -> dict[str, int]:
    """Number words up to a hundred; "ciento" alone only stands in percentages."""
    return {word: value for word, value in spellings(language).items() if value <= 100 and word != "ciento"}


@functools.cache
def _number(language: str) -> str:
    """A pattern for a figure or a number word."""
    joint = r"[\s-]" if language == "en" else r"\sy\s"
    numbers = _numbers(language)
    ones = _any_of(word for word, value in numbers.items() if 0 < value < 10)
    tens = _any_of(word for word, value in numbers.items() if 20 <= value < 100 and value % 10 == 0)
    units = _any_of(word for word, value in numbers.items() if value < 30 or value == 100)
    spelled = rf"(?:{tens})(?:{joint}(?:{ones}))?|{units}"
    figure = rf"(?<![\d.,])(?:\d{{1,3}}(?:[.,]\d{{3}})+|(?!{_YEAR})\d{{1,6}})"
    return rf"(?:{figure}|\b(?:{spelled})\b)"


def _any_of(words: Iterable[str]) -> str:
    """A pattern for one of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


@functools.cache
def _phrase(language: str) -> re.Pattern[str]:
    """A bound, then a number, a range or an amount."""
    number, bounds = _number(language), "|".join(_BOUNDS[language].values())
    amounts = "|".join(_AMOUNTS[language])
    return re.compile(
        rf"(?<!\w)(?:(?P<bound>{bounds})\s+)?(?:(?P<part>{_PART[language]})\s+)?"
        rf"(?:\b(?P<amount>{amounts})\b|(?P<first>{number})(?![\w'’%])"
        rf"(?:(?:\s?[-–]\s?|\s(?:{_TO[language]})\s)(?P<second>{number})(?![\w'’%]))?)",
        re.IGNORECASE,
    )


@functools.cache
def _between(language: str) -> re.Pattern[str]:
    """What may stand between a number and its noun."""
    adjective = rf"\s+(?!(?:{_NO_ADJECTIVE[language]})\b)[^\W\d_][\w'-]*"
    return re.compile(
        rf"(?P<label>\s+{_LABEL[language]}\s+[\"'“‘«]?)|(?P<of>\s+{_OF[language]})?(?P<adjectives>(?:{adjective}){{0,2}})\s+",
        re.IGNORECASE,
    )
