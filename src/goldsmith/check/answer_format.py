"""Does the answer have the form that was asked for?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST
from goldsmith.core.forms import FORMS, fault, unfenced
from goldsmith.core.types import Finding, Place, Sample


class AnswerFormat(Check):
    """Flag final answers that are not the JSON, XML, CSV, Markdown table or prose that the `format` tag asks for."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding where the form breaks, with its place; keys said twice in JSON are found too."""
        form = str(sample.tags.get("format", ""))
        answers = list(sample.answered())
        if form not in FORMS or not answers:
            return
        place, turn = answers[-1]
        if len(turn.text) > LARGEST:
            yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
            return
        broken = fault(form, turn.text)
        if broken:
            message, start = broken
            end = min(len(turn.text), start + 1)
            yield self.finding(sample, "major", message, Place(turn=place, start=start, end=end), form=form)
        elif form == "json":
            for key in _said_twice(unfenced(turn.text)[0]):
                yield self.finding(sample, "minor", f"the key {key!r} is given twice", Place(turn=place), form=form)


def _said_twice(text: str) -> list[str]:
    twice: list[str] = []

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counted = Counter(key for key, _ in pairs)
        twice.extend(sorted(key for key, count in counted.items() if count > 1))
        return dict(pairs)

    json.loads(text, object_pairs_hook=keep)
    return twice
