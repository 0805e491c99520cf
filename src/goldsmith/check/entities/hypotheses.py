"""Readings with their names linked, and what a scorer is told of each (features after arXiv:2005.14408)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goldsmith.check.entities.gazetteer import Gazetteer
from goldsmith.check.entities.mentions import Mention, words
from goldsmith.check.entities.retrieval import Candidate, Index
from goldsmith.check.entities.tagger import Reading

OF_READINGS = ("log_probability", "margin", "mentions", "coverage")
OF_MENTIONS = (
    "retrieval",
    "best_retrieval",
    "mean_retrieval",
    "edit",
    "sound",
    "type_agrees",
    "prior",
    "lead",
    "unlinked",
)
FEATURES = (*OF_READINGS, *(f"{how}_{name}" for how in ("least", "mean", "sum") for name in OF_MENTIONS))
_CANDIDATES = 4
"""Entries that one mention may be linked to, besides none."""
_LINKINGS = 12
"""Ways to link the mentions of one reading, the likeliest."""
_UNLINKED = 0.6
"""Likeness that linking to nothing counts as, where ways to link are put in order."""


class Hypothesis(NamedTuple):
    """A reading with links, and its features in the order of `FEATURES`."""

    mentions: tuple[Mention, ...]
    features: tuple[float, ...]


class Linker:
    """Makes hypotheses of readings, by an index over a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer, self._index = gazetteer, Index(gazetteer)

    def hypotheses(self, text: str, readings: Sequence[Reading]) -> list[Hypothesis]:
        """Every reading with every likely way to link its names; `readings` come the likeliest first."""
        total = max(1, len(words(text)))
        found = []
        for reading in readings:
            covered = sum(len(words(text[one.start : one.end])) for one in reading.mentions) / total
            margin = readings[0].log_probability - reading.log_probability
            known = (reading.log_probability, margin, float(len(reading.mentions)), covered)
            for linked, features in self._linkings(text, reading):
                found.append(Hypothesis(linked, known + features))
        return found

    def _linkings(self, text: str, reading: Reading) -> Iterator[tuple[tuple[Mention, ...], tuple[float, ...]]]:
        candidates = [self._index.candidates(text[one.start : one.end], _CANDIDATES) for one in reading.mentions]
        for links in _likeliest(candidates):
            each = [self._features(*one) for one in zip(reading.mentions, links, candidates, strict=True)]
            linked = (
                mention._replace(entity=self._gazetteer.entries[link.entry].id if link else None)
                for mention, link in zip(reading.mentions, links, strict=True)
            )
            yield tuple(linked), _gathered(each)

    def _features(self, mention: Mention, link: Candidate | None, all_: Sequence[Candidate]) -> tuple[float, ...]:
        """What is known of one link, in the order of `OF_MENTIONS`."""
        near = [one.retrieval for one in all_] or [0.0]
        likeness = [*(one.likeness for one in all_), 0.0, 0.0]
        of_all = max(near), sum(near) / len(near)
        lead = likeness[0] - likeness[1]
        if link is None:
            return (0.0, *of_all, 0.0, 0.0, 0.0, 0.0, lead, 1.0)
        agrees = float(self._gazetteer.entries[link.entry].type == mention.type)
        prior = self._gazetteer.prior(link.entry, link.form)
        return (link.retrieval, *of_all, link.edit, link.sound, agrees, prior, lead, 0.0)


def _likeliest(candidates: Sequence[Sequence[Candidate]]) -> list[tuple[Candidate | None, ...]]:
    """The likeliest ways to link mentions, by a beam from the first to the last, the likeliest first."""
    beam: list[tuple[float, tuple[Candidate | None, ...]]] = [(0.0, ())]
    for some in candidates:
        choices = [*((one.likeness, one) for one in some), (_UNLINKED, None)]
        longer = [(total + worth, (*links, one)) for total, links in beam for worth, one in choices]
        beam = sorted(longer, key=lambda one: -one[0])[:_LINKINGS]
    return [links for _, links in beam]


def _gathered(each: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """The least, the mean and the sum of each feature over the mentions; all are 0 where there are none.

    With sums the score of a reading adds up over its mentions, so that two good links outweigh one.
    """
    if not each:
        return (0.0,) * (3 * len(OF_MENTIONS))
    columns = list(zip(*each, strict=True))
    sums = [sum(column) for column in columns]
    return (*map(min, columns), *(one / len(each) for one in sums), *sums)
