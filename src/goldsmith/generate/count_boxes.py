"""Counting questions from boxes."""

from __future__ import annotations

import random
from collections.abc import Iterator

from pydantic import Field

from goldsmith.core.types import Sample
from goldsmith.generate.boxed import Style, boxes_of, child_of, question_and_answer
from goldsmith.generate.generator import Generator
from goldsmith.generate.nouns import a, noun

WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "es": "un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce",
}


class CountBoxes(Generator):
    """Ask how many objects of a category there are; categories without boxes are not asked about (see exists-boxes)."""

    languages: tuple[str, ...] = ("en",)
    """Languages of questions and answers."""

    style: Style = "mixed"
    """Bare numbers, full sentences, or both."""

    most: int = Field(default=20, ge=1)
    """Higher counts are not asked: nobody counts them right at a glance."""

    nouns: dict[str, dict[str, str]] = {}
    """What categories are called: language, then category, then `singular, plural` and perhaps `, m` or `, f`."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """A sample for each category and language."""
        found = boxes_of(sample)
        if found is None:
            return
        asset, boxes = found
        for category, notes in sorted(boxes.items()):
            if len(notes) > self.most:
                continue
            for language in self.languages:
                rng = random.Random(f"{self.seed}:{sample.id}:{category}:{language}")
                name, number = noun(category, language, self.nouns), str(len(notes))
                slots = {
                    "many": name.many,
                    "number": number,
                    "counted": name.counted(len(notes)),
                    "a": a(name, language),
                }
                say = "count/say-one" if number == "1" else "count/say"
                turns = question_and_answer(
                    asset, ("count", say, slots), (number, _gold(len(notes), language)), language, self.style, rng
                )
                tags = {"language": language, "skill": "open-qa", "task": "count", "modality": asset.kind}
                yield child_of(sample, turns, self.origin(category=category), notes, f"{category}/{language}", tags)


def _gold(count: int, language: str) -> str:
    """The figure, or the word for it where there is one."""
    words = WORDS.get(language, "").split()
    return "|".join((str(count), *(words[count - 1].split("/") if count <= len(words) else ())))
