"""Texts of a set, cell by cell of its tags, in bounded memory."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Literal, TypeVar

from goldsmith.check.text.reading import LARGEST, words
from goldsmith.core.types import Sample
from goldsmith.engine.minhash import normalised

Side = Literal["questions", "answers"]
Item = TypeVar("Item")
READ = 2_000
"""Characters of a text that are looked at: what is alike is alike from the start."""


class Reservoir(Generic[Item]):
    """A fair draw of at most `most` items of a stream (Vitter 1985, algorithm R), the same for the same seed."""

    def __init__(self, most: int, seed: str) -> None:
        """Draw by `seed`."""
        self.kept: list[Item] = []
        self.seen = 0
        self._most, self._random = most, random.Random(seed)

    def offer(self, item: Item) -> None:
        """Take the next item, or leave it."""
        self.seen += 1
        if len(self.kept) < self._most:
            self.kept.append(item)
        elif (place := self._random.randrange(self.seen)) < self._most:
            self.kept[place] = item


class Reservoirs(Generic[Item]):
    """A fair draw for each of many cells."""

    def __init__(self, most: int, least: int, seed: int) -> None:
        """Draw at most `most` of each cell; those with fewer than `least` are too small to be looked at."""
        self._most, self._least, self._seed = most, least, seed
        self._cells: dict[tuple[str, str], Reservoir[Item]] = {}

    def offer(self, name: str, part: str, item: Item) -> None:
        """Take the next item of a part (the questions, a form of answers) of a cell, or leave it."""
        if (name, part) not in self._cells:
            self._cells[name, part] = Reservoir(self._most, f"{self._seed}:{name}:{part}")
        self._cells[name, part].offer(item)

    def large(self) -> Iterator[tuple[str, str, list[Item]]]:
        """The cells that are large enough, by name: name, part, what was drawn."""
        for (name, part), drawn in sorted(self._cells.items(), key=lambda cell: cell[0]):
            if drawn.seen >= self._least:
                yield name, part, drawn.kept

    def left_out(self) -> Iterator[str]:
        """The sentence about cells that are too small; none where the whole set is too small to fill two."""
        small = sum(drawn.seen < self._least for drawn in self._cells.values())
        if small and sum(drawn.seen for drawn in self._cells.values()) >= 2 * self._least:
            yield f"{small:,} cells of questions or answers hold fewer than {self._least}"


def fill(
    cells: Reservoirs[str],
    samples: Iterable[Sample],
    of: Iterable[Side],
    by: Iterable[str],
    shape: Callable[[str], str] = str,
) -> Iterator[tuple[Sample, str]]:
    """Offer the texts of all samples, each in some shape, to the cells; gives the samples with too large ones, and why.

    Args:
        cells: filled on the way: it is complete when all has been gone through.
        samples: the set.
        of: which sides, each a part of its cell.
        by: the tags whose values make a cell.
        shape: what is offered of a text.
    """
    for sample in samples:
        yield from ((sample, reason) for reason in too_large(sample, of))
        for side in of:
            for text in texts(sample, side):
                cells.offer(cell(sample, by), side, shape(text))


def texts(sample: Sample, side: Side) -> Iterator[str]:
    """The starts of the texts of one side that have any, up to `READ` characters; too large ones are left out."""
    turns = sample.asked() if side == "questions" else sample.answered()
    found = (turn.text for _, turn in turns)
    return (text[:READ] for text in found if len(text) <= LARGEST and text.strip())


def too_large(sample: Sample, sides: Iterable[Side]) -> Iterator[str]:
    """Why a text of the sample is not looked at, for each that is too large."""
    roles = {"user" if side == "questions" else "assistant" for side in sides}
    for place, turn in enumerate(sample.turns):
        if turn.role in roles and len(turn.text) > LARGEST:
            yield f"turn {place} is too large ({len(turn.text):,} characters)"


def cell(sample: Sample, tags: Iterable[str]) -> str:
    """The cell a sample lies in: the values of some tags, `-` where it has none."""
    return ", ".join(str(sample.tags.get(tag, "-"))[:40] for tag in tags) or "all"


def separate_words(text: str) -> tuple[str, ...]:
    """Words, lower case; the characters of scripts without spaces each count as one."""
    return words(normalised(text))


def repeated(phrases: Iterable[Iterable[str]], shown: int = 5) -> dict[str, int]:
    """The phrases that most texts hold, more than one, with the number of texts; given the phrases of each text."""
    times = Counter(phrase for one in phrases for phrase in set(one))
    often = sorted(times.items(), key=lambda item: (-item[1], item[0]))[:shown]
    return {phrase: number for phrase, number in often if number > 1}
