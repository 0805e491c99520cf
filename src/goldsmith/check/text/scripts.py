"""Which script a text is in: that of a tag as zh-Hant or sr-Cyrl, and look-alike letters of other scripts in words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_SCRIPTS = {
    "latn": "Latin", "cyrl": "Cyrillic", "arab": "Arabic", "deva": "Devanagari", "grek": "Greek", "hebr": "Hebrew",
    "guru": "Gurmukhi", "beng": "Bengali", "geor": "Georgian", "armn": "Armenian", "mong": "Mongolian", "thai": "Thai",
    "hang": "Hangul", "jpan": "Han Hiragana Katakana", "kore": "Hangul Han", "hans": "Han", "hant": "Han",
    "taml": "Tamil", "telu": "Telugu", "knda": "Kannada", "mlym": "Malayalam", "gujr": "Gujarati", "sinh": "Sinhala",
    "khmr": "Khmer", "laoo": "Lao", "mymr": "Myanmar", "ethi": "Ethiopic", "tibt": "Tibetan",
}  # fmt: skip
"""Unicode's names of scripts, by their codes (ISO 15924)."""
_USUAL = {
    **dict.fromkeys("ru uk bg be mk kk ky mn tg".split(), "cyrl"),
    **dict.fromkeys("ar fa ur ps ckb".split(), "arab"),
    **dict.fromkeys("hi mr ne sa".split(), "deva"),
    "zh": "hans", "yue": "hant", "ja": "jpan", "ko": "kore", "he": "hebr", "yi": "hebr", "el": "grek", "th": "thai",
    "ka": "geor", "hy": "armn", "bn": "beng", "pa": "guru", "ta": "taml", "te": "telu", "kn": "knda", "ml": "mlym",
    "gu": "gujr", "si": "sinh", "km": "khmr", "lo": "laoo", "my": "mymr", "am": "ethi", "bo": "tibt",
}  # fmt: skip
"""The scripts of languages that are written in one."""
_IN_LATIN = (
    "en es de fr it pt nl pl sv tr vi id cs ro fi da no nb nn hu ca gl eu sk sl hr lt lv et sw ms tl af sq is ga la"
)
_USUAL |= dict.fromkeys(_IN_LATIN.split(), "latn")
_DENSE = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"
_WEIGHT = 3
"""A Chinese, Japanese or Korean character says about as much as so many letters."""
_FEWEST = 10
"""Letters, so weighed, from which on a script is told."""
_REGIONS = {"cn": "hans", "sg": "hans", "tw": "hant", "hk": "hant", "mo": "hant"}
_TELLING = 2
"""Characters of one form alone from which on a Chinese text is told to be simplified or traditional."""
_ENOUGH = 2_000

