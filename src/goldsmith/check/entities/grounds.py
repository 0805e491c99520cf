"""What names a text may use: those of the evidence, in other endings, short forms and spellings as well."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from goldsmith.check.entities.folding import folded

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_ENDINGS = frozenset("s es n an ian ean ist ists ish ese esque ic a".split())
"""What is added to a name for those who come from there or follow it: Parisian, Marxist, the Obamas."""
_INFLECTED = frozenset(("de", "ru", "uk", "bg", "pl", "cs", "sk", "sr", "hr"))
_NEAR = 0.75
"""Share of letters that are the same in a name and a misspelling of it."""
_COMPARED = 2_000
"""Words of the evidence that misspellings are looked for among."""


class Grounds:
    """The words of evidence and question."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._stems: set[str] = set()
        self._written: dict[str, str] = {}
        self._language = language
        for text in texts:
            for found in _WORD.finditer(text):
                word = found.group()
                self._written.setdefault(folded(word), word)
        if language in _INFLECTED:
            self._stems = {word[:cut] for word in self._written for cut in range(_stem(len(word)), len(word) + 1)}
        self.nearest = functools.lru_cache(maxsize=4096)(self._nearest)

    def hold(self, word: str) -> bool:
        """Whether a word is there, as it is or with other endings."""
        plain = folded(word)
        if plain in self._written:
            return True
        if any(plain[:cut] in self._written and plain[cut:] in _ENDINGS for cut in range(4, len(plain))):
            return True
        if plain[-1:] == "s" and plain[:-1] in self._written:
            return True
        return bool(self._stems) and any(plain[:cut] in self._stems for cut in range(_stem(len(plain)), len(plain)))

    def initials(self, words: Iterable[str]) -> bool:
        """Whether the first letters of some words are there as one: NBA."""
        letters = "".join(word[0] for word in words)
        return len(letters) > 1 and self._written.get(folded(letters), "").isupper()

    def _nearest(self, word: str) -> str | None:
        """A name of the evidence that a word may be a misspelling of, as it is written there."""
        if len(word) < 4:
            return None
        found = process.extractOne(
            folded(word), self._names, scorer=OSA.normalized_similarity, score_cutoff=_NEAR, processor=None
        )
        return self._written[found[0]] if found else None

    @functools.cached_property
    def _names(self) -> list[str]:
        names = (plain for plain, word in self._written.items() if word[0].isupper() and len(plain) > 3)
        return list(islice(names, _COMPARED))


def _stem(length: int) -> int:
    """How many letters of a word stay the same in all its cases, at least."""
    return max(3, length - (3 if length >= 8 else 2))
