"""Every name of a gazetteer in a text, found in one pass (Aho and Corasick 1975)."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from goldsmith.check.entities.folding import folded, folded_in_place
from goldsmith.check.entities.gazetteer import Gazetteer

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts that put no space between words."""
_JOINED = (*_UNSPACED, "HANGUL")
"""Scripts that write endings or whole words right behind a name."""
_SHORT = 5
"""Letters up to which a spelling in capitals is not the same word as one without: US, WHO, AIDS."""


class Spotted(NamedTuple):
    """A name of the gazetteer in a text, in code points, and the places of the entries that it may stand for."""

    start: int
    end: int
    entries: tuple[int, ...]


class Scanner:
    """Finds the names of a gazetteer; needs pyahocorasick."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        from ahocorasick import Automaton

        self._gazetteer = gazetteer
        self._automaton = Automaton()
        for form in gazetteer.forms:
            self._automaton.add_word(form, form)
        self._automaton.make_automaton()

    def spot(self, text: str, cased: bool = False) -> list[Spotted]:
        """The names in a text as whole words, the longest where they overlap, from left to right.

        Args:
            text: any text; the time taken grows with its length alone.
            cased: whether a name must have capitals where the gazetteer's spelling has them.
        """
        if not self._gazetteer.forms:
            return []
        plain, places = folded_in_place(text)
        found = []
        for last, form in self._automaton.iter(plain):
            start, end = places[last - len(form) + 1], places[last] + 1
            while end < len(text) and "\u0300" <= text[end] <= "\u036f":
                end += 1
            if _whole(text, start, end) and not (cased and not self._as_spelled(form, text[start:end])):
                found.append(Spotted(start, end, self._gazetteer.forms[form]))
        return _longest(found)

    def _as_spelled(self, form: str, piece: str) -> bool:
        entries = (self._gazetteer.entries[place] for place in self._gazetteer.forms[form])
        spellings = (one for entry in entries for one in entry.spellings if folded(one) == form)
        return any(_same_case(one, piece) for one in spellings)


def _same_case(spelling: str, piece: str) -> bool:
    if spelling.isupper() and len(spelling) <= _SHORT:
        return piece.isupper()
    return not spelling[:1].isupper() or piece[:1].isupper()


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a piece of a text is no part of a longer word."""
    opens = start == 0 or not (_in_word(text[start - 1]) and _in_word(text[start])) or _of(text[start], _UNSPACED)
    closes = end == len(text) or not (_in_word(text[end - 1]) and _in_word(text[end])) or _of(text[end - 1], _JOINED)
    return opens and closes


def _in_word(one: str) -> bool:
    return one.isalnum() or unicodedata.category(one)[0] == "M"


def _of(one: str, scripts: tuple[str, ...]) -> bool:
    return not one.isascii() and unicodedata.name(one, "").startswith(scripts)


def _longest(found: list[Spotted]) -> list[Spotted]:
    kept: list[Spotted] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
