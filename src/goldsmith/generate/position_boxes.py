"""Questions about where things are, from boxes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import permutations

from pydantic import Field

from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.generate.boxed import Style, boxes_of, centre, child_of, question_and_answer
from goldsmith.generate.generator import Generator
from goldsmith.generate.nouns import noun, the
from goldsmith.generate.phrases import phrases


class PositionBoxes(Generator):
    """Ask on which side of the picture an object is, and on which side of another, only where that is clear.

    Only categories with one box are asked about; an object near the middle, or two nearly above each other, are not.
    """

    languages: tuple[str, ...] = ("en",)
    """Languages of questions and answers."""

    style: Style = "mixed"
    """Bare words, full sentences, or both."""

    clear: float = Field(default=0.15, gt=0, lt=0.5)
    """Share of the picture by which an object must be off the middle, or off another object."""

    per_sample: int = Field(default=4, ge=1)
    """Questions about one sample and in one language, at most."""

    nouns: dict[str, dict[str, str]] = {}
    """What categories are called: language, then category, then `singular, plural` and perhaps `, m` or `, f`."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples about single objects and about pairs."""
        found = boxes_of(sample)
        if found is None:
            return
        asset, boxes = found
        sized = asset.width and asset.height
        if not sized and any(edge > 1 for notes in boxes.values() for note in notes for edge in note.box or ()):
            return  # pixels of a picture of unknown size
        single = {category: notes[0] for category, notes in sorted(boxes.items()) if len(notes) == 1}
        for language in self.languages:
            rng = random.Random(f"{self.seed}:{sample.id}:{language}")
            made = [*self._sides(asset, single, language, rng), *self._relations(asset, single, language, rng)]
            rng.shuffle(made)
            for label, turns, cited in made[: self.per_sample]:
                tags = {"language": language, "skill": "open-qa", "task": "position", "modality": asset.kind}
                yield child_of(sample, turns, self.origin(), cited, f"{label}/{language}", tags)

    def _sides(
        self, asset: Asset, single: dict[str, Note], language: str, rng: random.Random
    ) -> Iterator[tuple[str, tuple[Turn, Turn], list[Note]]]:
        for category, note in single.items():
            for place, pair in zip(centre(note, asset), (("left", "right"), ("top", "bottom")), strict=True):
                if abs(place - 0.5) > self.clear:
                    side = pair[place > 0.5]
                    turns = self._turns(asset, "side", category, "", (pair, side), language, rng)
                    yield f"{category}/{pair[0]}", turns, [note]

    def _relations(
        self, asset: Asset, single: dict[str, Note], language: str, rng: random.Random
    ) -> Iterator[tuple[str, tuple[Turn, Turn], list[Note]]]:
        for (one, note), (other, second) in permutations(single.items(), 2):
            gap = centre(note, asset)[0] - centre(second, asset)[0]
            if abs(gap) > self.clear:
                side = "right" if gap > 0 else "left"
                turns = self._turns(asset, "relation", one, other, (("left", "right"), side), language, rng)
                yield f"{one}/{other}", turns, [note, second]

    def _turns(
        self,
        asset: Asset,
        kind: str,
        one: str,
        other: str,
        sides: tuple[tuple[str, str], str],
        language: str,
        rng: random.Random,
    ) -> tuple[Turn, Turn]:
        words = phrases("boxes", language)["words"]
        (first, second), side = sides
        name = the(noun(one, language, self.nouns), language)
        slots = {
            "the": name, "The": name[:1].upper() + name[1:], "first": words[first], "second": words[second],
            "side": words[side], "other": the(noun(other, language, self.nouns), language) if other else "",
        }  # fmt: skip
        return question_and_answer(
            asset, (kind, f"{kind}/say", slots), (words[side], words[side]), language, self.style, rng
        )
