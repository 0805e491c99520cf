"""Does a question need its video, more than one frame of it, and their order? Labels from counts of right answers.

A question is asked many times with nothing shown, with each of some frames alone, with all of them in order, and with
all of them shuffled. A question that one frame answers asks nothing of time (Buch et al. 2022, arXiv:2206.01720).
All rates lie in 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from goldsmith.core.stats import holm

Label = Literal["blind-answerable", "single-frame-answerable", "any-order", "temporal", "unanswered", "undetermined"]
KNOWS = 0.8
"""The rate of right answers from which an answerer is said to know."""
GAP = 0.2
"""By how much shuffling must lower the rate for the order to matter."""
UNSURE = 0.05
"""The chance below which counts speak against a rate."""


class Tries(NamedTuple):
    """How many answers were right, of how many."""

    right: float
    runs: int

    @property
    def rate(self) -> float:
        """The share of right answers; 0 of none."""
        return self.right / self.runs if self.runs else 0.0

    def above(self, chance: float) -> float:
        """The chance to be right at least so often by luck (binomial); parts of an answer do not count."""
        return _at_least(math.floor(self.right + 1e-9), self.runs, chance)

    def knows(self, chance: float, luck: float) -> bool | None:
        """Whether the answerer knows; None where the counts do not tell."""
        if self.rate >= KNOWS - 1e-9 and self.above(chance) <= luck:
            return True
        return False if self.falls_short() else None

    def falls_short(self) -> bool:
        """Whether one who knows would hardly be right so seldom."""
        wrong = self.runs - math.ceil(self.right - 1e-9)
        return _at_least(wrong, self.runs, 1 - KNOWS) < UNSURE


class Shown(NamedTuple):
    """The answers to one question by what was shown; `single` is what `leave_one_out` makes of the single frames."""

    chance: float
    """How likely a guess is right: 1 / options."""
    frames: int
    """How many frames were shown one by one."""
    blind: Tries
    single: Tries
    whole: Tries
    shuffled: Tries

    def blind_by_luck(self) -> float:
        """The chance that guesses with nothing shown are right so often."""
        return self.blind.above(self.chance)

    def single_by_luck(self) -> float:
        """A bound on the chance that guesses about single frames are right so often.

        A run counts as right only if every frame with the most right answers is right in it, so that `single` is never
        above the best of the frames, any of which may have had the luck.
        """
        return min(1.0, self.frames * self.single.above(self.chance))


def leave_one_out(frames: Sequence[Sequence[bool]]) -> Tries:
    """What the best single frame gives: for each run the frame that was best in all other runs is taken.

    A frame chosen for the very answers that it is then judged by looks good by luck alone: the best of 8 frames has
    the right one of 4 options in 90% of the guesses. Frames that were equally good count with their mean.

    Args:
        frames: for each frame, whether each run was right, shape (frames, runs).

    Raises:
        ValueError: the frames have different numbers of runs, or one run, which leaves none to choose by.
    """
    runs = {len(frame) for frame in frames}
    if len(runs) != 1 or min(runs) < 2:
        raise ValueError("every frame needs the same number of runs, two at least")
    totals = [sum(frame) for frame in frames]
    right = 0.0
    for run in range(runs.pop()):
        others = [total - frame[run] for total, frame in zip(totals, frames, strict=True)]
        best = [frame[run] for other, frame in zip(others, frames, strict=True) if other == max(others)]
        right += sum(best) / len(best)
    return Tries(right, len(frames[0]))


def label(shown: Shown, luck: float = UNSURE) -> Label:
    """What one question needs; `undetermined` where the counts fit more than one label.

    Blind-answerable is what beats chance with nothing shown; single-frame-answerable what the best frame gets right in
    80%, chosen as by `leave_one_out`. Of the others, temporal is what all frames get right in order, and shuffled in at
    least 20 points less; in any order what they get right shuffled as well; unanswered what they do not get right.

    Args:
        shown: the counts.
        luck: the chance up to which being right so often is no luck; of many questions use `labels`.
    """
    if (blind := _beats_chance(shown, luck)) is not False:
        return "blind-answerable" if blind else "undetermined"
    if (single := shown.single.knows(shown.chance, luck / shown.frames)) is not False:
        return "single-frame-answerable" if single else "undetermined"
    whole = shown.whole.knows(shown.chance, luck)
    if not whole:
        return "undetermined" if whole is None else "unanswered"
    ordered = order_matters(shown, luck)
    if ordered is None:
        return "undetermined"
    return "temporal" if ordered else "any-order"


def labels(questions: Sequence[Shown], luck: float = UNSURE) -> list[Label]:
    """The labels of a set, in which a guess is taken for knowledge anywhere with the chance `luck` at most (Holm)."""
    if not questions:
        return []
    chances = [chance for one in questions for chance in (one.blind_by_luck(), one.single_by_luck())]
    kept = [one for one, corrected in zip(chances, holm(chances), strict=True) if corrected <= luck]
    level = max(luck / len(chances), *kept, 0.0)
    return [label(one, level) for one in questions]


def order_matters(shown: Shown, luck: float = UNSURE) -> bool | None:
    """Whether shuffling the frames costs 20 points at least; None where the counts do not tell."""
    whole, shuffled = shown.whole, shown.shuffled
    if whole.rate - shuffled.rate >= GAP - 1e-9:
        return True if _by_luck(whole, shuffled) < UNSURE else None
    return False if shuffled.knows(shown.chance, luck) else None


def _beats_chance(shown: Shown, luck: float) -> bool | None:
    if shown.blind_by_luck() <= luck:
        return True
    return False if shown.blind.falls_short() else None


def _by_luck(one: Tries, other: Tries) -> float:
    """The chance that one of two equal rates is so much higher by luck (Fisher's exact test, one-sided)."""
    right, runs = round(one.right + other.right), one.runs + other.runs
    most = min(right, one.runs)
    ways = [math.comb(one.runs, k) * math.comb(other.runs, right - k) for k in range(round(one.right), most + 1)]
    return sum(ways) / math.comb(runs, right)


def _at_least(right: int, runs: int, rate: float) -> float:
    """The chance of at least so many successes; exact."""
    return math.fsum(math.comb(runs, k) * rate**k * (1 - rate) ** (runs - k) for k in range(right, runs + 1))
