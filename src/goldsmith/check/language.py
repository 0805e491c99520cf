"""Is it the language that was asked for?"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST, language, wrong_script
from goldsmith.core.types import Finding, Place, Sample, Severity, Turn


class Language(Check):
    """Flag turns in another language than the sample's tag says; short texts and mere data are left undetermined."""

    sure: float = Field(default=0.6, ge=0, le=1)
    """How sure the detector must be that it is another language."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each turn in another language."""
        wanted = str(sample.tags.get("language", "")).split("-")[0].lower()
        if not wanted:
            if sample.turns:
                yield self.not_run(sample, "the sample has no `language` tag")
            return
        for place, turn in enumerate(sample.turns):
            if turn.role in ("user", "assistant"):
                yield from self._turn(sample, place, turn, wanted)

    def _turn(self, sample: Sample, place: int, turn: Turn, wanted: str) -> Iterator[Finding]:
        text = turn.text
        if len(text) > LARGEST:
            yield self.not_run(sample, f"turn {place} is too large ({len(text):,} characters)")
        elif wrong_script(text, wanted):
            yield self.finding(sample, "major", f"the text is not in the script of {wanted!r}", Place(turn=place))
        elif turn.role == "assistant" and sample.tags.get("format", "prose") != "prose":
            return  # data in a form say too little about the language
        else:
            found = language(text)
            if found and found[0] != wanted and found[1] >= self.sure:
                message = f"the text is in {found[0]!r} ({found[1]:.0%} sure), {wanted!r} was asked for"
                severity: Severity = "major" if found[1] >= 0.85 and len(text) > 80 else "minor"
                yield self.finding(
                    sample, severity, message, Place(turn=place), detected=found[0], score=round(found[1], 3)
                )
