"""Questions about pictures and sounds that are answered as well without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from goldsmith.check.answering.answered import AnsweredCheck, Ask, as_pictures
from goldsmith.check.answering.posed import Posed
from goldsmith.core.frame_need import Tries
from goldsmith.core.stats import bootstrap
from goldsmith.core.types import Asset, Finding, Place, Sample, Severity
from goldsmith.media.look import is_picture
from goldsmith.models.chat import Picture

Label = Literal["blind-answerable", "grounded", "not-guessed", "unanswered", "undetermined"]
_KINDS = ("image", "chart", "document", "audio")
GAP = 0.3
"""By how much seeing must raise the rate of right answers."""
_MOST = 16
"""Pictures of a sample that are shown."""
_SEVERITIES: dict[Label, Severity] = {"blind-answerable": "minor"}
_MESSAGES: dict[Label, str] = {
    "blind-answerable": "answered without looking: {blind} right with nothing shown, guesses {chance:.0%}",
    "grounded": "needs what is shown: {seen} right with it, {blind} without",
    "not-guessed": "not answered by guessing: {blind} right with nothing shown (the answerer cannot be given more)",
    "unanswered": "not answered from what is shown either ({seen} right): the answerer is too weak or the answer wrong",
    "undetermined": "undetermined: {blind} right with nothing shown, {seen} with it",
}


class NeedsMedia(AnsweredCheck):
    """Flag questions about pictures, documents and sounds that can be answered without them.

    A model answers every question `repeats` times with nothing shown, and as often with the pictures. Blind-answerable
    is what beats chance (binomial test); grounded what the pictures get right in 80%, and in 30 points more than
    nothing. Sounds and PDFs are not shown: of questions about them only guessing is tried. For videos there is
    `needs-time`.
    """

    def sum_up(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """One note on a set: how many answers are right with nothing shown, with a 95% interval, against chance."""
        asked = self.labelled(found)
        if not asked:
            return
        rates = [one.evidence["blind"] / one.evidence["runs"] for one in asked]
        low, high = bootstrap(rates, [str(one.where.asset) for one in asked], resamples=2_000, seed=self.seed)
        chance = sum(one.evidence["chance"] for one in asked) / len(asked)
        blind = sum(rates) / len(rates)
        message = (
            f"{len(asked):,} questions, right with nothing shown {blind:.0%} ({low:.0%} to {high:.0%}); "
            f"guesses {chance:.0%}"
        )
        yield self.finding(
            None, "note", message, questions=len(asked), blind=blind, interval=[low, high], chance=chance
        )

    def media(self, sample: Sample) -> list[Asset]:
        """All that can be seen or heard, where no video is among them."""
        if any(asset.kind == "video" for asset in sample.assets):
            return []
        return [asset for asset in sample.assets if asset.kind in _KINDS and not asset.mime.startswith("text/")]

    def pictures(self, media: Sequence[Asset]) -> list[Picture]:
        """The pictures; none where there is something else, which the answerer would miss."""
        from goldsmith.media.look import picture

        if not all(map(is_picture, media)):
            return []
        return as_pictures((picture(asset, size=self.longest) for asset in media[:_MOST]), self.longest)

    def verdict(self, sample: Sample, question: Posed, media: Sequence[Asset], ask: Ask) -> Finding:
        """The label of a question."""
        blind, seen = ask.viewing.blind_and_seen(ask.answerer, question, ask.pictures)
        chance = ask.viewing.chance_of(question)
        label = self._label(blind, seen, chance)
        counts = {"blind": f"{blind.right:g} of {blind.runs}", "seen": f"{seen.right:g} of {seen.runs}"}
        message = _MESSAGES[label].format(chance=chance, **counts)
        where = Place(turn=question.turn, asset=media[0].id)
        evidence: dict[str, Any] = {
            "label": label,
            "chance": chance,
            "runs": blind.runs,
            "blind": blind.right,
            "seen": seen.right,
        }
        return self.finding(sample, _SEVERITIES.get(label, "note"), message, where, **evidence)

    def _label(self, blind: Tries, seen: Tries, chance: float) -> Label:
        if blind.above(chance) <= self.luck:
            return "blind-answerable"
        if not blind.falls_short():
            return "undetermined"
        if not seen.runs:
            return "not-guessed"
        known = seen.knows(chance, self.luck)
        if known and seen.rate - blind.rate >= GAP:
            return "grounded"
        return "unanswered" if known is False else "undetermined"
