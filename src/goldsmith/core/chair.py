"""CHAIR: how many of the objects that answers name are not in the media (arXiv:1809.02156, section 2)."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from goldsmith.core.denial import denied
from goldsmith.core.results import Interval
from goldsmith.core.stats import bootstrap, clustered_wilson
from goldsmith.core.types import Record, Sample
from goldsmith.core.vocabulary import LANGUAGES, Mention, mentions, named

Reading = Literal["paper", "careful"]
SHOW = ("box", "crowd", "label", "caption", "alt")
"""Kinds of notes that show an object."""
LARGEST = 200_000
"""Characters of a note that are read."""
_AGES = frozenset({"baby", "adult", "bebe", "adulto"})
_SEATS = frozenset({"seat", "seats", "asiento", "asientos"})


class Told(NamedTuple):
    """What an answer tells of the objects: its mentions of any, those not there, how many of those there it names."""

    mentions: int
    absent: tuple[Mention, ...]
    named: int
    there: int


class ChairFigures(Record):
    """CHAIR over some texts, with 95% intervals that allow for texts about the same asset."""

    texts: int
    sentences: Interval | None = None
    """CHAIRs: the share of texts that name an absent object."""
    instances: Interval | None = None
    """CHAIRi: the share of the mentions that are of absent objects; None where nothing is named."""
    mentions: Interval | None = None
    """Mentions of objects in a text."""
    recall: Interval | None = None
    """Of the objects there, the share that a text names; without it, silence would look best."""

    def __str__(self) -> str:
        """The four figures in a line."""
        if not self.texts or self.sentences is None:
            return "no texts"
        said = {"CHAIRs": self.sentences, "CHAIRi": self.instances, "objects": self.mentions, "recall": self.recall}
        return ", ".join(f"{name} {_shown(one)}" for name, one in said.items() if one)


def _shown(one: Interval) -> str:
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"


def labels(samples: Iterable[Sample]) -> frozenset[str]:
    """What the boxes of a set are labelled: the objects to know beside those of the table."""
    return frozenset(note.text for sample in samples for note in sample.notes() if note.kind in ("box", "crowd"))


def shown(sample: Sample, own: frozenset[str] = frozenset(), reading: Reading = "careful") -> frozenset[str]:
    """The objects in a sample's evidence: its labels, and what its captions name."""
    texts = (note.text for note in sample.notes() if note.kind in SHOW)
    return frozenset[str]().union(*(objects(text, own, reading) for text in texts))


@functools.lru_cache(maxsize=4096)
def objects(text: str, own: frozenset[str] = frozenset(), reading: Reading = "careful") -> frozenset[str]:
    """The objects that a text of the evidence or of the user names, in any language.

    A careful reading gives it the benefit of the doubt; that of the paper is the same as of answers.
    """
    whole = named(text, own)
    found = (
        mentions(text[:LARGEST], LANGUAGES, own) if reading == "careful" else _broadly(text[:LARGEST], LANGUAGES, own)
    )
    return frozenset(one.word.name for one in found) | ({whole.name} if whole and whole.name else set())


def told(
    text: str,
    there: frozenset[str],
    languages: tuple[str, ...] = LANGUAGES,
    own: frozenset[str] = frozenset(),
    reading: Reading = "careful",
) -> Told:
    """What an answer tells of the objects.

    Read as in the paper, every word that may name an object counts, also what is denied or only describes another
    thing. A careful reading leaves those out.
    """
    if reading == "paper":
        counted = _broadly(text, languages, own)
    else:
        found = mentions(text, languages, own)
        counted = [one for one in found if not one.describes and not denied(text, one.start)]
    absent = tuple(one for one in counted if one.word.name not in there)
    return Told(len(counted), absent, len({one.word.name for one in counted} & there), len(there))


def _broadly(text: str, languages: tuple[str, ...], own: frozenset[str]) -> list[Mention]:
    """All mentions but for the paper's own exceptions: a baby elephant is no person, the seat of a toilet no chair."""
    found = list(mentions(text, languages, own, broad=True))
    toilet = any(one.word.name == "toilet" for one in found)
    return [
        one
        for one in found
        if not (one.describes and one.word.noun in _AGES) and not (toilet and one.word.noun in _SEATS)
    ]


def figures(texts: Sequence[Told], clusters: Sequence[Hashable], seed: int = 0) -> ChairFigures:
    """The figures of some texts; `clusters` say which of them are about the same asset."""
    if not texts:
        return ChairFigures(texts=0)
    one_each = [(float(place < len(one.absent)), of) for one, of in zip(texts, clusters, strict=True)
                for place in range(one.mentions)]  # fmt: skip
    recalled = [(one.named / one.there, of) for one, of in zip(texts, clusters, strict=True) if one.there]
    return ChairFigures(
        texts=len(texts),
        sentences=_rate([float(bool(one.absent)) for one in texts], clusters),
        instances=_rate(*_unzipped(one_each)) if one_each else None,
        mentions=_mean([float(one.mentions) for one in texts], clusters, seed),
        recall=_mean(*_unzipped(recalled), seed) if recalled else None,
    )


def _unzipped(pairs: list[tuple[float, Hashable]]) -> tuple[list[float], list[Hashable]]:
    return [value for value, _ in pairs], [cluster for _, cluster in pairs]


def _rate(values: Sequence[float], clusters: Sequence[Hashable]) -> Interval:
    low, high = clustered_wilson(values, clusters)
    return Interval(value=sum(values) / len(values), low=low, high=high)


def _mean(values: Sequence[float], clusters: Sequence[Hashable], seed: int) -> Interval:
    low, high = bootstrap(values, clusters, resamples=1_000, seed=seed)
    return Interval(value=sum(values) / len(values), low=low, high=high)
