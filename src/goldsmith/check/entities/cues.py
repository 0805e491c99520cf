"""What a tagger looks at: the word and those beside it, capitals, and whether a list of names has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldsmith.check.entities.folding import folded
from goldsmith.check.entities.gazetteer import Gazetteer
from goldsmith.check.entities.mentions import Word
from goldsmith.check.entities.scanning import Scanner


class Cues:
    """Reads the words of a text as sets of named features; needs pyahocorasick."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._scanner = Scanner(gazetteer)
        self._parts: dict[str, set[str]] = {}
        """The types of the entries that a word is part of the name of."""
        for entry in gazetteer.entries:
            for word in {word for spelling in entry.spellings for word in folded(spelling).split()}:
                self._parts.setdefault(word, set()).add(entry.type)

    def of(self, text: str, words: Sequence[Word]) -> list[list[str]]:
        """The features of each word of a text."""
        plain = [folded(word.text) for word in words]
        listed = self._listed(text, words)
        return [
            ["always", *_spelling(words[place].text), *_around(plain, place), *self._known(plain, listed, place)]
            for place in range(len(words))
        ]

    def _listed(self, text: str, words: Sequence[Word]) -> list[list[str]]:
        """For each word which types of listed names begin (B) or go on (I) with it."""
        found: list[list[str]] = [[] for _ in words]
        starts = {word.start: place for place, word in enumerate(words)}
        for spot in self._scanner.spot(text):
            place = starts.get(spot.start, len(words))
            types = sorted({self._gazetteer.entries[entry].type for entry in spot.entries})
            while place < len(words) and words[place].end <= spot.end:
                how = "B" if words[place].start == spot.start else "I"
                found[place] += [f"listed {how} {one}" for one in types]
                place += 1
        return found

    def _known(self, plain: Sequence[str], listed: Sequence[Sequence[str]], place: int) -> Iterator[str]:
        yield from listed[place]
        for name, other in (("before", place - 1), ("after", place + 1)):
            if 0 <= other < len(plain):
                yield from (f"{name} {one}" for one in listed[other])
        yield from (f"part of {one}" for one in sorted(self._parts.get(plain[place], ())))


def _spelling(word: str) -> Iterator[str]:
    if word[:1].isupper():
        yield "capitals" if word.isupper() and len(word) > 1 else "capital"
    if any(one.isdigit() for one in word):
        yield "digits"
    yield f"ends {word[-3:].lower()}"


def _around(plain: Sequence[str], place: int) -> Iterator[str]:
    yield f"word {plain[place]}"
    yield f"word before {plain[place - 1]}" if place else "first"
    yield f"word after {plain[place + 1]}" if place + 1 < len(plain) else "last"
    if place > 1:
        yield f"two before {plain[place - 2]} {plain[place - 1]}"
