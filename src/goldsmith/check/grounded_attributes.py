"""What an answer says objects are like, against what the captions say of them."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from goldsmith.check.check import Check, Fault
from goldsmith.check.evidence.attributes import Attribute, described, near, nouns, things, worn
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample
from goldsmith.core.vocabulary import named, spoken

_TELL = ("caption", "alt", "scene", "label", "box")
_ASKS = re.compile(
    r"\b(?:what (?:colou?r|shape|pattern|size|material)|made (?:out )?of|qué (?:color|material|forma|tamaño))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\s*(?:(?:it|they|that|this)(?:['’]s|['’]re| is| are| appears to be| looks)|the colou?r is"
    r"|(?:es|son)(?: de color)?)?\s*",
    re.IGNORECASE,
)
_YES = re.compile(r"\s*(?:yes|yeah|sí)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(r"\s*¿?(?:is|are|was|were|does|do|es|está|son|están|el|la|los|las)\b", re.IGNORECASE)
_SHORT = 6
"""Words of an answer that leaves out what was asked about."""


class GroundedAttributes(Check):
    """Flag an attribute of an object that the captions contradict: a red car where all that tell of it say blue.

    Colours, materials, sizes, ages, patterns, shapes, states and postures, in English and Spanish. An attribute is
    contradicted where the evidence has others of the same family for the same object and none that may be told of the
    same thing (brown and tan); where there are several of the object nothing is. What is denied or compared is left
    alone, as are samples without captions and labels.
    """

    unsupported: bool = False
    """Also note attributes of which the evidence says nothing, neither for nor against."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each attribute that is contradicted."""
        if not any(note.kind in _TELL for note in sample.notes()):
            return
        languages = spoken(sample)
        if languages is None:
            yield self.not_run(sample, f"no attributes are known in the language {str(sample.tags['language'])[:20]!r}")
            return
        evidence, asked = _Evidence.of(sample), ""
        for place, turn in enumerate(sample.turns):
            if turn.role == "user":
                asked = turn.text[:LARGEST]
            elif turn.role == "assistant":
                look = functools.partial(_faults, evidence, languages, asked, self.unsupported)
                yield from self.in_texts(sample, [(place, turn)], look)


class _Evidence(NamedTuple):
    """What the notes say: values and the words for them by object and family, and of which objects it has several."""

    told: dict[tuple[str, str, bool], dict[str, str]]
    several: frozenset[str]

    @classmethod
    def of(cls, sample: Sample) -> _Evidence:
        told: dict[tuple[str, str, bool], dict[str, str]] = defaultdict(dict)
        several: set[str] = set()
        boxed = Counter(word.name for note in sample.notes() if note.kind == "box" and (word := named(note.text)))
        for text in dict.fromkeys(note.text[:LARGEST] for note in sample.notes() if note.kind in _TELL):
            for one in described(text):
                told[one.thing, one.family, one.plural].setdefault(one.value, text[one.start : one.end])
            several |= _several(text)
        several -= {name for name, count in boxed.items() if count == 1}
        several |= {name for name, count in boxed.items() if count > 1}
        several |= worn() if "person" in several else frozenset()
        return cls(dict(told), frozenset(several))

    def against(self, claim: Attribute) -> dict[str, str] | None:
        """The other values that the evidence has for what a claim is about; None where it supports it or is silent."""
        if claim.thing in self.several and not claim.plural:
            return None
        said = self.told.get((claim.thing, claim.family, claim.plural))
        return said if said and not any(near(claim.value, value) for value in said) else None

    def silent(self, claim: Attribute) -> bool:
        """Whether the evidence has no attribute of the family for the object."""
        return not any((claim.thing, claim.family, plural) in self.told for plural in (False, True))


def _several(text: str) -> set[str]:
    """Of which objects a text says that there are several, or names more than one."""
    found = Counter[str]()
    for name, plural in things(text):
        found[name] += 2 if plural else 1
    return {name for name, count in found.items() if count > 1}


def _faults(
    evidence: _Evidence, languages: tuple[str, ...], asked: str, unsupported: bool, text: str
) -> Iterator[Fault]:
    claims = [*described(text, languages), *_understood(asked, text, languages)]
    beside: dict[tuple[int, str], set[str]] = defaultdict(set)
    for claim in claims:
        beside[claim.mention.start, claim.family].add(claim.value)
    for claim in claims:
        others = beside[claim.mention.start, claim.family]
        shown = text[claim.start : claim.end]
        against = evidence.against(claim)
        if against and not any(near(value, other) for value in against for other in others):
            known = ", ".join(sorted(set(against.values())))[:80]
            message = f"the answer calls the {claim.thing} {shown!r}, the evidence: {known}"
            yield Fault("minor", message, claim.start, claim.end, evidence={"object": claim.thing, "noted": known})
        elif unsupported and evidence.silent(claim):
            message = f"the evidence says nothing of {claim.family} for the {claim.thing} called {shown!r}"
            yield Fault("note", message, claim.start, claim.end, evidence={"object": claim.thing})


def _understood(question: str, answer: str, languages: tuple[str, ...]) -> Iterator[Attribute]:
    """What an answer says of the object that only its question names: "Red.", "Yes."; the places are in the answer."""
    if found := _YES.match(answer):
        if _YES_OR_NO.match(question):
            yield from (one._replace(start=found.start(), end=found.end()) for one in described(question, languages))
        return
    lead = _LEAD.match(answer)
    rest = answer[lead.end() :] if lead else answer
    if len(rest) > 100 or len(rest.split()) > _SHORT or not _ASKS.search(question):
        return
    for noun, plural in _asked_about(question, languages):
        verb = ("are" if plural else "is") if languages[0] == "en" else "es"
        start = f"the {noun} {verb} " if languages[0] == "en" else f"el {noun} {verb} "
        shift = len(answer) - len(rest) - len(start)
        told = described(start + rest, languages)
        yield from (
            one._replace(start=one.start + shift, end=one.end + shift) for one in told if one.start >= len(start)
        )


def _asked_about(question: str, languages: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The one noun, as written, that a question asks the colour and the like of; none where it names several."""
    found = nouns(question, languages)
    return found if len(found) == 1 else []
