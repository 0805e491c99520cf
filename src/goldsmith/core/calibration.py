"""How good stated probabilities are: accuracy, Brier score, expected calibration error, reliability and confusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goldsmith.core.stats import wilson

BINS = 10
"""Bins of the stated probability, equally wide."""
Stated = Mapping[str, float]
"""The probability of each label."""


class Bin(NamedTuple):
    """The items whose chosen label was stated with a probability in one range."""

    low: float
    high: float
    items: int
    stated: float
    """The mean probability stated."""
    right: float
    """The share that was right."""


@dataclass(frozen=True)
class Calibration:
    """What a classifier stated about items whose labels are known."""

    items: int
    right: int
    brier: float
    """Mean squared distance of the probabilities from the truth, over all labels: 0 to 2 (Brier 1950)."""
    ece: float
    """Expected calibration error: the gap between stated and right, averaged over items (Guo et al. 2017, eq. 5)."""
    bins: tuple[Bin, ...]
    confusion: Mapping[tuple[str, str], int]
    """How often a label (first) was taken for one (second)."""

    @property
    def accuracy(self) -> float:
        """The share whose most probable label is right."""
        return self.right / self.items if self.items else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the accuracy (Wilson)."""
        return wilson(self.right, self.items)


def calibration(stated: Sequence[Stated], labels: Sequence[str]) -> Calibration:
    """Hold stated probabilities against the true labels, item by item."""
    chosen = [max(one, key=lambda label: (one[label], label)) for one in stated]
    hits = [took == label for took, label in zip(chosen, labels, strict=True)]
    sure = [one[took] for one, took in zip(stated, chosen, strict=True)]
    brier = sum(
        sum((p - (name == label)) ** 2 for name, p in one.items()) for one, label in zip(stated, labels, strict=True)
    )
    bins = tuple(_bins(sure, hits))
    items = len(labels)
    ece = sum(one.items * abs(one.stated - one.right) for one in bins) / items if items else 0.0
    confusion = Counter(zip(labels, chosen, strict=True))
    return Calibration(items, sum(hits), brier / items if items else 0.0, ece, bins, dict(sorted(confusion.items())))


def _bins(sure: Sequence[float], hits: Sequence[bool]) -> list[Bin]:
    """The bins that hold something."""
    places = [min(BINS - 1, int(p * BINS)) for p in sure]
    found = []
    for place in sorted(set(places)):
        inside = [at for at, one in enumerate(places) if one == place]
        stated = sum(sure[at] for at in inside) / len(inside)
        right = sum(hits[at] for at in inside) / len(inside)
        found.append(Bin(place / BINS, (place + 1) / BINS, len(inside), stated, right))
    return found
