"""Numbers that the evidence does not hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample

NUMBER = re.compile(
    r"(?<![\w.])[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])[-+−]?\d{1,15}(?:\.\d{1,10})?(?!\w)"
)
MOST = 120
"""Numbers of evidence up to which sums and differences of pairs are tried."""


class GroundedNumbers(Check):
    """Flag numbers in answers that are neither in the evidence nor in the question, nor computed from them.

    Counts up to the number of notes, differences, sums, ratios, percentages and means of shown numbers are accepted,
    within the rounding of the answer.
    """

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each number without ground; nothing where the notes hold no numbers at all."""
        shown = _numbers(
            "\n".join(
                note.text for note in sample.notes() if note.kind in ("table", "value", "ocr", "label", "caption")
            )
        )
        if not shown:
            return
        asked = _numbers("\n".join(turn.text for _, turn in sample.asked()))
        labels = [
            value for value, _ in _numbers("\n".join(note.text for note in sample.notes() if note.kind == "label"))
        ]
        known = {value for value, _ in (*shown, *asked)} | set(map(float, range(len(list(sample.notes())) + 2)))
        known |= {value + step for value in labels for step in (-1, 1)}
        grounds = sorted(known)
        computed: list[float] | None = None
        base = sorted({value for value, _ in (*shown, *asked)})[:MOST]
        for place, turn in sample.answered():
            if len(turn.text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                continue
            for found in NUMBER.finditer(turn.text):
                value, step = _read(found.group())
                if _near(value, step, grounds):
                    continue
                computed = _computed(base) if computed is None else computed
                if not _near(abs(value), step, computed):
                    message = f"the number {found.group()} is not in the evidence"
                    yield self.finding(
                        sample, "minor", message, Place(turn=place, start=found.start(), end=found.end())
                    )


def _numbers(text: str) -> list[tuple[float, float]]:
    return [_read(found) for found in NUMBER.findall(text[:LARGEST])]


def _read(text: str) -> tuple[float, float]:
    """A number and the half of its last digit's worth."""
    plain = text.replace(",", "").replace("−", "-")
    return float(plain), 0.5 * 10.0 ** -len(plain.partition(".")[2]) * 1.000001


def _near(value: float, step: float, known: Sequence[float]) -> bool:
    """Whether one of the sorted numbers is the value, within its rounding."""
    place = bisect_left(known, value - step)
    return place < len(known) and known[place] <= value + step


def _computed(base: Sequence[float]) -> list[float]:
    """All that follows from one or two of the numbers: sums, gaps, means, ratios, percentages; sorted."""
    found = {sum(base) / len(base)} if base else set()
    for one, other in combinations(base, 2):
        found |= {one + other, abs(one - other), (one + other) / 2}
        found |= {one / other, other / one, 100 * one / other, 100 * other / one} if one and other else set()
    return sorted({abs(value) for value in found})