_LATIN_LIKE = {
    **dict(zip("аеорсухіјѕԁһԛԝ" + "АВЕКМНОРСТХІЈЅҮԌ", "aeopcyxijsdhqw" + "ABEKMHOPCTXIJSYG", strict=True)),
    **dict(zip("οανρυικ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavpuik" + "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("օսոհԼՏՕ", "ounhLSO", strict=True)),
}
"""Cyrillic, Greek and Armenian letters that look like Latin ones."""
_CYRILLIC_LIKE = dict(zip("aeopcyxijs" + "ABEKMHOPCTXIJS", "аеорсухіјѕ" + "АВЕКМНОРСТХІЈЅ", strict=True))

_ROMAN = re.compile(r"[IVXLCM]+")
_PREFIXED = re.compile(r"[A-Z]{2,}[а-яёіїє]+\Z")
"""An abbreviation with a Russian ending or suffix, as `SMSки`."""


class Mixed(NamedTuple):
    """A word with look-alike letters of another script: where it is, how it should be spelled, and the letters."""

    start: int
    end: int
    plain: str
    letters: str


def script_of(tag: str) -> str:
    """The script (ISO 15924, lower case) that a language tag names, for Chinese also by its region; else empty."""
    language, *rest = tag.lower().replace("_", "-").split("-")
    named = next((part for part in rest if part in _SCRIPTS), "")
    return named or next((_REGIONS[part] for part in rest if language == "zh" and part in _REGIONS), "")


def share_in_script(text: str, language: str, script: str = "") -> float | None:
    """The share of a text that is in the script of a language, or in the one given; None where too little tells.

    Words of other scripts that begin with a capital, as names do, and those with digits or capitals within (iPhone) are
    not counted.
    """
    name = _SCRIPTS.get(script or _USUAL.get(language, ""))
    if name is None:
        return None
    start = text[:_ENOUGH]
    if name == "Latin" and start.isascii():
        return 1.0 if sum(map(str.isalpha, start)) >= _FEWEST else None
    right, dense, names = _patterns(name)
    own = right.findall(start)
    others = right.sub("", names.sub(" ", start))
    weighed = len(own) + (_WEIGHT - 1) * sum(1 for one in own if dense.match(one))
    strange = sum(_WEIGHT if dense.match(one) else 1 for one in others if one.isalpha())
    return weighed / (weighed + strange) if weighed + strange >= _FEWEST else None


@functools.cache
def _patterns(script: str) -> tuple[Any, Any, Any]:
    """What matches a letter of the script, a dense one of any, and names of other scripts."""
    import regex  # type: ignore[import-untyped]

    right = "".join(rf"\p{{{name}}}" for name in script.split())
    names = rf"(?:\p{{Lu}}|\p{{L}}+[\p{{Lu}}\d])(?<![{right}])[^\s{right}]*"
    return regex.compile(rf"(?=\p{{L}})[{right}]"), regex.compile(_DENSE), regex.compile(names)


def chinese_form(text: str) -> str:
    """`hans` or `hant` where the characters of a Chinese text are mostly of one form alone; empty where it is open."""
    simplified, traditional = map(sum, zip(*map(_forms, text[:_ENOUGH]), strict=True)) if text else (0, 0)
    if max(simplified, traditional) < _TELLING or simplified == traditional:
        return ""
    return "hans" if simplified > traditional else "hant"


@functools.lru_cache(maxsize=20_000)
def _forms(one: str) -> tuple[bool, bool]:
    """Whether a character is in the set of simplified Chinese alone (GB 2312), or of traditional alone (Big5)."""
    if not "\u4e00" <= one <= "\u9fff":
        return False, False
    simplified, traditional = _encodes(one, "gb2312"), _encodes(one, "big5")
    return simplified and not traditional, traditional and not simplified


def _encodes(one: str, codec: str) -> bool:
    try:
        return bool(one.encode(codec))
    except UnicodeEncodeError:
        return False


def mixed_words(text: str, cyrillic: bool) -> Iterator[Mixed]:
    """Words of one script with letters of another that look like its own.

    Args:
        text: the text; code and addresses should be blanked out.
        cyrillic: whether its language is written in Cyrillic, which puts its endings on Latin names.
    """
    if text.isascii():
        return
    import regex

    for found in regex.finditer(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}\p{M}]{2,}", text):
        word = found.group()
        if word.isascii() or not regex.search(r"\p{Latin}", word):
            continue
        foreign = regex.sub(r"[\p{Latin}\p{M}]+", "", word)
        if foreign and (plain := _mended(word, foreign, cyrillic)):
            odd = "".join(dict.fromkeys(one for one, other in zip(word, plain, strict=True) if one != other))
            yield Mixed(found.start(), found.end(), plain, odd)


def _mended(word: str, foreign: str, cyrillic: bool) -> str | None:
    """The word in one script; None where its letters are not just look-alikes, or rightly stand side by side."""
    latin = [one for one in word if one.isascii()]
    to_latin = all(one in _LATIN_LIKE for one in foreign)
    to_cyrillic = "\u0400" <= foreign[0] <= "\u052f" and all(one in _CYRILLIC_LIKE for one in latin)
    as_latin = "".join(_LATIN_LIKE.get(one, one) for one in word)
    if _ROMAN.fullmatch(as_latin):
        return as_latin
    if to_cyrillic and (cyrillic or not to_latin) and len(latin) + len(foreign) == len(word):
        return None if _PREFIXED.match(word) else "".join(_CYRILLIC_LIKE.get(one, one) for one in word)
    if not to_latin or (cyrillic and _takes_an_ending(word, foreign)) or _is_symbol(word, foreign):
        return None
    return as_latin


def _takes_an_ending(word: str, foreign: str) -> bool:
    """Whether a Latin name has a Russian ending, as in `PDFка` and `WhatsAppа`."""
    return word.endswith(foreign) and foreign.islower() and len(foreign) <= 3 <= len(word) - len(foreign)


def _is_symbol(word: str, foreign: str) -> bool:
    """Whether the word begins with a Greek symbol, as `αIIb` and `νe`; nobody takes omicron for one."""
    return len(foreign) == 1 and word[0] == foreign and "α" <= foreign <= "ω" and foreign != "ο"
