"""What evaluation sets say and show, to look samples up in."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from goldsmith.core.types import Asset, Sample
from goldsmith.core.wording import number, wording
from goldsmith.engine.minhash import normalised
from goldsmith.likeness.alike_pictures import AlikePictures
from goldsmith.likeness.evaluation_sets import Item, Unreadable, items

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 3
"""Words of the shortest text that says anything: yes, no and numbers are in every set."""

_WORDS = re.compile(r"\w+")


class Match(NamedTuple):
    """What a sample has in common with an item of an evaluation set."""

    message: str
    evidence: dict[str, Any]


class EvaluationIndex:
    """The word n-grams and media of evaluation sets, each with the item it is in.

    Held in 12 bytes an n-gram, and in four times as many while they are put in order.
    """

    def __init__(self, paths: Iterable[Path], ngram: int) -> None:
        self.ngram = ngram
        self.places: list[str] = []
        self.media: dict[str, str] = {}
        """Places by asset."""
        self.pictures = AlikePictures()
        self.unreadable: list[Unreadable] = []
        self.whole = self.tiny = 0
        self._looked_at: dict[str, str | None] = {}
        self._keys, self._owners = self._learned(paths)

    def _learned(self, paths: Iterable[Path]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        """The n-grams' numbers in order, and for each the number of its item."""
        import numpy as np

        keys, owners = array("Q"), array("I")
        for item in (item for path in paths for item in items(path)):
            if isinstance(item, Unreadable):
                self.unreadable.append(item)
                continue
            for gram in self._grams_of(item):
                keys.append(number(gram))
                owners.append(len(self.places))
            for asset in item.media:
                self.media.setdefault(asset.id, item.place)
                self.pictures.like(asset)
            self.places.append(item.place)
        self._found_after_all()
        found = np.array(keys, np.uint64)
        order = np.argsort(found, kind="stable")
        return found[order], np.array(owners, np.uint32)[order]

    def _found_after_all(self) -> None:
        """What was named in one file is at hand where another file of the sets has that name."""
        names = {PurePath(place).name for place in self.media.values()}
        absent = self.pictures.unread.absent
        for asset in [asset for asset, source in absent.items() if PurePath(source).name in names]:
            del absent[asset]

    def _grams_of(self, item: Item) -> Iterator[str]:
        """The n-grams of an item's texts; shorter texts whole, unless they go with a picture and say little alone."""
        for words in map(_words, item.texts):
            if len(words) >= self.ngram:
                yield from _grams(words, self.ngram)
            elif len(words) >= FEWEST and not item.media:
                self.whole += 1
                yield " ".join(words)
            else:
                self.tiny += 1

    def match(self, sample: Sample) -> Match | None:
        """What a sample has in common with an item, if anything."""
        return self._said(sample) or self._asked(sample) or self._shown(sample)

    def _said(self, sample: Sample) -> Match | None:
        shared = self._first(list(_grams(_words(wording(sample)), self.ngram)))
        if shared is None:
            return None
        gram, place = shared
        return Match(f"shares {gram!r} with {place}", {"ngram": gram, "item": place})

    def _asked(self, sample: Sample) -> Match | None:
        texts = [] if sample.assets else [_words(turn.text) for _, turn in sample.asked()]
        shared = self._first([" ".join(words) for words in texts if FEWEST <= len(words) < self.ngram])
        if shared is None:
            return None
        text, place = shared
        message = f"asks {text!r} as {place} does; having fewer than {self.ngram} words it was compared whole"
        return Match(message, {"whole": text, "item": place})

    def _first(self, grams: list[str]) -> tuple[str, str] | None:
        """The first of some texts that an item has, and the item's place."""
        import numpy as np

        if not grams or not len(self._keys):
            return None
        sought = np.fromiter(map(number, grams), np.uint64, len(grams))
        spots = np.minimum(np.searchsorted(self._keys, sought), len(self._keys) - 1)
        hits = np.flatnonzero(self._keys[spots] == sought)
        return (grams[hits[0]], self.places[self._owners[spots[hits[0]]]]) if len(hits) else None

    def _shown(self, sample: Sample) -> Match | None:
        for asset in sample.assets:
            if asset.id in self.media:
                place = self.media[asset.id]
                return Match(f"has the same {asset.kind} as {place}", {"asset": asset.id, "item": place})
            like = self._like(asset)
            if like:
                return Match(f"shows the picture of {like}, changed a little", {"asset": asset.id, "item": like})
        return None

    def _like(self, asset: Asset) -> str | None:
        if asset.id not in self._looked_at:
            found = self.pictures.like(asset, remember=False) if self.pictures.names else ()
            self._looked_at[asset.id] = self.media[found[0]] if found else None
        return self._looked_at[asset.id]

    def summary(self) -> str:
        """What samples are held against."""
        return (
            f"held against {len(self.places)} items with {len(self.media)} media; of their texts of fewer than "
            f"{self.ngram} words, {self.whole} were compared whole and {self.tiny} not at all"
        )


def _words(text: str) -> list[str]:
    return _WORDS.findall(normalised(text))


def _grams(words: list[str], size: int) -> Iterator[str]:
    return (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
