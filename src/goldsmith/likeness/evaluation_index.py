"""What evaluation sets say and show, to look samples up in."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from goldsmith.core.types import Asset, Sample
from goldsmith.core.wording import number
from goldsmith.engine.minhash import normalised
from goldsmith.likeness.alike_pictures import AlikePictures
from goldsmith.likeness.evaluation_sets import Item, Unreadable, items
from goldsmith.likeness.held_against import HeldAgainst
from goldsmith.likeness.near_texts import NearTexts
from goldsmith.models.embed import READ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 3
"""Words of the shortest text that says anything: yes, no and numbers are in every set."""
AT_ONCE = 256
"""Samples whose questions are embedded together."""
_FORM = 0.5
"""Share of an n-gram's words that may be a form of words: one that only begins where such a form ends proves little."""
SHOWN = 200
"""Characters of a shared text that are shown."""

_WORDS = re.compile(r"\w+")


class Match(NamedTuple):
    """What a sample has in common with an item of an evaluation set."""

    rule: str
    """How it was found: ngram, whole, edited, meaning, file or picture."""
    message: str
    item: str
    """The place of the item: its file, and where in it."""
    evidence: dict[str, Any]
    """What is shared: the text, or the cosine; and how much of it."""
    turn: int | None = None
    asset: str | None = None

    def row(self) -> dict[str, Any]:
        """All but the message, as plain data."""
        where = {"turn": self.turn, "asset": self.asset}
        return {
            "rule": self.rule,
            "item": self.item,
            **self.evidence,
            **{k: v for k, v in where.items() if v is not None},
        }


