"""Multiple choice: options with letters, each letter right equally often."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from goldsmith.core.types import Sample, Turn
from goldsmith.generate.generator import Generator
from goldsmith.generate.phrases import languages, phrases

LETTERS = "ABCDEFGH"
ASK = {
    "en": "{question}\n{options}\nAnswer with the letter of the right option.",
    "es": "{question}\n{options}\nResponde con la letra de la opción correcta.",
}


class MultipleChoice(Generator):
    """Give the question of a sample options to choose from: its gold value and others of the same notes.

    With `rotate: all` every sample comes once for each place of the right option (as LLaVA-1.5 did with A-OKVQA), so
    each letter is right exactly equally often; with `one` the place is drawn.
    """

    options: int = Field(default=4, ge=2, le=8)
    """How many options."""

    rotate: Literal["all", "one"] = "one"
    """All rotations of the options, or one drawn by the seed."""

    others: tuple[str, ...] = ()
    """Wrong options to take where the notes hold too few."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """The sample's question with options; none when it has not one short gold value or too few wrong options."""
        turns = [turn for turn in sample.turns if turn.role in ("user", "assistant")]
        if len(turns) != 2 or len(turns[1].gold) != 1 or sample.tags.get("format", "prose") != "prose":
            return
        right = turns[1].gold[0].split("|")[0]
        rng = random.Random(f"{self.seed}:{sample.id}")
        wrong = self._wrong(sample, right, rng) if _fits(turns[0].text, right, sample) else []
        if len(wrong) < self.options - 1:
            return
        listed = [right, *wrong[: self.options - 1]]
        places = range(self.options) if self.rotate == "all" else [rng.randrange(self.options)]
        for place in places:
            order = [*listed[1 : place + 1], right, *listed[place + 1 :]]
            yield self._sample(sample, turns, order, place)

    def _sample(self, sample: Sample, turns: list[Turn], order: list[str], place: int) -> Sample:
        options = "\n".join(f"{letter}. {option}" for letter, option in zip(LETTERS, order, strict=False))
        wording = ASK.get(str(sample.tags.get("language", "en")), ASK["en"])
        text = wording.replace("{options}", options).replace("{question}", turns[0].text)
        origin = self.origin(options=len(order))
        shown = tuple(part.asset for part in turns[0].parts if part.asset)
        asked = Turn.said("user", text, shown, origin=origin, evidence=turns[0].evidence)
        letter = LETTERS[place]
        said = Turn.said("assistant", letter, origin=origin, gold=(letter,), evidence=turns[1].evidence)
        tags = sample.tags | {"skill": "closed-qa", "task": "multiple-choice"}
        return sample.child(self.name(), f"{place}", turns=(asked, said), tags=tags)

    def _wrong(self, sample: Sample, right: str, rng: random.Random) -> list[str]:
        """Values of the kind of the right one: numbers beside numbers, names beside names."""
        found: dict[str, None] = {}
        for note in sample.notes():
            if note.kind == "value":
                name, _, value = note.text.rpartition(": ")
                found |= dict.fromkeys((name.rpartition(" / ")[2], value))
            elif note.kind in ("label", "box"):
                found[note.text] = None
        alike = [one for one in found if one and one != right and _is_number(one) == _is_number(right)]
        rng.shuffle(alike)
        return alike + [one for one in self.others if one != right and one not in alike]


def _fits(question: str, right: str, sample: Sample) -> bool:
    """Whether the answer is a number or a name that the notes hold, and the question asks for no form of its own."""
    named = {one for note in sample.notes() for one in (note.text, note.text.partition(": ")[0].rpartition(" / ")[2])}
    language = str(sample.tags.get("language", "en"))
    asks = phrases("response_formats", language)["short"] if language in languages() else []
    return (_is_number(right) or right in named) and not any(sentence in question for sentence in asks)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "").lstrip("-").isdigit()
