"""A question asked with nothing shown, with single frames, with all of them, and with all of them shuffled."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from goldsmith.check.answering.posed import Posed
from goldsmith.core.frame_need import Shown, Tries, leave_one_out
from goldsmith.models.answerer import Answerer

Frame = TypeVar("Frame")
Asked = Callable[[Callable[[Callable[[], str]], str], Iterable[Callable[[], str]]], Iterable[str]]
"""How many answers are gathered: `map`, or that of a pool of threads."""


class Viewed(NamedTuple):
    """How often the answers were right by what was shown, and what share of them named no option or said nothing."""

    shown: Shown
    singles: tuple[Tries, ...]
    unread: float


class Viewing(NamedTuple):
    """How a question is asked: `repeats` times each way, every time in another wording and order of its options."""

    repeats: int
    chance: float
    """How likely a guess is right where there are no options."""
    seed: int
    at_once: Asked = map

    def of(self, answerer: Answerer[Frame], posed: Posed, frames: Sequence[Frame]) -> Viewed:
        """All views of a question about some frames.

        Raises:
            NoReplyError: the answerer does not answer.
            ValueError: there are fewer than two frames or repeats.
        """
        shuffled_frames = [self._shuffled(posed, frames, run) for run in range(self.repeats)]
        singles_shown = [self._every_time((frame,)) for frame in frames]
        nothing: Sequence[Frame] = ()
        views = [self._every_time(nothing), self._every_time(frames), shuffled_frames, *singles_shown]
        replies = self._asked(answerer, posed, views)
        blind, whole, shuffled, *singles = [[posed.is_right(reply) for reply in view] for view in replies]
        unread = sum(not posed.is_read(reply) for view in replies[1:] for reply in view)
        counts = [Tries(sum(view), self.repeats) for view in (blind, whole, shuffled)]
        shown = Shown(self.chance_of(posed), len(frames), counts[0], leave_one_out(singles), *counts[1:])
        alone = tuple(Tries(sum(view), self.repeats) for view in singles)
        return Viewed(shown, alone, unread / (self.repeats * (len(views) - 1)))

    def blind_and_seen(self, answerer: Answerer[Frame], posed: Posed, frames: Sequence[Frame]) -> tuple[Tries, Tries]:
        """Right answers with nothing shown, and with everything; without frames the second ones are none of none.

        Raises:
            NoReplyError: the answerer does not answer.
        """
        nothing: Sequence[Frame] = ()
        views = [self._every_time(shown) for shown in ([nothing, frames] if frames else [nothing])]
        right = [[posed.is_right(reply) for reply in view] for view in self._asked(answerer, posed, views)]
        counts = [Tries(sum(view), self.repeats) for view in right]
        return counts[0], counts[1] if frames else Tries(0, 0)

    def _every_time(self, frames: Sequence[Frame]) -> list[Sequence[Frame]]:
        return [frames] * self.repeats

    def chance_of(self, posed: Posed) -> float:
        """How likely a guess is right."""
        return 1 / len(posed.options) if posed.options else self.chance

    def _asked(
        self, answerer: Answerer[Frame], posed: Posed, views: Sequence[Sequence[Sequence[Frame]]]
    ) -> list[list[str]]:
        def ask(view: int, run: int) -> Callable[[], str]:
            options = list(posed.options)
            self._drawn("options", posed, run).shuffle(options)
            seed = self._drawn(f"view {view}", posed, run).getrandbits(31)
            return lambda: answerer.answer(posed.text, views[view][run], options, seed)

        jobs = [ask(view, run) for view in range(len(views)) for run in range(self.repeats)]
        replies = list(self.at_once(lambda job: job(), jobs))
        return [replies[start : start + self.repeats] for start in range(0, len(replies), self.repeats)]

    def _shuffled(self, posed: Posed, frames: Sequence[Frame], run: int) -> Sequence[Frame]:
        """In another order than the one they have."""
        places = list(range(len(frames)))
        rng = self._drawn("frames", posed, run)
        while len(places) > 1 and places == sorted(places):
            rng.shuffle(places)
        return [frames[place] for place in places]

    def _drawn(self, what: str, posed: Posed, run: int) -> random.Random:
        return random.Random(f"{self.seed}:{posed.name}:{run}:{what}")
