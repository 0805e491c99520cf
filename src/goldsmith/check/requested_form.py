"""Does an answer have the form that its question asks for in words?"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.forms.asked_forms import LANGUAGES, NAMES, asked_forms, delivers
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample

_TAGGED = ("json", "xml", "csv", "table")


class RequestedForm(Check):
    """Flag answers without the form that the question asks for: JSON, XML, CSV, table, bullets, numbered list, code.

    Requests are understood in English, Spanish, German and French. Where the `format` tag names the form asked for,
    `answer-format` looks closer; where it names another form of data, or prose, that is told.
    """

    version: ClassVar[int] = 2

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each answer whose question asks for another form."""
        tag = str(sample.tags.get("language", "")).lower().partition("-")[0]
        answers = list(sample.answered())
        if tag and tag not in LANGUAGES:
            yield from [self.not_run(sample, f"requests in the language {tag!r} are not understood")] * bool(answers)
            return
        for place, turn in answers:
            before = sample.turns[place - 1] if place else None
            question = before.text if before and before.role == "user" else ""
            if len(question) > LARGEST:
                yield self.not_run(sample, f"turn {place - 1} is too large ({len(question):,} characters)")
                continue
            asked = asked_forms(question, (tag,) if tag else LANGUAGES)
            form = str(sample.tags.get("format", "")) if place == answers[-1][0] else ""
            yield from self.in_texts(sample, [(place, turn)], functools.partial(_faults, asked, form))


def _faults(asked: list[str], tag: str, text: str) -> Iterator[Fault]:
    if not asked or tag in asked:
        return
    named = " or ".join(NAMES[form] for form in asked)
    if not any(delivers(form, text) for form in asked):
        yield Fault("minor", f"the question asks for {named}", 0, len(text), evidence={"asked": ", ".join(asked)})
    elif tag in _TAGGED or (tag == "prose" and set(asked) & set(_TAGGED)):
        said = f"the question asks for {named}, the `format` tag is {tag!r}"
        yield Fault("note", said, 0, len(text), evidence={"asked": ", ".join(asked)})
