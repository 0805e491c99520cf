"""The entries that a name may stand for, also where it is misspelled or misheard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from goldsmith.check.entities.folding import folded
from goldsmith.check.entities.gazetteer import Gazetteer
from goldsmith.check.entities.sounds import sounds

_COMPARED = 50
"""Spellings, of those that share most with a name, that are compared with it letter by letter."""
_LONGEST = 200
"""Characters; what is longer is no name."""


class Candidate(NamedTuple):
    """An entry (its place) by one of its spellings, and how like that is to the name, each from 0 to 1.

    `retrieval` is the share of words, letter triples and sounds (cosine, weighted by rarity), `edit` of letters that
    need no change, `sound` of sounds that need none.
    """

    entry: int
    form: str
    retrieval: float
    edit: float
    sound: float

    @property
    def likeness(self) -> float:
        """All three in one number."""
        return (self.retrieval + self.edit + self.sound) / 3


class Index:
    """Spellings by their words, letter triples and sounds: a name is compared only with what shares most with it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._forms = list(gazetteer.forms)
        lists: dict[str, list[int]] = {}
        for place, form in enumerate(self._forms):
            for gram in _grams(form):
                lists.setdefault(gram, []).append(place)
        self._lists = {gram: np.asarray(places, dtype=np.int32) for gram, places in lists.items()}
        size = len(self._forms)
        self._weights = {gram: float(np.log1p(size / len(places))) for gram, places in lists.items()}
        squares = np.zeros(size)
        for gram, places in self._lists.items():
            squares[places] += self._weights[gram] ** 2
        self._lengths: NDArray[np.float64] = np.sqrt(squares)
        self._known: dict[str, list[Candidate]] = {}

    def candidates(self, name: str, most: int = 5) -> list[Candidate]:
        """The likeliest entries, the best first: by likeness, then popularity."""
        form = folded(name[:_LONGEST])
        if form not in self._known:
            if len(self._known) >= 1 << 15:
                self._known.clear()
            self._known[form] = self._ranked(form)
        return self._known[form][:most]

    def _ranked(self, form: str) -> list[Candidate]:
        best: dict[int, Candidate] = {}
        heard = " ".join(sounds(form))
        for place, retrieval in self._nearest(form):
            other = self._forms[place]
            edit = Levenshtein.normalized_similarity(form, other)
            sound = Levenshtein.normalized_similarity(heard, " ".join(sounds(other)))
            for entry in self._gazetteer.forms[other]:
                candidate = Candidate(entry, other, retrieval, edit, sound)
                best[entry] = max(best.get(entry, candidate), candidate, key=lambda one: one.likeness)
        entries = self._gazetteer.entries
        return sorted(best.values(), key=lambda one: (-one.likeness, -entries[one.entry].popularity, one.entry))

    def _nearest(self, form: str) -> Iterator[tuple[int, float]]:
        """The spellings that share most with a folded name, each with its cosine."""
        known = [gram for gram in sorted(_grams(form)) if gram in self._lists]
        if not known:
            return
        lists = [self._lists[gram] for gram in known]
        weights = np.asarray([self._weights[gram] for gram in known]) ** 2
        shared = np.bincount(
            np.concatenate(lists), np.repeat(weights, [len(one) for one in lists]), minlength=len(self._forms)
        )
        unknown = len(_grams(form)) - len(known)
        length = float(np.sqrt(weights.sum() + unknown * np.log1p(len(self._forms)) ** 2))
        cosines = shared / (self._lengths * length)
        few = min(_COMPARED, len(cosines))
        for place in np.argpartition(-cosines, few - 1)[:few]:
            if cosines[place] > 0:
                yield int(place), min(1.0, float(cosines[place]))


def _grams(form: str) -> set[str]:
    """Words (`=`), letter triples and sounds (`~`) of a folded name."""
    padded = f" {form} "
    triples = {padded[place : place + 3] for place in range(len(padded) - 2)}
    return triples | {f"={word}" for word in form.split()} | {f"~{sound}" for sound in sounds(form)}
