"""Questions about drawn clips: some that one frame answers, some that take all of them, some that take their order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations
from typing import Any, Literal, NamedTuple

from pydantic import Field

from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.generate.clips import COLOURS, DIRECTIONS, MOST_BOUNCES, Clip
from goldsmith.generate.generator import Generator
from goldsmith.generate.multiple_choice import LETTERS, MARKS
from goldsmith.generate.phrases import filled, phrases

Task = Literal["colour", "direction", "bounces", "changes", "number", "order"]
NEEDS: dict[Task, str] = {
    "colour": "one frame", "direction": "order", "bounces": "order", "changes": "order", "number": "frames",
    "order": "order",
}  # fmt: skip
"""What a question needs: one frame, several frames in any order, or their order; the tag `needs` says so."""
_CHANGES = (1, 2, 3)
_NUMBERS = (2, 3, 4)


class _Asking(NamedTuple):
    """What is asked about a clip: the right answer, what else could be, and the notes that tell."""

    task: Task
    right: str
    others: Sequence[str]
    cited: str


class ClipQuestions(Generator):
    """Ask about clips of `draw-clips`: colour, direction, bounces; number, order and changes of colours.

    The tag `needs` says what a question needs by its making: `one frame`, `frames` (several, in any order) or `order`.
    All answers to choose from are equally often right, whatever the wording.
    """

    tasks: tuple[Task, ...] = ("colour", "direction", "bounces", "changes", "number", "order")
    """What may be asked."""

    languages: tuple[str, ...] = ("en", "es")
    """Languages of the questions and answers."""

    choices: bool = True
    """List what to choose from (three or four options, answered by a letter), or leave the answer free."""

    per_sample: int = Field(default=4, ge=1)
    """Questions about one clip and in one language, at most."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """A sample for each question; none where no clip is told of."""
        for asset in sample.assets:
            clip = Clip.noted(asset) if asset.kind == "video" else None
            if clip:
                rng = random.Random(f"{self.seed}:{sample.id}:{asset.id}")
                askings = [one for one in _askings(clip, rng) if one.task in self.tasks]
                for asking in rng.sample(askings, min(len(askings), self.per_sample)):
                    for language in self.languages:
                        yield self._sample(sample, asset, asking, language)

    def _sample(self, sample: Sample, asset: Asset, asking: _Asking, language: str) -> Sample:
        rng = random.Random(f"{self.seed}:{sample.id}:{asset.id}:{asking.task}:{language}")
        wording = phrases("clips", language)
        right, *others = (_named(one, asking.task, wording) for one in (asking.right, *asking.others))
        question = filled(rng.choice(wording[asking.task]["ask"]), {}, language)
        if self.choices:
            question, said = _listed(question, right, others, language, rng)
            gold = said
        else:
            said, gold = filled(rng.choice(wording[asking.task]["say"]), {"answer": right}, language), right
            gold = f"{right}|{wording['numbers'][int(right)]}" if right.isdecimal() else right
        evidence = tuple(note.id for note in asset.noted("value") if note.text.startswith(f"{asking.cited}: "))
        origin = self.origin(task=asking.task)
        shown = (asset.id,) if asset.size is not None else ()
        turns = (
            Turn.said("user", question, shown, origin=origin, evidence=evidence),
            Turn.said("assistant", said, origin=origin, evidence=evidence, gold=(gold,)),
        )
        tags = {
            "language": language, "skill": "closed-qa" if self.choices else "open-qa", "format": "prose",
            "task": asking.task, "needs": NEEDS[asking.task], "modality": "video",
        }  # fmt: skip
        label = f"{asset.id[:12]}/{asking.task}/{language}/{'choices' if self.choices else 'free'}"
        return sample.child(self.name(), label, turns=turns, tags=sample.tags | tags)


def _askings(clip: Clip, rng: random.Random) -> Iterator[_Asking]:
    """All that can be asked about a clip."""
    if len(clip.colours) == 1:
        others = sorted(set(COLOURS) - set(clip.colours))
        yield _Asking("colour", clip.colours[0], rng.sample(others, 3), "colour")
    if clip.direction:
        yield _Asking("direction", clip.direction, sorted(set(DIRECTIONS) - {clip.direction}), "direction")
    if 0 < clip.bounces <= MOST_BOUNCES:
        yield _counted("bounces", clip.bounces, range(1, MOST_BOUNCES + 1), "bounces")
    changes = sum(one != other for one, other in pairwise(clip.colours))
    if clip.happening == "change" and changes in _CHANGES:
        yield _counted("changes", changes, _CHANGES, "colour")
    if clip.happening == "colours" and len(clip.colours) in _NUMBERS:
        yield _counted("number", len(clip.colours), _NUMBERS, "colour")
        if len(clip.colours) > 2:
            orders = [order for order in permutations(clip.colours) if order != clip.colours]
            yield _Asking("order", " ".join(clip.colours), [" ".join(one) for one in rng.sample(orders, 3)], "colour")


def _counted(task: Task, right: int, among: Sequence[int], cited: str) -> _Asking:
    return _Asking(task, str(right), [str(one) for one in among if one != right], cited)


def _named(value: str, task: Task, wording: dict[str, Any]) -> str:
    """What an answer is called in a language."""
    if task == "direction":
        return str(wording["directions"][value])
    return value if value.isdecimal() else ", ".join(wording["colours"][colour] for colour in value.split())


def _listed(question: str, right: str, others: list[str], language: str, rng: random.Random) -> tuple[str, str]:
    """The question with its options, and the letter of the right one."""
    options = [right, *others]
    rng.shuffle(options)
    ask, mark = rng.choice(phrases("choices", language)["ask"]), rng.choice(MARKS)
    lines = (mark.format(letter=letter, option=option) for letter, option in zip(LETTERS, options, strict=False))
    return filled(ask, {"options": "\n".join(lines), "question": question}), LETTERS[options.index(right)]
