"""Multiple choice: options with letters, each letter right equally often."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product
from typing import ClassVar, Literal

from pydantic import Field

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample, Turn
from goldsmith.generate.generator import Generator
from goldsmith.generate.phrases import filled, languages, phrases
from goldsmith.generate.tabular import number, parse_table, spoken

LETTERS = "ABCDEFGH"
MARKS = ("{letter}. {option}", "{letter}) {option}", "({letter}) {option}")
LARGEST_COUNT = 20
"""Counts up to here get other counts near them for options."""
MOST_ROWS = 40
"""Of longer columns no differences and sums are looked at."""
NAMES_ITS_OWN = "comparison"
"""The task whose questions name two options themselves: a third would not be one."""


class MultipleChoice(Generator):
    """Give the question of a sample options to choose from: its gold value and others of the same kind.

    Wrong options are other cells of the column that holds the answer, differences or sums of other rows, other labels,
    or the counts around the right one. With `rotate: all` every sample comes once for each place of the right option
    (as LLaVA-1.5 did with A-OKVQA), so each letter is right exactly equally often in any set. With `one` each sample
    draws its place without knowing of the others, so letters are balanced on average only: of n samples with k options
    a letter is right in n/k, give or take sqrt(n (k - 1)) / k. The tag `letter` tells which it is.
    """

    version: ClassVar[int] = 2

    options: int = Field(default=4, ge=2, le=8)
    """How many options."""

    rotate: Literal["all", "one"] = "one"
    """All places of the right option, or one drawn by the seed."""

    others: tuple[str, ...] = ()
    """Wrong options to take where the notes hold too few."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """The sample's question with options; none when it has not one short gold value or too few wrong options."""
        turns = [turn for turn in sample.turns if turn.role in ("user", "assistant")]
        language = str(sample.tags.get("language", "en"))
        one_value = len(turns) == 2 and len(turns[1].gold) == 1 and sample.tags.get("format", "prose") == "prose"
        if not one_value or language not in languages():
            return
        if sample.tags.get("task") == NAMES_ITS_OWN and self.options > 2:
            return
        right = turns[1].gold[0].split("|")[0]
        rng = random.Random(f"{self.seed}:{sample.id}")
        wrong = self._wrong(sample, right, rng)
        if len(wrong) < self.options - 1:
            return
        listed = [right, *wrong[: self.options - 1]]
        wording = rng.choice(phrases("choices", language)["ask"]), rng.choice(MARKS)
        for place in range(self.options) if self.rotate == "all" else [rng.randrange(self.options)]:
            order = [*listed[1 : place + 1], right, *listed[place + 1 :]]
            yield self._sample(sample, turns, order, place, wording)

    def _sample(
        self, sample: Sample, turns: list[Turn], order: list[str], place: int, wording: tuple[str, str]
    ) -> Sample:
        ask, mark = wording
        options = "\n".join(
            filled(mark, {"letter": letter, "option": option}) for letter, option in zip(LETTERS, order, strict=False)
        )
        question = _without_form(turns[0].text, str(sample.tags.get("language", "en")))
        text = filled(ask, {"options": options, "question": question})
        origin, letter = self.origin(options=len(order)), LETTERS[place]
        shown = tuple(part.asset for part in turns[0].parts if part.asset)
        asked = Turn.said("user", text, shown, origin=origin, evidence=turns[0].evidence)
        said = Turn.said("assistant", letter, origin=origin, gold=(letter,), evidence=turns[1].evidence)
        tags = sample.tags | {"skill": "closed-qa", "task": "multiple-choice", "letter": letter}
        return sample.child(self.name(), f"{place}", turns=(asked, said), tags=tags)

    def _wrong(self, sample: Sample, right: str, rng: random.Random) -> list[str]:
        """Wrong options in the order in which they are taken: those that the question mentions first."""
        worth = number(right)
        if sample.tags.get("task") == "count" and worth is not None and 0 <= worth <= LARGEST_COUNT:
            first = max(0, int(worth) - rng.randrange(self.options))
            found = [str(near) for near in range(first, first + self.options)]
        else:
            found = _of_its_kind(sample, right)
        wrong = [one for one in dict.fromkeys(found) if not _same(one, right)]
        rng.shuffle(wrong)
        question = next(turn.text for turn in sample.turns if turn.role == "user")
        wrong.sort(key=lambda option: option not in question)
        return wrong + [one for one in self.others if found and not _same(one, right) and one not in wrong]


def _of_its_kind(sample: Sample, right: str) -> list[str]:
    """The right answer and what could be mistaken for it; none where the notes do not know what kind of thing it is."""
    for note in sample.notes():
        if note.kind == "table" and (found := _in_table(note.text, right)):
            return found
    labels = [note.text for note in sample.notes() if note.kind in ("label", "box")]
    return labels if right in labels else []


def _in_table(text: str, right: str) -> list[str]:
    """The cells of the first column that holds the right answer, or else whose differences or sums of two rows do."""
    try:
        columns = parse_table(text).columns
    except GoldsmithError:
        return []
    for column in columns:
        if right in column.shown:
            return list(column.shown)
    numbers = [column for column in columns if column.values and len(column.values) <= MOST_ROWS]
    for combined, column in product((_difference, _sum), numbers):
        found = [spoken(combined(*pair), column) for pair in combinations(column.values, 2)]
        if right in found:
            return found
    return []


def _difference(one: Decimal, other: Decimal) -> Decimal:
    return abs(one - other)


def _sum(one: Decimal, other: Decimal) -> Decimal:
    return one + other


def _same(one: str, other: str) -> bool:
    """Whether two options say the same: `4` and `4.0`, `Rome` and `rome`."""
    worth: Decimal | None = number(one)
    return one.casefold() == other.casefold() or (worth is not None and worth == number(other))


def _without_form(question: str, language: str) -> str:
    """The question without a sentence that asks for a form of the answer, which a letter is not."""
    wording = phrases("response_formats", language)
    for sentence in (*wording["prose"], *wording["short"]):
        question = question.removesuffix(f" {sentence}")
    return question
