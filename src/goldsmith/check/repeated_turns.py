"""Dialogs that repeat themselves or are out of order."""

from __future__ import annotations

from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Place, Sample


class RepeatedTurns(Check):
    """Flag a turn said twice, an answer that only repeats its question, and roles that do not alternate."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each repetition and each break of the order."""
        seen: dict[tuple[str, str], int] = {}
        before = ""
        for place, turn in enumerate(sample.turns):
            words = " ".join(turn.text.lower().split())
            key = (turn.role, words)
            if turn.role in ("user", "assistant") and len(words) > 12 and key in seen:
                yield self.finding(sample, "minor", f"turn {place} repeats turn {seen[key]}", Place(turn=place))
            seen.setdefault(key, place)
            if (
                turn.role == "assistant"
                and place
                and words
                and words == " ".join(sample.turns[place - 1].text.lower().split())
            ):
                yield self.finding(sample, "major", "the answer repeats the question", Place(turn=place))
            if turn.role == before and turn.role in ("user", "assistant"):
                yield self.finding(
                    sample, "major", f"two turns of the {turn.role} follow each other", Place(turn=place)
                )
            before = turn.role
        if sample.turns and sample.turns[0].role == "assistant":
            yield self.finding(sample, "minor", "the dialog begins with an answer", Place(turn=0))
