"""What questions about boxes share: settings, the boxes of a sample, the turns of a question and its answer."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Self

from pydantic import Field

from goldsmith.core.step import validated
from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.generate.absent_objects import Habits
from goldsmith.generate.generator import Generator
from goldsmith.generate.nouns import Noun, noun
from goldsmith.generate.phrases import filled, phrases
from goldsmith.generate.response_formats import request

Style = Literal["short", "full", "mixed"]


class Boxes(NamedTuple):
    """An asset and its boxes by category; crowds are marked as a whole, nobody knows how many are in them."""

    asset: Asset
    of: dict[str, list[Note]]
    crowds: frozenset[str]

    @classmethod
    def first_in(cls, sample: Sample) -> Boxes | None:
        """Those of the first asset with boxes; None when there is none."""
        for asset in sample.assets:
            by_category: dict[str, list[Note]] = defaultdict(list)
            for note in asset.noted("box"):
                if note.box:
                    by_category[note.text].append(note)
            if by_category:
                return cls(asset, dict(by_category), frozenset(note.text for note in asset.noted("crowd")))
        return None

    def counted(self) -> dict[str, list[Note]]:
        """The categories whose boxes are all there are of them, in the order of their names."""
        return {category: notes for category, notes in sorted(self.of.items()) if category not in self.crowds}


class Asking(NamedTuple):
    """A question to be worded: which one, which full answer to it, their slots, the short answer, the gold value."""

    ask: str
    say: str
    slots: dict[str, str]
    short: str
    gold: str


class BoxQuestions(Generator):
    """The settings that all questions about boxes have."""

    languages: tuple[str, ...] = ("en",)
    """Languages of questions and answers."""

    style: Style = "mixed"
    """Bare answers (which the question then asks for), full sentences, or both."""

    per_sample: int = Field(default=4, ge=1)
    """Questions about one sample and in one language, at most."""

    categories: tuple[str, ...] = ()
    """The categories of the data set, the most frequent first: what can be asked about where it is absent. Without
    them they are counted in the data, where the whole data set is at hand."""

    together: dict[str, tuple[str, ...]] = {}
    """For a category, those often in the same picture, most often first; without `categories` counted like them."""

    nouns: dict[str, dict[str, str]] = {}
    """What categories are called: language, then category, then `singular, plural` and perhaps `, m` or `, f`."""

    seed: int = 0

    def fitted(self, samples: Iterable[Sample]) -> Self:
        """With the categories of the samples and those met together, unless they are given."""
        if self.categories:
            return self
        found = Habits.of(samples)._asdict()
        return validated(type(self), self.settings() | found)

    def habits(self) -> Habits:
        """What the settings say of the data set."""
        return Habits(self.categories, self.together)

    def noun(self, category: str, language: str) -> Noun:
        """What a category is called."""
        return noun(category, language, self.nouns)

    def turns(self, asset: Asset, asking: Asking, language: str, rng: random.Random) -> tuple[Turn, Turn]:
        """A user's and an assistant's turn about an asset, which is shown where its bytes are at hand."""
        told = phrases("boxes", language)[asking.ask]
        short = self.style == "short" or (self.style == "mixed" and rng.random() < 0.5)
        question = filled(rng.choice(told["ask"]), asking.slots, language)
        if short:
            question = f"{question} {request('short', language, (), rng)}"
        said = asking.short if short else filled(rng.choice(told[asking.say]), asking.slots, language)
        shown = (asset.id,) if asset.size is not None else ()
        return Turn.said("user", question, shown), Turn.said("assistant", said, gold=(asking.gold,))

    def child(
        self,
        sample: Sample,
        turns: Sequence[Turn],
        cited: Sequence[Note],
        label: str,
        tags: dict[str, str],
        **told: object,
    ) -> Sample:
        """The sample with two turns that cite their notes; `told` goes into their origin."""
        origin, evidence = self.origin(**told), tuple(note.id for note in cited)
        final = tuple(turn.but(origin=origin, evidence=evidence) for turn in turns)
        return sample.child(self.name(), label, turns=final, tags=sample.tags | {"format": "prose", **tags})


def rounded(value: float, rng: random.Random) -> int:
    """To a neighbouring whole number, by chance in proportion, so that shares hold over many samples."""
    return int(value) + (rng.random() < value - int(value))
