"""Counting questions from boxes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from goldsmith.core.types import Note, Sample
from goldsmith.generate.absent_objects import not_said_of
from goldsmith.generate.boxed import Asking, Boxes, BoxQuestions, rounded
from goldsmith.generate.nouns import a

WORDS = {
    "en": "zero/none/no_{many} one two three four five six seven eight nine ten eleven twelve",
    "es": "cero/ninguno/ninguna/no_hay un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce",
}


class CountBoxes(BoxQuestions):
    """Ask how many objects of a category there are; some of the data set's other categories are asked about as well.

    A model that was only ever asked about what is there never learns to answer that there are none. Categories that
    are marked as a crowd are not asked about.
    """

    version: ClassVar[int] = 2

    most: int = Field(default=20, ge=1)
    """Higher counts are not asked: nobody counts them right at a glance."""

    zeros: float = Field(default=0.15, ge=0, lt=1)
    """Share of questions whose right answer is none, about `categories` that are absent; it holds over many samples."""

    def make(self, sample: Sample) -> Iterator[Sample]:
        """A sample for each category asked about, in each language."""
        boxes = Boxes.first_in(sample)
        if boxes is None:
            return
        rng = random.Random(f"{self.seed}:{sample.id}")
        asked = self._asked(sample, boxes, rng)
        for category in sorted(asked):
            for language in self.languages:
                yield self._sample(sample, boxes, category, asked[category], language)

    def _asked(self, sample: Sample, boxes: Boxes, rng: random.Random) -> dict[str, list[Note]]:
        present = {name: notes for name, notes in boxes.counted().items() if len(notes) <= self.most}
        test = not_said_of(sample)
        absent = [name for name in self.categories if test.passes(name)]
        wanted = len(present) * self.zeros / (1 - self.zeros)
        zeros = min(len(absent), rounded(min(wanted, self.per_sample * self.zeros), rng))
        kept = rng.sample(sorted(present), min(len(present), self.per_sample - zeros))
        return {name: present[name] for name in kept} | {name: [] for name in rng.sample(absent, zeros)}

    def _sample(self, sample: Sample, boxes: Boxes, category: str, notes: list[Note], language: str) -> Sample:
        rng = random.Random(f"{self.seed}:{sample.id}:{category}:{language}")
        name, count = self.noun(category, language), len(notes)
        slots = {
            "many": name.many, "one": name.one, "number": str(count), "counted": name.counted(count),
            "a": a(name, language),
        }  # fmt: skip
        say = {0: "say-none", 1: "say-one"}.get(count, "say")
        asking = Asking("count", say, slots, str(count), _gold(count, language, name.many))
        turns = self.turns(boxes.asset, asking, language, rng)
        tags = {"language": language, "skill": "open-qa", "task": "count", "modality": boxes.asset.kind}
        return self.child(sample, turns, notes, f"{category}/{language}", tags, category=category)


def _gold(count: int, language: str, many: str) -> str:
    """The figure, or the words for it where there are some; a bare `no` would make it a question of yes and no."""
    words = WORDS.get(language, "").split()
    known = words[count].split("/") if count < len(words) else ()
    return "|".join((str(count), *(word.replace("_", " ").replace("{many}", many) for word in known)))