class EvaluationIndex:
    """The word n-grams, questions and media of evaluation sets, each with the item it is in.

    Held in 12 bytes an n-gram, and in four times as many while they are put in order; with an embedder also the texts
    without pictures, and 3 KB for each. 100,000 samples held against 10,000 questions take 21 CPU seconds, with
    char-ngrams 32 and with wordllama 48.
    """

    def __init__(self, sought: HeldAgainst, paths: Iterable[Path]) -> None:
        """Read the evaluation sets.

        Raises:
            GoldsmithError: the embedder cannot be used.
        """
        self.ngram = sought.ngram
        self.places: list[str] = []
        self.media: dict[str, str] = {}
        """Places by asset."""
        self.pictures = AlikePictures()
        self.unreadable: list[Unreadable] = []
        self.whole = self.tiny = 0
        self._looked_at: dict[str, str | None] = {}
        self._read: set[int] = set()
        """Texts, each by its number."""
        self._texts: list[tuple[str, str]] = []
        """Texts to embed, with their places."""
        given = [Item(f"texts, item {number}", (text,)) for number, text in enumerate(sought.texts, 1)]
        read = (item for path in paths for item in items(path))
        self._keys, self._owners = self._learned(chain(given, read), sought)
        texts = [self._own(text) for text, _ in self._texts]
        self._near = NearTexts(texts, sought.embedder, sought.threshold) if sought.embedder and texts else None

    def _learned(
        self, read: Iterable[Item | Unreadable], sought: HeldAgainst
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        """The n-grams' numbers in order, and for each the number of its item; without those in very many items."""
        import numpy as np

        keys, owners = array("Q"), array("I")
        for item in read:
            if isinstance(item, Unreadable):
                self.unreadable.append(item)
                continue
            for text in item.texts:
                fresh = self._grams_of(_words(text), bool(item.media))
                keys.extend(fresh)
                owners.extend([len(self.places)] * len(fresh))
                if sought.embedder and fresh and not item.media:
                    self._texts.append((text[:READ], item.place))
            for asset in item.media:
                self.media.setdefault(asset.id, item.place)
                self.pictures.like(asset)
            self.places.append(item.place)
        self._read.clear()
        self._found_after_all()
        found = np.array(keys, np.uint64)
        order = np.argsort(found, kind="stable")
        found = found[order]
        known, spots, times = np.unique(found, return_inverse=True, return_counts=True)
        self._common = known[times > sought.common]
        rare = times[spots] <= sought.common
        return found[rare], np.array(owners, np.uint32)[order][rare]

    def _found_after_all(self) -> None:
        """What was named in one file is at hand where another file of the sets has that name."""
        names = {PurePath(place).name for place in self.media.values()}
        absent = self.pictures.unread.absent
        for asset in [asset for asset, source in absent.items() if PurePath(source).name in names]:
            del absent[asset]

    def _grams_of(self, words: list[str], shown: bool) -> set[int]:
        """The numbers of a text's n-grams, unless the text was read before: a set may repeat a question many times.

        Shorter texts are taken whole, unless they go with a picture and say little alone.
        """
        short = len(words) < self.ngram
        if short and (shown or len(words) < FEWEST):
            self.tiny += 1
            return set()
        self.whole += short
        text = number(" ".join(words))
        if text in self._read:
            return set()
        self._read.add(text)
        return {text} if short else set(_codes(list(_grams(words, self.ngram))).tolist())

    def matches(self, samples: Iterable[Sample]) -> Iterator[tuple[Sample, list[Match]]]:
        """Each sample with all that it has in common with items, the surest first.

        Raises:
            GoldsmithError: the embedder cannot be used.
        """
        flow = iter(samples)
        while batch := list(islice(flow, AT_ONCE)):
            near = self._near_questions(batch)
            for place, sample in enumerate(batch):
                sure = [*self._said(sample), *self._asked(sample), *self._shown(sample)]
                known = {match.turn for match in sure}
                yield sample, [*sure, *(match for match in near.get(place, ()) if match.turn not in known)]

    def _said(self, sample: Sample) -> Iterator[Match]:
        """For each turn the item it shares most n-grams with."""
        for turn, said in enumerate(sample.turns):
            words = _words(said.text) if said.role in ("user", "assistant") else []
            grams = list(_grams(words, self.ngram))
            forms = self._forms(words)
            hits = {at: owner for at, owner in self._hits(grams).items() if forms[at : at + self.ngram].mean() <= _FORM}
            if not hits:
                continue
            item, _ = Counter(hits.values()).most_common(1)[0]
            run = _longest_run([place for place, owner in hits.items() if owner == item])
            shared = " ".join(words[run.start : run.stop + self.ngram - 1])[:SHOWN]
            counts = {"ngrams": len(hits), "share": round(len(hits) / len(grams), 3)}
            place = self.places[item]
            yield Match("ngram", f"shares {shared!r} with {place}", place, {"ngram": shared, **counts}, turn)

    def _asked(self, sample: Sample) -> Iterator[Match]:
        for turn, said in sample.asked() if not sample.assets else ():
            text = " ".join(words := _words(said.text))
            hits = self._hits([text]) if FEWEST <= len(words) < self.ngram else {}
            for owner in hits.values():
                place = self.places[owner]
                message = f"asks {text!r} as {place} does; having fewer than {self.ngram} words it was compared whole"
                yield Match("whole", message, place, {"whole": text}, turn)

    def _forms(self, words: list[str]) -> NDArray[np.bool_]:
        """Which of the words stand in an n-gram that is in very many items."""
        import numpy as np

        forms = np.zeros(len(words), np.bool_)
        grams = list(_grams(words, self.ngram)) if len(self._common) else []
        for at in np.flatnonzero(np.isin(_codes(grams), self._common)).tolist():
            forms[at : at + self.ngram] = True
        return forms

    def _own(self, text: str) -> str:
        """The words of a text that are no form of words; the text itself where all are its own."""
        words = _words(text)
        forms = self._forms(words)
        return " ".join(word for word, form in zip(words, forms, strict=True) if not form) if forms.any() else text

    def _hits(self, grams: list[str]) -> dict[int, int]:
        """The places of those texts that an item has, with the number of the first such item."""
        import numpy as np

        if not grams or not len(self._keys):
            return {}
        sought = _codes(grams)
        spots = np.minimum(np.searchsorted(self._keys, sought), len(self._keys) - 1)
        hits = np.flatnonzero(self._keys[spots] == sought)
        return dict(zip(hits.tolist(), self._owners[spots[hits]].tolist(), strict=True))

    def _shown(self, sample: Sample) -> Iterator[Match]:
        for asset in sample.assets:
            if asset.id in self.media:
                place = self.media[asset.id]
                yield Match("file", f"has the same {asset.kind} as {place}", place, {}, asset=asset.id)
            elif like := self._like(asset):
                yield Match("picture", f"shows the picture of {like}, changed a little", like, {}, asset=asset.id)

    def _near_questions(self, samples: list[Sample]) -> dict[int, list[Match]]:
        """By the place of a sample its questions that are near an item's text; of what is shown nothing is known."""
        asked = [
            (place, turn, text)
            for place, sample in enumerate(samples)
            for turn, said in (sample.asked() if self._near and not sample.assets else ())
            if len(_words(text := self._own(said.text))) >= FEWEST
        ]
        found: dict[int, list[Match]] = {}
        near = self._near.like([text for _, _, text in asked]) if self._near and asked else []
        for (place, turn, _), one in zip(asked, near, strict=False):
            if one:
                text, item = self._texts[one.place]
                does = "is but for a few letters" if one.rule == "edited" else "means the same as"
                message = f"{does} {text[:SHOWN]!r} in {item} (cosine {one.cosine:.2f})"
                evidence = {"text": text[:SHOWN], "cosine": round(one.cosine, 4), "embedder": one.maker}
                found.setdefault(place, []).append(Match(one.rule, message, item, evidence, turn))
        return found

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
            + (f"; {len(self._common)} wordings in very many of them were left aside" if len(self._common) else "")
        )


def _words(text: str) -> list[str]:
    return _WORDS.findall(normalised(text))


def _grams(words: list[str], size: int) -> Iterator[str]:
    return (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))


def _codes(grams: list[str]) -> NDArray[np.uint64]:
    import numpy as np

    return np.fromiter(map(number, grams), np.uint64, len(grams))


def _longest_run(places: list[int]) -> range:
    """The longest row of numbers each one more than the one before; the first of equals. There is at least one."""
    best = start = places[0]
    length = 0
    for here, after in zip(places, [*places[1:], -1], strict=True):
        if here - start + 1 > length:
            best, length = start, here - start + 1
        if after != here + 1:
            start = after
    return range(best, best + length)
