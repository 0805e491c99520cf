"""VQA accuracy (arXiv:1505.00468): how many of ten people said the same."""

from __future__ import annotations

from typing import ClassVar

from goldsmith.core.types import Sample
from goldsmith.evaluate.benchmark import Benchmark, normalised


class VqaAccuracy(Benchmark):
    """Mean over leaving out one answer of min(1, matches among the others / 3), after normalising."""

    version: ClassVar[int] = 2

    def score(self, sample: Sample, reply: str) -> float | None:
        """From 0 to 1; None when the sample has no `answer` notes."""
        given = [note.text for note in sample.notes() if note.kind == "answer"]
        return accuracy(reply, given) if given else None


def accuracy(reply: str, given: list[str]) -> float:
    """The score of a reply against people's answers; with one answer, whether it is that."""
    said = normalised(reply)
    same = [normalised(one) == said for one in given]
    if len(given) == 1:
        return float(same[0])
    return sum(min(1.0, (sum(same) - one) / 3) for one in same) / len(given)
