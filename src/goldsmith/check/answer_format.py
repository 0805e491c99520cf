"""Does the answer have the form that was asked for?"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from goldsmith.check.check import Check, Fault
from goldsmith.core.forms import FORMS, fault, unfenced
from goldsmith.core.types import Finding, Sample


class AnswerFormat(Check):
    """Flag final answers that are not the JSON, XML, CSV, Markdown table or prose that the `format` tag asks for."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding where the form breaks, with its place; keys said twice in JSON are found too."""
        form = str(sample.tags.get("format", ""))
        answers = list(sample.answered())
        if form not in FORMS or not answers:
            return
        yield from self.in_texts(sample, answers[-1:], functools.partial(_faults, form))


def _faults(form: str, text: str) -> Iterator[Fault]:
    if broken := fault(form, text):
        message, start = broken
        yield Fault("major", message, start, min(len(text), start + 1), evidence={"form": form})
    elif form == "json":
        try:
            twice = _said_twice(unfenced(text)[0])
        except RecursionError:
            yield Fault("not run", "nested too deep to look for keys given twice", 0, len(text))
            return
        for key in twice:
            yield Fault("minor", f"the key {key[:80]!r} is given twice", 0, len(text), evidence={"form": form})


def _said_twice(text: str) -> list[str]:
    twice: list[str] = []

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counted = Counter(key for key, _ in pairs)
        twice.extend(sorted(key for key, count in counted.items() if count > 1))
        return dict(pairs)

    json.loads(text, object_pairs_hook=keep)
    return twice
