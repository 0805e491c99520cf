"""Media that a data set names but does not bring along: counted on the way, said once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goldsmith.core.types import Finding, Sample, Severity
from goldsmith.formats.files import problem

NAMED = 100
"""Names of missing media that the finding holds; the others are only counted."""


class MissingMedia:
    """Looks at samples passing by, and remembers how many of them have media that are not at hand."""

    def __init__(self) -> None:
        self.samples = self.lacking = 0
        self.anything_at_hand = self.shown = False
        self.names: list[str] = []

    def look(self, sample: Sample) -> None:
        """Take note of a sample's media."""
        self.samples += 1
        absent = [asset for asset in sample.assets if asset.size is None]
        self.anything_at_hand |= len(absent) < len(sample.assets)
        if absent:
            self.lacking += 1
            self.shown |= any(part.asset for turn in sample.turns for part in turn.parts)
            self.names += [asset.source[:200] for asset in absent][: NAMED - len(self.names)]

    def said(self, form: str, path: Path) -> Iterator[Finding]:
        """One finding however many are missing; a mere note about evidence that never had media beside it."""
        if self.lacking:
            severity: Severity = "minor" if self.anything_at_hand or self.shown else "note"
            named = ", ".join(self.names[:3]) + ", ..." * (len(self.names) > 3)
            message = f"{path}: {self.lacking:,} of {self.samples:,} samples name media that are not at hand: {named}"
            yield problem(form, message, severity, files=self.names)
