"""One spelling for what is the same name: no case, no accents, one kind of space, apostrophe and dash."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence

_DASHES = "-‐‑‒–—_"
_APOSTROPHES = "’‘ʼ`´"


def folded(name: str) -> str:
    """A name as names are compared."""
    return " ".join("".join(map(_letter, name)).split())


def folded_in_place(text: str) -> tuple[str, Sequence[int]]:
    """A text as names are compared, and for each of its characters the place in the text it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, one in enumerate(text):
        plain = _letter(one)
        if plain == " " and letters[-1:] == [" "]:
            continue
        letters += plain
        places += [place] * len(plain)
    return "".join(letters), places


@functools.lru_cache(maxsize=1 << 16)
def _letter(one: str) -> str:
    """What a character becomes: nothing, one or more characters."""
    if one.isspace() or one in _DASHES:
        return " "
    if one in _APOSTROPHES:
        return "'"
    bare = "".join(part for part in unicodedata.normalize("NFKD", one) if not "\u0300" <= part <= "\u036f")
    return unicodedata.normalize("NFKC", bare).casefold()
