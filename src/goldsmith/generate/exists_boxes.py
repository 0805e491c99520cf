"""Existence questions from boxes, with as many absent objects as present ones (POPE, arXiv:2305.10355)."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from pydantic import Field

from goldsmith.core.types import Note, Sample
from goldsmith.generate.boxed import Style, boxes_of, child_of, question_and_answer
from goldsmith.generate.generator import Generator
from goldsmith.generate.nouns import a, noun


class ExistsBoxes(Generator):
    """Ask whether an object is there, about present and absent ones in turn, so that "yes" is right as often as not.

    Absent objects come from `categories`, else from a built-in list, first those of the same kind of scene.
    """

    languages: tuple[str, ...] = ("en",)
    """Languages of questions and answers."""

    balance: float = Field(default=0.5, ge=0, le=1)
    """Share of questions whose answer is yes, exact within one question a sample."""

    per_sample: int = Field(default=4, ge=1)
    """Questions about one sample, at most."""

    categories: tuple[str, ...] = ()
    """The categories of the data set, from which absent objects are taken first."""

    style: Style = "mixed"
    """Bare yes and no, full sentences, or both."""

    nouns: dict[str, dict[str, str]] = {}
    """What categories are called: language, then category, then `singular, plural` and perhaps `, m` or `, f`."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples about present and absent objects; as many pairs as there are present categories, within the limit."""
        found = boxes_of(sample)
        if found is None:
            return
        _, boxes = found
        rng = random.Random(f"{self.seed}:{sample.id}")
        present = sorted(boxes)
        rng.shuffle(present)
        total = min(self.per_sample, round(len(present) / self.balance) if self.balance else self.per_sample)
        yes = min(len(present), _rounded(total * self.balance, rng))
        told = " ".join(note.text.lower() for note in sample.notes() if note.kind in ("caption", "alt"))
        absent = [name for name in self._absent({name.lower() for name in present}, rng) if not _mentioned(name, told)]
        absent = absent[: total - yes]
        asked = [(name, True) for name in present[:yes]] + [(name, False) for name in absent]
        rng.shuffle(asked)
        for name, there in asked:
            for language in self.languages:
                yield self._sample(sample, name, there, language)

    def _absent(self, present: set[str], rng: random.Random) -> list[str]:
        own = [name for name in self.categories if name.lower() not in present]
        other = [name for name in _plausible(present) if name.lower() not in present and name not in own]
        near = rng.sample(other[: 4 * self.per_sample], len(other[: 4 * self.per_sample]))
        return rng.sample(own, len(own)) + near

    def _sample(self, sample: Sample, name: str, there: bool, language: str) -> Sample:
        asset, boxes = boxes_of(sample) or (sample.assets[0], {})
        rng = random.Random(f"{self.seed}:{sample.id}:{name}:{language}")
        word = noun(name, language, self.nouns)
        slots = {"a": a(word, language), "one": word.one}
        short = {"en": ("Yes", "No"), "es": ("Sí", "No")}.get(language, ("Yes", "No"))[not there]
        say = "exists/say-yes" if there else "exists/say-no"
        gold = short.lower()
        turns = question_and_answer(asset, ("exists", say, slots), (short, gold), language, self.style, rng)
        tags = {"language": language, "skill": "closed-qa", "task": "existence", "modality": asset.kind}
        cited: list[Note] = boxes.get(name, []) if there else []
        return child_of(sample, turns, self.origin(category=name, present=there), cited, f"{name}/{language}", tags)


def _mentioned(name: str, told: str) -> bool:
    """Whether captions speak of an object under any of its names: then it may be there without a box."""
    called = _vocabulary().get("called", {}).get(name.lower(), ())
    return any(re.search(rf"\b{re.escape(str(word).lower())}", told) for word in (name, *called)) if told else False


def _rounded(value: float, rng: random.Random) -> int:
    """To a neighbouring whole number, by chance in proportion, so that the share holds over many samples."""
    return int(value) + (rng.random() < value - int(value))


def _plausible(present: set[str]) -> list[str]:
    """Common objects, those first that are met in the same scene as what is present."""
    plain = _vocabulary()
    scenes: dict[str, list[str]] = plain["scenes"]
    signs: dict[str, list[str]] = plain["signs"]
    words = {word for name in present for word in name.split()}
    near = [name for name, objects in scenes.items() if present & set(objects) or words & set(signs.get(name, ()))]
    listed = [one for name in near for one in scenes[name]] + list(plain["popular"])
    return list(dict.fromkeys(listed))


@functools.cache
def _vocabulary() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(
        (files("goldsmith.generate") / "wording" / "objects.yaml").read_text("utf-8")
    )
    return found
