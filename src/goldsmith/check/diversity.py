"""How varied the questions and answers of each cell are."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from pydantic import Field

from goldsmith.check.cells import Reservoirs, Side, fill, repeated, separate_words
from goldsmith.check.check import Check
from goldsmith.core.diversity import Spread, compression_ratio, distinct, hashed, ngrams, self_bleu, spread, vendi
from goldsmith.core.types import Finding, Sample

PHRASE = 4
"""Words of the phrases that are shown as the most repeated."""


class _Figures(NamedTuple):
    """The diversity of one side of one cell: means over `groups` groups of one size."""

    groups: int
    distinct: Spread
    self_bleu: Spread
    compression: Spread
    vendi: Spread

    def __str__(self) -> str:
        names = {"distinct-2": self.distinct, "self-BLEU": self.self_bleu, "compression": self.compression}
        said = [_said(name, one, 2) for name, one in names.items()]
        return ", ".join([*said, _said("Vendi", self.vendi, 1)])


def _said(name: str, one: Spread, digits: int) -> str:
    width = "" if one.low == one.high else f" ± {one.high - one.mean:.{digits}f}"
    return f"{name} {one.mean:.{digits}f}{width}"


class Diversity(Check):
    """Measure how varied the questions and answers are, cell by cell, and flag cells below the bounds.

    Each cell gets a note with its figures (distinct n-grams, self-BLEU, compression ratio, Vendi score), which is a
    minor finding where one is out of bounds with its whole 95% interval. All figures change with the number of texts:
    they are means over groups of `least` texts, so that cells of any size compare. Cells with fewer are not run. Of
    groups of 20, 68 questions of all sorts had 0.90, 0.00, 1.8 and 17.5; five templates with 30 nouns 0.43, 0.43, 3.2
    and 7.6; one template 0.28, 0.73, 5.9 and 2.9. 100,000 samples in 20 cells cost 5 CPU seconds and 15 MB.
    """

    of: tuple[Side, ...] = ("questions", "answers")
    """What is looked at, each apart."""

    by: tuple[str, ...] = ("language", "skill")
    """Tags whose values make a cell."""

    least: int = Field(default=20, ge=2)
    """Texts of a group, and so those that a cell must have to be measured; the bounds are for groups of 20."""

    most: int = Field(default=200, ge=2)
    """Texts of a cell that are dealt into groups, drawn by the seed."""

    min_distinct: float = Field(default=0.35, ge=0, le=1)
    """Lowest share of different pairs of words among all."""

    max_self_bleu: float = Field(default=0.6, ge=0, le=1)
    """Highest mean BLEU of a text against the others of its group."""

    max_compression: float = Field(default=5.0, ge=1)
    """Highest ratio of the size to the compressed size."""

    min_vendi: float = Field(default=4.0, ge=0)
    """Lowest Vendi score: wholly different texts that a group is worth."""

    seed: int = 0
    """Draws the texts of each cell, and deals them."""

    version: ClassVar[int] = 2

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """One finding a cell, with its figures and most repeated phrases as evidence."""
        cells = Reservoirs[str](self.most, self.least, self.seed)
        for sample, reason in fill(cells, samples, self.of, self.by):
            yield self.not_run(sample, reason)
        for name, sides in groupby(cells.large(), key=lambda found: found[0]):
            yield self._measured(name, {side: drawn for _, side, drawn in sides})
        for reason in cells.left_out():
            yield self.not_run(None, reason)

    def _measured(self, name: str, sides: dict[str, list[str]]) -> Finding:
        said, faults = [], []
        evidence: dict[str, Any] = {"cell": name}
        for side, drawn in sides.items():
            figures = self._figures(random.Random(f"{self.seed}:{name}:{side}").sample(drawn, len(drawn)))
            faults += [f"{side} {fault}" for fault in self._faults(figures)]
            said.append(f"{side}: {figures}")
            plain = {key: one._asdict() if isinstance(one, Spread) else one for key, one in figures._asdict().items()}
            phrases = ((" ".join(gram) for gram in ngrams(separate_words(text), PHRASE)) for text in drawn)
            evidence[side] = {**plain, "texts": len(drawn), "repeated": repeated(phrases)}
        message = f"{name}: {'; '.join(faults) or 'varied enough'} ({'; '.join(said)}; in groups of {self.least})"
        return self.finding(None, "minor" if faults else "note", message, **evidence)

    def _figures(self, texts: list[str]) -> _Figures:
        """Means over as many whole groups as the texts fill, at least one."""
        starts = range(0, max(1, len(texts) - self.least + 1), self.least)
        groups = [texts[start : start + self.least] for start in starts]
        split = [[separate_words(text) for text in group] for group in groups]
        return _Figures(
            len(groups),
            spread([distinct(words) for words in split]),
            spread([self_bleu(words, most=self.least) for words in split]),
            spread([compression_ratio(group) for group in groups]),
            spread([vendi(hashed(words)) for words in split]),
        )

    def _faults(self, figures: _Figures) -> list[str]:
        bounds = {
            "repeat their pairs of words": figures.distinct.high < self.min_distinct,
            "are worded alike": figures.self_bleu.low > self.max_self_bleu,
            "compress too well": figures.compression.low > self.max_compression,
            "say few different things": figures.vendi.high < self.min_vendi,
        }
        return [said for said, out in bounds.items() if out]
