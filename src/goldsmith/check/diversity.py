"""How varied the questions and answers of each cell are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from pydantic import Field

from goldsmith.check.cells import Reservoirs, Side, cell, repeated, separate_words, texts, too_large
from goldsmith.check.check import Check
from goldsmith.core.diversity import compression_ratio, distinct, hashed, ngrams, self_bleu, vendi
from goldsmith.core.types import Finding, Sample

PHRASE = 4
"""Words of the phrases that are shown as the most repeated."""


class _Figures(NamedTuple):
    """The diversity of one side of one cell, over `texts` of its texts."""

    texts: int
    distinct: float
    self_bleu: float
    compression: float
    vendi: float

    def __str__(self) -> str:
        return (
            f"distinct-2 {self.distinct:.2f}, self-BLEU {self.self_bleu:.2f}, compression {self.compression:.1f}, "
            f"Vendi {self.vendi:.1f} of {self.texts}"
        )


class Diversity(Check):
    """Measure how varied the questions and answers are, cell by cell, and flag cells below the bounds.

    Each cell gets a note with its figures (distinct n-grams, self-BLEU, compression ratio, Vendi score), which is a
    minor finding where one is out of bounds. All figures change with the number of texts, so they are taken from a
    sample of equal size; cells with fewer texts than `least` are only counted as not run.
    """

    of: tuple[Side, ...] = ("questions", "answers")
    """What is looked at, each apart."""

    by: tuple[str, ...] = ("language", "skill")
    """Tags whose values make a cell."""

    least: int = Field(default=20, ge=2)
    """Texts that a cell must have to be measured."""

    most: int = Field(default=200, ge=2)
    """Texts of a cell that are measured, drawn by the seed."""

    min_distinct: float = Field(default=0.1, ge=0, le=1)
    """Lowest share of different pairs of words among all."""

    max_self_bleu: float = Field(default=0.9, ge=0, le=1)
    """Highest mean BLEU of a text against the others."""

    max_compression: float = Field(default=8.0, ge=1)
    """Highest ratio of the size to the compressed size."""

    min_vendi: float = Field(default=4.0, ge=0)
    """Lowest Vendi score: wholly different texts that the cell is worth."""

    seed: int = 0
    """Draws the texts of each cell."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """One finding a cell, with its figures and most repeated phrases as evidence."""
        cells = Reservoirs[str](self.most, self.least, self.seed)
        for sample in samples:
            for reason in too_large(sample, self.of):
                yield self.not_run(sample, reason)
            for side in self.of:
                for text in texts(sample, side):
                    cells.offer(cell(sample, self.by), side, text)
        for name, sides in groupby(cells.large(), key=lambda found: found[0]):
            yield self._measured(name, {side: drawn for _, side, drawn in sides})
        for reason in cells.left_out():
            yield self.not_run(None, reason)

    def _measured(self, name: str, sides: dict[str, list[str]]) -> Finding:
        said, faults = [], []
        evidence: dict[str, Any] = {"cell": name}
        for side, drawn in sides.items():
            split = [separate_words(text) for text in drawn]
            figures = self._figures(drawn, split)
            faults += [f"{side} {fault}" for fault in self._faults(figures)]
            said.append(f"{side}: {figures}")
            phrases = ((" ".join(gram) for gram in ngrams(words, PHRASE)) for words in split)
            evidence[side] = {**figures._asdict(), "repeated": repeated(phrases)}
        message = f"{name}: {'; '.join(faults) or 'varied enough'} ({'; '.join(said)})"
        return self.finding(None, "minor" if faults else "note", message, **evidence)

    def _figures(self, texts: list[str], split: list[tuple[str, ...]]) -> _Figures:
        return _Figures(
            len(texts),
            distinct(split),
            self_bleu(split, most=self.most, seed=self.seed),
            compression_ratio(texts),
            vendi(hashed(split)),
        )

    def _faults(self, figures: _Figures) -> list[str]:
        bounds = {
            "repeat their pairs of words": figures.distinct < self.min_distinct,
            "are worded alike": figures.self_bleu > self.max_self_bleu,
            "compress too well": figures.compression > self.max_compression,
            "say few different things": figures.vendi < self.min_vendi,
        }
        return [said for said, out in bounds.items() if out]
