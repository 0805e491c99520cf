"""Turns without content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Place, Sample

_VISIBLE = re.compile(
    r"[^\s\x00-\x1f\x7f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Anything but white space, controls, and characters without width."""


class EmptyTurns(Check):
    """Flag turns that hold neither visible text nor an asset, and dialogs without an answer."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each empty turn, and one for a dialog that nobody answers."""
        for place, turn in enumerate(sample.turns):
            if not _VISIBLE.search(turn.text) and not any(part.asset for part in turn.parts):
                yield self.finding(sample, "major", f"the {turn.role}'s turn is empty", Place(turn=place))
        if sample.turns and not any(sample.answered()):
            yield self.finding(sample, "major", "no turn answers")
