"""Turns without content."""

from __future__ import annotations

from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Place, Sample


class EmptyTurns(Check):
    """Flag turns that hold neither visible text nor an asset, and dialogs without an answer."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each empty turn, and one for a dialog that nobody answers."""
        for place, turn in enumerate(sample.turns):
            visible = any(
                not (one.isspace() or one in "\u200b\u200c\u200d\u2060\ufeff\x00") for one in turn.text[:10_000]
            )
            if not visible and not any(part.asset for part in turn.parts):
                yield self.finding(sample, "major", f"the {turn.role}'s turn is empty", Place(turn=place))
        if sample.turns and not any(sample.answered()):
            yield self.finding(sample, "major", "no turn answers")
