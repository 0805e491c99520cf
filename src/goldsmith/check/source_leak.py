"""Words that give away that the writer saw notes instead of the media."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample

LEAKS = re.compile(
    r"\b(?:bounding[ -]box(?:es)?|(?:the|these|given|provided) (?:captions?|annotations?|metadata|bbox(?:es)?)"
    r"|according to the (?:captions?|annotations?|descriptions?|notes?|metadata)"
    r"|(?:the )?(?:description|caption|annotation) (?:says|states|mentions)"
    r"|(?:x|y)(?:1|2|min|max)\b|bndbox|ground[ -]truth"
    r"|según (?:la anotación|las anotaciones|la descripción|los metadatos|el pie de foto)"
    r"|cuadros? delimitador(?:es)?|la descripción (?:dice|menciona|indica))",
    re.IGNORECASE,
)


class SourceLeak(Check):
    """Flag answers that mention captions, boxes, annotations or metadata as their source (LLaVA-Instruct's rule)."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each mention that the question did not bring up itself."""
        asked = " ".join(turn.text for _, turn in sample.asked())
        for place, turn in sample.answered():
            if len(turn.text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                continue
            for found in LEAKS.finditer(turn.text):
                if found.group().lower() not in asked.lower():
                    message = f"the answer speaks of its source: {found.group()!r}"
                    yield self.finding(
                        sample, "major", message, Place(turn=place, start=found.start(), end=found.end())
                    )
