"""The words that evidence shows, to look up what a text quotes from them."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from goldsmith.core.marks import unstacked

_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad‐]\s*\n\s*(?=[^\W\d_])|\u00ad")
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b"})
"""Characters that are read for each other; of every group only one is a digit, so that two numbers never meet."""
_LEFT_OUT = re.compile(r"\.{3,}|…|\[[^\[\]]{0,80}\]|\([^\w()]{1,4}\)")
_SHORT = 6
"""Letters and digits below which a text is there as it is or not at all."""
_LONG = 10
"""Letters and digits from which on spaces do not matter: no other words are spelled the same."""
_UNORDERED = 8
"""Words of a quotation that may stand in any order: signs are read line by line, in no certain order."""
_WORD_LIKE = 80
"""How much, of 100, a word must be like one of the evidence."""
_MOST = 20_000
"""Characters of evidence in which a text is looked for that is only alike."""


class Nearest(NamedTuple):
    """A line of the evidence, and how much (0 to 1) the evidence is like a text."""

    text: str
    likeness: float


def plain(text: str) -> str:
    """The words of a text as compared here: small letters without accents, hyphens, ligatures, look-alikes."""
    whole = _HYPHENATED.sub("", text.replace("|", "l"))
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", unstacked(whole.casefold())))
    words = " ".join(_WORD.findall(unicodedata.normalize("NFC", bare)))
    return words.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


class ShownText:
    """The texts of some notes, as one."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        """Read the notes in order; a quotation may go on from one to the next."""
        self._texts = texts
        self._all = f" {plain(chr(10).join(texts))} "
        self._joined = self._all.replace(" ", "")
        self._words = frozenset(self._all.split())

    def holds(self, said: str) -> bool:
        """Whether the texts have these words, but for what is left out (`...`, `[...]`)."""
        pieces = [words for piece in _LEFT_OUT.split(said) if (words := plain(piece))]
        return bool(pieces) and all(map(self._has, pieces))

    def _has(self, words: str) -> bool:
        if f" {words} " in self._all:
            return True
        joined = words.replace(" ", "")
        if (len(joined) >= _LONG or _is_unspaced(words)) and joined in self._joined:
            return True
        several = words.split()
        return 1 < len(several) <= _UNORDERED and self._words.issuperset(several)

    def nearest(self, said: str) -> Nearest | None:
        """The line most like a text, and how much that or any other piece is; None for a text of a few letters."""
        from rapidfuzz import fuzz, process

        words = plain(said)
        if len(words) < _SHORT or not self._lines:
            return None
        _, score, place = process.extractOne(words, [line for line, _ in self._lines], scorer=fuzz.ratio)
        alone = Nearest(self._lines[place][1], score / 100)
        part = fuzz.partial_ratio_alignment(words, self._all[:_MOST])
        inside = part.score / 100 if part and len(self._all) > len(words) else 0.0
        return alone._replace(likeness=max(alone.likeness, inside))

    def differs_by_letters(self, said: str) -> bool:
        """Whether every number is there, and every word but for some letters; another word is no misreading."""
        from rapidfuzz import fuzz, process

        if not all(plain(one) in self._words for one in _WORD.findall(said) if any(map(str.isdigit, one))):
            return False
        there = sorted(set(self._all[:_MOST].split()))
        words = plain(said).split()
        return all(process.extractOne(word, there, scorer=fuzz.ratio, score_cutoff=_WORD_LIKE) for word in words)

    @functools.cached_property
    def _lines(self) -> list[tuple[str, str]]:
        """Each line as compared, and as it is."""
        lines = (line.strip() for text in self._texts for line in text[:_MOST].splitlines())
        return [(plain(line), line[:200]) for line in lines if line]


def _is_unspaced(words: str) -> bool:
    """Whether a text is of a script that puts no spaces between words."""
    return re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]", words) is not None
