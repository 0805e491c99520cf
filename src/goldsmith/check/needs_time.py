"""Questions about videos that need no video, or no more than one frame of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from pydantic import Field

from goldsmith.check.answering.answered import NO_ANSWERER, AnsweredCheck, Ask, as_pictures
from goldsmith.check.answering.posed import Posed
from goldsmith.check.answering.views import Viewed
from goldsmith.check.evidence.time_words import time_words
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frame_need import Label, Shown, Tries, label, labels
from goldsmith.core.stats import bootstrap
from goldsmith.core.types import Asset, Finding, Place, Sample, Severity
from goldsmith.models.chat import Picture

_VIEWS = {"blind": "nothing shown", "single": "one frame", "whole": "all frames", "shuffled": "frames shuffled"}
_SEVERITIES: dict[Label, Severity] = {"blind-answerable": "minor", "single-frame-answerable": "minor"}
_MESSAGES: dict[Label, str] = {
    "blind-answerable": "answered without the video: {blind} right with nothing shown, guesses {chance:.0%}",
    "single-frame-answerable": "answered from one frame: {single} right with the best single frame",
    "any-order": "needs several frames, in any order: {whole} right with all frames, {shuffled} with them shuffled",
    "temporal": "needs time: {whole} right with all frames in order, {shuffled} with them shuffled",
    "unanswered": "not answered from all frames either ({whole} right): the answerer is too weak, or the answer wrong",
    "undetermined": "undetermined: {blind} right blind, {single} from one frame, {whole} from all, {shuffled} shuffled",
}


class NeedsTime(AnsweredCheck):
    """Flag questions about a video that can be answered without it, or from one of its frames.

    A model answers every question with nothing shown, with each of some frames alone, with all of them in order, and
    with all of them shuffled, `repeats` times each (`(frames + 3) x repeats` calls a question). Blind-answerable is
    what beats chance; single-frame-answerable what the best frame gets right in 80%, where the frame is chosen by the
    other repeats, as the best of 8 guesses would look right in 90%; temporal what needs the frames in order: the hard
    subset, noted with the label as evidence. Where counts allow several labels it is undetermined. Each question is
    asked on its own. Without a model it notes the questions without a word of time, in nine languages: a hint, of
    which every third is wrong in English.

    Percent of 500 questions about drawn clips with the label that they were made for, asked of an answerer that knows
    exactly what the frames tell, and guesses what they do not (three or four options, the other settings as they are):

    =======  =====  ============  =====
    repeats  right  undetermined  wrong
    =======  =====  ============  =====
          6     43            56      2
         10     79            20      1
         16     93             5      1
         24     99             0      1
         32     99             0      1
    =======  =====  ============  =====

    The wrong ones are guesses that were right too often, as `luck` allows; `sum_up` lets one of a set
    pass with a chance of 5%.
    """

    advises: ClassVar[bool] = True

    frames: int = Field(default=8, ge=2, le=64)
    """Frames shown, evenly spaced: an event between two of them is not seen."""

    hard: bool = False
    """Take all but temporal questions as minor, so that a screen that drops minor ones leaves the hard subset."""

    def sum_up(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """One note on a set: right answers by what was shown, with 95% intervals (whole videos drawn), and labels.

        The labels are those that hold after correcting for the number of questions (Holm).
        """
        asked = self.labelled(found)
        if not asked:
            return
        videos = [str(one.where.asset) for one in asked]
        shares = {view: [_tries(one, view).rate for one in asked] for view in _VIEWS}
        means = {view: sum(rates) / len(rates) for view, rates in shares.items()}
        bounds = {view: bootstrap(rates, videos, resamples=2_000, seed=self.seed) for view, rates in shares.items()}
        counted = Counter(labels([_shown(one) for one in asked]))
        said = ", ".join(
            f"{_VIEWS[view]} {means[view]:.0%} ({low:.0%} to {high:.0%})" for view, (low, high) in bounds.items()
        )
        chance = sum(one.evidence["chance"] for one in asked) / len(asked)
        message = (
            f"{counted['temporal']:,} of {len(asked):,} questions need time; right with {said}; guesses {chance:.0%}"
        )
        figures: dict[str, Any] = {
            "intervals": {view: list(bounds[view]) for view in _VIEWS},
            "labels": dict(sorted(counted.items())),
        }
        yield self.finding(None, "note", message, questions=len(asked), chance=chance, accuracy=means, **figures)

    def media(self, sample: Sample) -> list[Asset]:
        """The first video."""
        return [asset for asset in sample.assets if asset.kind == "video"][:1]

    def pictures(self, media: Sequence[Asset]) -> list[Picture]:
        """Evenly spaced frames."""
        from goldsmith.media.video import spaced_frames

        frames = spaced_frames(media[0], self.frames, longest=self.longest)
        if len(frames) < 2:
            raise GoldsmithError("the video has only one frame")
        return as_pictures((frame.image for frame in frames), self.longest)

    def unanswered(self, sample: Sample, question: Posed) -> Iterator[Finding]:
        """Not run, with the words that speak of time; a note where there are none."""
        cues = _cues(sample, question)
        yield self.without_answer(sample, question.turn, NO_ANSWERER, cues=cues)
        if cues == []:
            message = "no word of the question speaks of time: one frame may do (a hint, nothing was looked at)"
            yield self.finding(sample, "note", message, Place(turn=question.turn))

    def verdict(self, sample: Sample, question: Posed, media: Sequence[Asset], ask: Ask) -> Finding:
        """The label of a question."""
        viewed = ask.viewing.of(ask.answerer, question, ask.pictures)
        if viewed.unread > 0.5:
            reason = f"{viewed.unread:.0%} of the answerer's replies are no answer"
            return self.without_answer(sample, question.turn, reason)
        return self._labelled(sample, question, media[0], viewed)

    def _labelled(self, sample: Sample, question: Posed, video: Asset, viewed: Viewed) -> Finding:
        shown = viewed.shown
        named = label(shown, self.luck)
        counts = {view: f"{getattr(shown, view).right:g} of {self.repeats}" for view in _VIEWS}
        message = _MESSAGES[named].format(chance=shown.chance, **counts)
        evidence = {
            "label": named, "chance": shown.chance, "frames": shown.frames, "runs": self.repeats,
            **{view: getattr(shown, view).right for view in _VIEWS},
            "single_mean": sum(one.rate for one in viewed.singles) / shown.frames,
            "single_best": max(one.rate for one in viewed.singles), "cues": _cues(sample, question),
        }  # fmt: skip
        where = Place(turn=question.turn, asset=video.id)
        severity = "minor" if self.hard and named != "temporal" else _SEVERITIES.get(named, "note")
        return self.finding(sample, severity, message, where, **evidence)


def _cues(sample: Sample, question: Posed) -> list[str] | None:
    return time_words(question.text, str(sample.tags.get("language", "")).partition("-")[0])


def _tries(found: Finding, view: str) -> Tries:
    return Tries(found.evidence[view], found.evidence["runs"])


def _shown(found: Finding) -> Shown:
    views = (_tries(found, view) for view in _VIEWS)
    return Shown(found.evidence["chance"], found.evidence["frames"], *views)
