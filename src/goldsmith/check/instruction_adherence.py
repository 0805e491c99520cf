"""Does an answer do as its question asks, in all that can be counted or looked up?"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.constraints.constraint import Constraint
from goldsmith.check.constraints.reader import constraints_of
from goldsmith.core.types import Finding, Sample


class InstructionAdherence(Check):
    """Flag answers that break what their question asks for and a program can verify.

    Read are numbers of words, sentences, paragraphs, bullet points, items, lines, stanzas and characters; words,
    letters and punctuation to use or to avoid; the case of letters; beginnings and ends; quotation marks around the
    answer; person, tense, rhyme, alphabetical order and language (minor, as these are told by rules of thumb). A text
    that can be counted in several ways breaks a limit only when it does so in all of them. English and Spanish are
    read, counts and words in German and French as well. Where a question asks for more than can be verified, a note
    says so.
    """

    version: ClassVar[int] = 2

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each constraint that is broken, with the words that asked for it."""
        for (_, asked), (place, answer) in zip(enumerate(sample.turns), enumerate(sample.turns[1:], 1), strict=False):
            if (asked.role, answer.role) != ("user", "assistant") or not answer.text.strip():
                continue
            free = str(sample.tags.get("format", "")) in ("", "prose")
            look = functools.partial(_faults, constraints_of(asked.text), free)
            yield from self.in_texts(sample, [(place, answer)], look)


def _faults(asked_for: tuple[Constraint, ...], free: bool, answer: str) -> Iterator[Fault]:
    """What is broken; in JSON, tables and other forms nothing of this can be counted."""
    unknown = []
    for constraint in asked_for:
        verdict = constraint.verify(answer) if free else None
        if verdict is None or verdict.kept is None:
            unknown.append(constraint.asked[:120])
        elif not verdict.kept:
            evidence = {"asked": constraint.asked}
            yield Fault(verdict.severity, verdict.message, verdict.start, verdict.end, evidence=evidence)
    if unknown:
        message = f"not verified of what was asked: {'; '.join(unknown)}"
        yield Fault("note", message[:300], 0, len(answer), evidence={"unverified": unknown})
