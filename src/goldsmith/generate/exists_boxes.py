"""Existence questions from boxes, with as many absent objects as present ones (POPE, arXiv:2305.10355)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from goldsmith.core.types import Sample
from goldsmith.generate.absent_objects import WAYS, not_said_of
from goldsmith.generate.boxed import Asking, Boxes, BoxQuestions, rounded
from goldsmith.generate.nouns import a, no


class ExistsBoxes(BoxQuestions):
    """Ask whether an object is there, about present and absent ones in turn, so that "yes" is right as often as not.

    Absent objects are chosen in one of the ways of POPE from `categories` and `together`; where these hold too few,
    from common objects of the same scene, then from any common ones. Where even these are too few, less is asked.
    """

    version: ClassVar[int] = 2

    balance: float = Field(default=0.5, ge=0, le=1)
    """Share of questions whose answer is yes: exact in each sample where it comes out even, else over many samples."""

    negatives: Literal["random", "popular", "adversarial", "mixed"] = "mixed"
    """Absent objects: any, the most frequent, the most often met with a present one, or one of these drawn for each."""

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples about present and absent objects; as many as there are present categories for, within the limit."""
        boxes = Boxes.first_in(sample)
        if boxes is None:
            return
        rng = random.Random(f"{self.seed}:{sample.id}")
        present = rng.sample(sorted(boxes.of), len(boxes.of))
        total = min(self.per_sample, round(len(present) / self.balance) if self.balance else self.per_sample)
        yes = min(len(present), rounded(total * self.balance, rng))
        absent = self._absent(sample, present, total - yes, rng)
        if 0 < self.balance < 1:
            yes = min(yes, rounded(len(absent) * self.balance / (1 - self.balance), rng))
        asked = [(name, "present") for name in present[:yes]] + list(absent.items())
        for name, way in rng.sample(asked, len(asked)):
            for language in self.languages:
                yield self._sample(sample, boxes, name, way, language)

    def _absent(self, sample: Sample, present: list[str], number: int, rng: random.Random) -> dict[str, str]:
        """Absent objects and in which way each was found, the adversarial ones beside each present object in turn."""
        chosen: dict[str, str] = {}
        test, habits = not_said_of(sample), self.habits()
        for place in range(number):
            way = rng.choice(WAYS) if self.negatives == "mixed" else self.negatives
            listed = habits.listed(way, present[place % len(present)], rng)
            name = next((name for name in listed if name not in chosen and test.passes(name)), None)
            if name is None:
                break
            chosen[name] = way
        return chosen

    def _sample(self, sample: Sample, boxes: Boxes, name: str, way: str, language: str) -> Sample:
        rng = random.Random(f"{self.seed}:{sample.id}:{name}:{language}")
        word, there = self.noun(name, language), way == "present"
        short = {"en": ("No", "Yes"), "es": ("No", "Sí")}.get(language, ("No", "Yes"))[there]
        slots = {"a": a(word, language), "no": no(word, language)}
        asking = Asking("exists", "say-yes" if there else "say-no", slots, short, short.lower())
        turns = self.turns(boxes.asset, asking, language, rng)
        tags = {"language": language, "skill": "closed-qa", "task": "existence", "modality": boxes.asset.kind}
        cited = boxes.of[name] if there else []
        told = {"category": name, "present": there} | ({} if there else {"negative": way})
        return self.child(sample, turns, cited, f"{name}/{language}", tags, **told)
