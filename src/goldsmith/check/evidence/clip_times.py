"""The times that a text gives in a clip: `0:35`, `from 12 s to 15 s`, `the first ten seconds`, `the 2-minute mark`."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from goldsmith.core.numerals import spellings

Use = Literal["at", "opening", "length"]
_AROUND = 48
"""Characters around a time that tell what it is the time of."""
_PLAIN = {
    code: one[0]
    for code in (*range(0xC0, 0x180), 0x439, 0x451)
    if (one := unicodedata.normalize("NFD", chr(code))) and one[0].isalpha()
}
"""Letters without their marks, one for one."""
_CLOCK = re.compile(
    r"(?<![a-z0-9_:.,/])(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?(?![a-z0-9_]|:\d|[.,/]\d)", re.IGNORECASE
)
_UNITS = {
    1.0: r"s|secs?|seconds?|seg|segundos?|sek|sekunden?|secondes?|second[oi]|секунд\w*|сек",
    60.0: r"m(?=\s?\d{1,2}\s?s)|mins?|minutes?|minutos?|minuten?|minut[oi]|минут\w*|мин",
    3600.0: r"h(?=\s?\d{1,2}\s?m)|hrs?|hours?|horas?|stunden?|heures?|or[ae]|час\w*",
}
_SIGNS = {1.0: "秒钟?", 60.0: "分钟?", 3600.0: "小时|時間"}
_UNIT = re.compile(
    "|".join(
        rf"(?P<u{int(size)}>(?<![^\W\d_])(?:{words})(?![^\W\d_])|(?:{_SIGNS[size]}))" for size, words in _UNITS.items()
    )
)
_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_JOINT = r"\s*(?:-|–|—|to|and|until|y(?: los)?|a(?: los)?|hasta(?: los)?|bis|und|et|e|i|do|ate|à|до|и|到|至|から)\s*"
_ADJECTIVE = r"(?:premiere?s?|derniere?s?|primer[oa]s|ultim[oa]s|prim[ie]|ultim[ie]|primeir[oa]s)"
_FIGURES = re.compile(
    rf"(?:(?P<low>{_NUMBER}){_JOINT})?(?P<high>{_NUMBER})(?P<ordinal>(?:-?(?:th|st|nd|rd|и|ю|ои|e|eme)\b|\.?[ºª]|\.(?=\s)))?[\s-]?(?:{_ADJECTIVE}\s)?$"
)
_WORDS = re.compile(r"(?P<words>[^\W\d_]+(?:[\s-][^\W\d_]+){0,4})[\s-]$")
_NAMED = re.compile(r"\b(?:second|segundo|sekunde|seconde|secondo|(minute|minuto))\s+(\d{1,4})\b(?!:)")
_MERGED = re.compile(r"[\s,]*(?:(?:and|y|und|et|e|и)\s+)?")
_OPENING = re.compile(
    r"(?:\b(?:first|last|opening|closing|final|initial|primer[oa]s?|ultim[oaie]s?|ersten?|letzten?|premiere?s?"
    r"|derniere?s?|prim[ie]|primeir[oa]s?|первые|первых|последние|последних)|最初の?|最後の?|最后|前)\s*$"
)
_CLIP = (
    r"(?:video|clip|recording|audio|footage|podcast|film|grabacion|aufnahme|enregistrement|registrazione|gravacao"
    r"|видео|запись|视频|動画)"
)
_VAGUELY = (
    r"(?:about|around|approximately|roughly|nearly|almost|just|unos|unas|casi|etwa|fast|environ|circa|cerca de|около)"
)
_LASTS = re.compile(
    rf"{_CLIP}(?:\b|(?=[长は时]))[^.;]{{0,24}}?"
    rf"(?:\b(?:is|ist|est|lasts?|runs?(?: for)?|takes|dura|dauert|dure|длится|of)\s+|[长は]\s*)(?:{_VAGUELY}\s+)?$"
)
_OF_CLIP = re.compile(rf"[\s-]*(?:long )?{_CLIP}\b")
_AT = re.compile(
    r"(?:\b(?:at|by|until|till|from|between|around|about|a los|aos|entre(?: los)?|desde(?: los)?|hasta(?: los)?|bei"
    r"|ab|von|zwischen|a|apres|dopo|vers|с|от|до|между|на)|@|第|在)\s*(?:(?:about|around|approximately|the|los|las|les|le|la)\s+){0,2}$"
)
_PAST = re.compile(r"\b(?:after|nach|despues de|tras|depois de|apos|через|после)\s+(?:about |around |etwa )?$")
_MARK = re.compile(
    r"[\s-]*(?:mark\b|into (?:the |it|this)|の時点|頃|地点|处"
    r"|in(?=\s+(?:she|he|they|it|we|the (?:video|clip))\b|\s*[,.]))"
)
_ABOUT = re.compile(rf"\b{_VAGUELY}\b[^.;]{{0,12}}$")
_OF_DAY = re.compile(
    r"\b(?:meetings?|trains?|bus(?:es)?|flights?|departs?|leaves?|arrives?|opens?|closes?|open|closed|alarm|clocks?|watch|timer|countdown"
    r"|appointment|timetable|score|scores|ratio|won|recipe|parts?|chapter|verse|tren|reloj|abre|cierra|sale"
    r"|llega|marcador|zug|fahrt|uhr|offnet|train|horloge|ouvre|ferme|treno|orologio|apre|trem|relogio|abre|fecha"
    r"|поезд|часы|счет|磅|比分|時計)\b|点|時刻"
)
_HOUR = re.compile(
    r"\s*(?:[ap]\.?m\b|uhr\b|h\b|o['’]clock|in the (?:morning|evening|afternoon)|de la (?:manana|tarde)"
    r"|heures?\b|horas\b|часов)"
)
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|[。！？；\n]")


class ClipTime(NamedTuple):
    """From when to when in seconds, where that stands, what it is the time of, and how coarse it is.

    Of an `opening` (the first, or the last, so many seconds) and a `length` only `high` counts.
    """

    low: float
    high: float
    start: int
    end: int
    use: Use
    grain: float
    about: bool


class _Amount(NamedTuple):
    low: float
    high: float
    start: int
    end: int
    grain: float
    kind: Literal["clock", "amount", "ordinal"]


def clip_times(text: str) -> Iterator[ClipTime]:
    """The times in a clip that a text gives, in order; times of the day and lengths of other things are left out."""
    plain = text.lower().translate(_PLAIN) if len(text.lower()) == len(text) else text.translate(_PLAIN)
    last: ClipTime | None = None
    for amount in _merged(
        sorted([*_clocks(plain), *_amounts(plain), *_named(plain)], key=lambda one: one.start), plain
    ):
        joined = last and last.use == "at" and re.fullmatch(_JOINT, plain[last.end : amount.start])
        use = "at" if joined else _use(plain, amount)
        if not use:
            continue
        if joined and last:  # the end of a span that began with the time before
            yield last._replace(high=amount.high, end=amount.end)
            last = None
            continue
        if last:
            yield last
        about = _ABOUT.search(plain, max(0, amount.start - _AROUND), amount.start) is not None
        last = ClipTime(amount.low, amount.high, amount.start, amount.end, use, amount.grain, about)
    if last:
        yield last


def _use(plain: str, amount: _Amount) -> Use | None:
    """What an amount of time is the time of; None where it is none of the clip."""
    before = _SENTENCE_END.split(plain[max(0, amount.start - _AROUND) : amount.start])[-1]
    behind = plain[amount.end : amount.end + _AROUND]
    if amount.kind == "clock":
        return None if _OF_DAY.search(before) or _HOUR.match(behind) else "at"
    if _OPENING.search(before) or re.search(rf"\b{_ADJECTIVE}\b", plain[amount.start : amount.end]):
        return "opening"
    if _LASTS.search(before) or _OF_CLIP.match(behind):
        return "length"
    past = amount.grain == 1 and _PAST.search(before)
    return "at" if amount.kind == "ordinal" or past or _AT.search(before) or _MARK.match(behind) else None


def _clocks(plain: str) -> Iterator[_Amount]:
    for found in _CLOCK.finditer(plain):
        hours, minutes, seconds, rest = found.groups(default="0")
        if found[1] and int(minutes) > 59:
            continue
        value = int(hours) * 3600 + int(minutes) * 60 + float(f"{seconds}.{rest}")
        yield _Amount(value, value, *found.span(), 1.0, "clock")


def _amounts(plain: str) -> Iterator[_Amount]:
    """Numbers with units of time; the numbers are looked for before the units, of which a text has fewer."""
    for unit in _UNIT.finditer(plain):
        size = float((unit.lastgroup or "u1")[1:])
        before = plain[max(0, unit.start() - _AROUND) : unit.start()]
        shift = unit.start() - len(before)
        if found := _FIGURES.search(before):
            high = _value(found["high"]) * size
            low = _value(found["low"]) * size if found["low"] else high
            kind: Literal["amount", "ordinal"] = "ordinal" if found["ordinal"] else "amount"
            yield _Amount(min(low, high), high, shift + found.start(), unit.end(), size, kind)
        elif (found := _WORDS.search(before)) and (said := _in_words(found["words"])):
            value, spelled = said
            yield _Amount(
                value * size, value * size, shift + found.end("words") - len(spelled), unit.end(), size, "amount"
            )


def _named(plain: str) -> Iterator[_Amount]:
    """`second 25` and `minute 2`, which last as long as their unit."""
    for found in _NAMED.finditer(plain):
        size = 60.0 if found[1] else 1.0
        end = float(found[2]) * size
        yield _Amount(max(0.0, end - size), end, found.start(), found.end(), size, "ordinal")


def _merged(amounts: list[_Amount], plain: str) -> Iterator[_Amount]:
    """Amounts with `1 min 20 s` as one, and without what lies in another."""
    held: _Amount | None = None
    for one in amounts:
        if held and one.start < held.end:
            continue
        if held and _goes_on(held, one) and _MERGED.fullmatch(plain, held.end, one.start):
            total = held.high + one.high
            held = held._replace(low=total, high=total, end=one.end, grain=one.grain)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _goes_on(one: _Amount, other: _Amount) -> bool:
    """Whether a second amount may be the rest of the first: seconds after minutes."""
    return one.kind == other.kind == "amount" and other.grain < one.grain and one.low == one.high


def _value(figures: str) -> float:
    return float(figures.replace(",", "."))


def _in_words(words: str) -> tuple[int, str] | None:
    """The number that some words end with, and how it is spelled there, the longest first."""
    for found in re.finditer(r"(?<![^\W\d_])[^\W\d_]", words):
        spelled = words[found.start() :]
        bare = re.sub(rf" {_ADJECTIVE}$", "", re.sub(r"[\s-]+", " ", spelled))
        if bare in _numbers():
            return _numbers()[bare], spelled
    return None


@functools.cache
def _numbers() -> dict[str, int]:
    """Number words below a hundred, in all languages."""
    known = ("it", "pt", "fr", "de", "es", "en")
    return {word: value for one in known for word, value in spellings(one).items() if 0 < value < 100}
