"""Questions about where things are, from boxes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import permutations
from typing import ClassVar, NamedTuple

from pydantic import Field

from goldsmith.core.types import Asset, Note, Sample
from goldsmith.generate.boxed import Asking, Boxes, BoxQuestions
from goldsmith.generate.nouns import the
from goldsmith.generate.phrases import phrases

SIDES = (("left", "right"), ("top", "bottom"))
RELATIONS = (("left", "right"), ("above", "below"))
"""Across and down: what lies at the lower, and what at the higher end of an axis."""


class _Asked(NamedTuple):
    """On which of two sides one object is, of the picture or of another object."""

    one: str
    other: str | None
    pair: tuple[str, str]
    side: str
    cited: tuple[Note, ...]


class PositionBoxes(BoxQuestions):
    """Ask on which side of the picture an object is, and whether it is left or right of another, above or below it.

    Only what is clear is asked about: categories with one box, well off the middle of the picture; two objects of which
    neither reaches to the other's centre.
    """

    version: ClassVar[int] = 2

    clear: float = Field(default=0.15, gt=0, lt=0.5)
    """Share of the picture by which an object must be off the middle, or off another object."""

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples about single objects and about pairs."""
        boxes = Boxes.first_in(sample)
        if boxes is None:
            return
        asset = boxes.asset
        sized = asset.width and asset.height
        if not sized and any(edge > 1 for notes in boxes.of.values() for note in notes for edge in note.box or ()):
            return  # pixels of a picture of unknown size
        single = {category: notes[0] for category, notes in boxes.counted().items() if len(notes) == 1}
        asked = [*self._sides(asset, single), *self._relations(asset, single)]
        for language in self.languages:
            rng = random.Random(f"{self.seed}:{sample.id}:{language}")
            for one in rng.sample(asked, min(len(asked), self.per_sample)):
                yield self._sample(sample, asset, one, language, rng)

    def _sides(self, asset: Asset, single: dict[str, Note]) -> Iterator[_Asked]:
        for name, note in single.items():
            for (low, high), pair in zip(_spans(note, asset), SIDES, strict=True):
                off = (low + high) / 2 - 0.5
                if abs(off) > self.clear:
                    yield _Asked(name, None, pair, pair[off > 0], (note,))

    def _relations(self, asset: Asset, single: dict[str, Note]) -> Iterator[_Asked]:
        for (name, note), (other, second) in permutations(single.items(), 2):
            for one, two, pair in zip(_spans(note, asset), _spans(second, asset), RELATIONS, strict=True):
                centre, middle = sum(one) / 2, sum(two) / 2
                apart = abs(centre - middle) > self.clear
                if apart and not (one[0] <= middle <= one[1] or two[0] <= centre <= two[1]):
                    yield _Asked(name, other, pair, pair[centre > middle], (note, second))

    def _sample(self, sample: Sample, asset: Asset, asked: _Asked, language: str, rng: random.Random) -> Sample:
        told = phrases("boxes", language)
        kind = "relation" if asked.other else "side"
        places = told[kind]["places"]
        first, second = asked.pair
        slots = {
            "the": the(self.noun(asked.one, language), language),
            "other": the(self.noun(asked.other, language), language) if asked.other else "",
            "first": told[kind]["alone"][first], "second": places[second], "side": places[asked.side],
        }  # fmt: skip
        short, gold = told["sides"][asked.side].split("|")[0], told["sides"][asked.side]
        turns = self.turns(asset, Asking(kind, "say", slots, short, gold), language, rng)
        tags = {"language": language, "skill": "open-qa", "task": "position", "modality": asset.kind}
        label = f"{asked.one}/{asked.other or ''}/{first}/{language}"
        return self.child(sample, turns, asked.cited, label, tags)


def _spans(note: Note, asset: Asset) -> tuple[tuple[float, float], tuple[float, float]]:
    """A box across and down, as shares of width and height; boxes of assets without a size are shares already."""
    left, top, right, bottom = note.box or (0.0, 0.0, 0.0, 0.0)
    width, height = asset.width or 1, asset.height or 1
    return (left / width, right / width), (top / height, bottom / height)
