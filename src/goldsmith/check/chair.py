"""CHAIR over the answers of a set, cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pydantic import Field

from goldsmith.check.cells import cell
from goldsmith.check.check import Check
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.chair import Reading, Told, figures, labels, shown, told
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Finding, Sample, Severity
from goldsmith.core.vocabulary import spoken

_SHOWN = 10
"""Absent objects that a finding lists."""


class Chair(Check):
    """Measure how many of the objects that answers name are not in the evidence (CHAIR), and flag cells out of bounds.

    Each cell gets a note with CHAIRs (share of answers that name an absent object), CHAIRi (share of the mentions),
    mentions an answer, and recall (share of the objects there that an answer names), with 95% intervals that allow for
    answers about the same picture; it is a minor finding where the whole interval is out of bounds. English and
    Spanish. `grounded-objects` shows the single objects.
    """

    by: tuple[str, ...] = ("language", "task", "skill")
    """Tags whose values make a cell."""

    reading: Reading = "paper"
    """`paper` counts every word that may name an object, to compare with published figures; `careful` leaves out what
    is denied or only describes another thing."""

    least: int = Field(default=20, ge=1)
    """Answers that a cell must have to be measured."""

    max_instances: float = Field(default=0.1, ge=0, le=1)
    """Highest CHAIRi. Careful descriptions are near 0.01; reasoning names helpful objects that are not to be seen."""

    max_by_cell: FrozenDict[float] = FrozenDict()  # type: ignore[type-arg]
    """Other bounds of CHAIRi for the cells that have a tag of this value: `{reasoning: 0.15}`."""

    min_recall: float = Field(default=0.0, ge=0, le=1)
    """Lowest recall: answers that say nothing name nothing wrong."""

    seed: int = 0
    """Draws the resamples of the intervals."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """One finding a cell, with its figures and the absent objects named most often as evidence."""
        own = labels(samples)
        cells: dict[str, _Cell] = defaultdict(_Cell)
        unread: Counter[str] = Counter()
        for sample in samples:
            there, languages = shown(sample, own, self.reading), spoken(sample)
            for place, turn in sample.answered() if there else ():
                if languages is None:
                    unread[str(sample.tags["language"])[:20]] += 1
                elif len(turn.text) > LARGEST:
                    yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                else:
                    found = told(turn.text, there, languages, own, self.reading)
                    cells[cell(sample, self.by)].add(sample, self.by, found)
        yield from (self._measured(name, held) for name, held in sorted(cells.items()) if len(held.told) >= self.least)
        small = sum(len(held.told) < self.least for held in cells.values())
        if small and sum(len(held.told) for held in cells.values()) >= 2 * self.least:
            yield self.not_run(None, f"{small:,} cells hold fewer than {self.least} answers about known objects")
        for language, times in sorted(unread.items()):
            yield self.not_run(None, f"no objects are known in the language {language!r} of {times:,} answers")

    def _measured(self, name: str, held: _Cell) -> Finding:
        found = figures(held.told, held.assets, self.seed)
        bound = next(
            (self.max_by_cell[tag] for tag in sorted(held.tags) if tag in self.max_by_cell), self.max_instances
        )
        faults = []
        if found.instances and found.instances.low > bound:
            faults.append(f"over {bound:.0%} of the objects named are not in the evidence")
        if found.recall and found.recall.high < self.min_recall:
            faults.append(f"under {self.min_recall:.0%} of the objects there are named")
        message = f"{name}: {'; '.join(faults) or 'grounded enough'} ({found}, {found.texts:,} answers)"
        severity: Severity = "minor" if faults else "note"
        often = dict(held.absent.most_common(_SHOWN))
        return self.finding(None, severity, message, cell=name, absent=often, **found.model_dump(mode="json"))


class _Cell:
    """What the answers of a cell tell, and the pictures they are about."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.assets: list[str] = []
        self.tags: set[str] = set()
        self.absent: Counter[str] = Counter()

    def add(self, sample: Sample, tags: Iterable[str], found: Told) -> None:
        """Take one more answer."""
        self.told.append(found)
        self.assets.append(sample.assets[0].id)
        self.tags.update(str(sample.tags[tag]) for tag in tags if tag in sample.tags)
        self.absent.update(one.word.noun for one in found.absent)
