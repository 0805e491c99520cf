"""Objects in an answer that are not in the evidence (CHAIR, arXiv:1809.02156)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Finding, Sample
from goldsmith.core.vocabulary import mentions, named, spoken

_DENIED = re.compile(
    r"\b(?:no(?!,)|not(?! only)|without|neither|nor|none|never|rather than|instead of|lack|lacks|absence"
    r"|sin|ni|ningún|ninguna|nunca|tampoco|en lugar de|en vez de|isn't|aren't|cannot|(?:do|does|can|wo|was|were)n't)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?\n]|\b(?:but|however|although|while|whereas|pero|sino|aunque|mientras)\b", re.IGNORECASE)
_BEFORE = 80
"""Characters in which a denial is looked for; lists like "no cat, dog or horse" are seldom longer."""


class GroundedObjects(Check):
    """Flag objects that an answer names although neither boxes, labels, captions nor the question have them.

    Objects are told by a table of synonyms (English and Spanish); what is denied ("no dog") is not flagged. Samples
    without box, label or caption notes of known objects are left alone.
    """

    version: ClassVar[int] = 2

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each object without ground."""
        there = {name for note in sample.notes() if note.kind in _SHOW for name in _named(note.text)}
        if not there:
            return
        languages = spoken(sample)
        if languages is None:
            yield self.not_run(sample, f"no objects are known in the language {str(sample.tags['language'])[:20]!r}")
            return
        there |= {name for _, turn in sample.asked() for name in _named(turn.text)}
        yield from self.in_texts(sample, sample.answered(), functools.partial(_ungrounded, there, languages))


_SHOW = ("box", "crowd", "label", "caption", "alt")


@functools.lru_cache(maxsize=4096)
def _named(text: str) -> frozenset[str]:
    """The objects in a text of the evidence or of the user, given the benefit of the doubt."""
    whole = named(text)
    return frozenset(mention.word.name for mention in mentions(text[:LARGEST])) | ({whole.name} if whole else set())


def _ungrounded(there: set[str], languages: tuple[str, ...], text: str) -> Iterator[Fault]:
    for mention in mentions(text, languages):
        name = mention.word.name
        if name in there or mention.describes or _denied(text[max(0, mention.start - _BEFORE) : mention.start]):
            continue
        shown = text[mention.start : mention.end]
        message = f"no note shows the object {shown!r}"
        yield Fault("minor", message, mention.start, mention.end, evidence={"object": name})


def _denied(before: str) -> bool:
    """Whether the clause that ends here denies what comes next."""
    *_, clause = _CLAUSE.split(before)
    return _DENIED.search(clause) is not None
