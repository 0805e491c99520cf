"""Objects in an answer that are not in the evidence (CHAIR, arXiv:1809.02156)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.core.chair import objects, shown, told
from goldsmith.core.types import Finding, Sample
from goldsmith.core.vocabulary import spoken


class GroundedObjects(Check):
    """Flag objects that an answer names although neither boxes, labels, captions nor the question have them.

    Objects are told by a table of synonyms (English and Spanish); what is denied ("no dog") is not flagged. Samples
    without box, label or caption notes of known objects are left alone.
    """

    version: ClassVar[int] = 3

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each object without ground."""
        there = shown(sample)
        if not there:
            return
        languages = spoken(sample)
        if languages is None:
            yield self.not_run(sample, f"no objects are known in the language {str(sample.tags['language'])[:20]!r}")
            return
        there |= {name for _, turn in sample.asked() for name in objects(turn.text)}
        yield from self.in_texts(sample, sample.answered(), functools.partial(_ungrounded, there, languages))


def _ungrounded(there: frozenset[str], languages: tuple[str, ...], text: str) -> Iterator[Fault]:
    for mention in told(text, there, languages).absent:
        message = f"no note shows the object {text[mention.start : mention.end]!r}"
        yield Fault("minor", message, mention.start, mention.end, evidence={"object": mention.word.name})
