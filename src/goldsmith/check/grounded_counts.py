"""Counts of objects that the boxes contradict."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from math import inf
from typing import ClassVar, NamedTuple

from goldsmith.check.check import Check, Fault
from goldsmith.check.evidence.number_tables import numbers_written
from goldsmith.check.evidence.quantities import Claim, Quantities, alone
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample, Severity
from goldsmith.core.vocabulary import Mention, mentions, named, spoken

_HOW_MANY = re.compile(
    r"\b(?:how many|number of|cu[aá]nt[oa]s|(?:número|cantidad) de|count (?:all )?the)\s", re.IGNORECASE
)
_WRITTEN = ("table", "value", "ocr")
_GENERAL = frozenset(
    "are there is in the this image picture photo photograph scene shown visible can could you i we see be do does show"
    " appear of it here total please tell me what contains contain count all display displayed seen and answer with a"
    " number only hay en la el esta este imagen foto fotografía escena se ve ven aparece aparecen muestra muestran son"
    " visibles puedes puede ver ves de que cuál es un número solo".split()
)


class GroundedCounts(Check):
    """Flag "N objects" where the boxes of that category are not N: exactly up to five, within a fifth above.

    Plurals, synonyms, number words and words such as "several", "a pair of" or "una docena de" are understood in
    English and Spanish, as is a bare number after "how many ...?". "One dog" may be an article and is no count;
    "two men" are at most two of three people, "two black dogs" at most two of three dogs.
    """

    version: ClassVar[int] = 3

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each contradicted count; categories without boxes are left to other checks."""
        noted = _Noted.of(sample)
        if not noted.own:
            return
        languages = spoken(sample)
        if languages is None:
            yield self.not_run(
                sample, f"counts are not understood in the language {str(sample.tags['language'])[:20]!r}"
            )
            return
        asked: tuple[Mention, bool] | None = None
        for place, turn in enumerate(sample.turns):
            if turn.role == "user":
                asked = _asked(turn.text, languages, noted.own)
            elif turn.role == "assistant":
                look = functools.partial(_contradicted, noted, languages, asked)
                yield from self.in_texts(sample, [(place, turn)], look)


class _Noted(NamedTuple):
    """The boxes: how many of each label as spelled, of each object, and what cannot be counted as one crowd.

    `written` are the tables and words in the picture, which may tell of other dogs than those to be seen.
    """

    labels: Counter[str]
    names: Counter[str]
    crowds: frozenset[str]
    own: frozenset[str]
    alone: bool
    written: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, sample: Sample) -> _Noted:
        texts = Counter(note.text for note in sample.notes() if note.kind == "box")
        crowds = {note.text for note in sample.notes() if note.kind == "crowd"}
        own = frozenset({*texts, *crowds})
        labels: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for text, count in texts.items():
            if word := named(text, own):
                labels[word.noun] += count
                names[word.name] += count
        crowded = frozenset(word.name for text in crowds if (word := named(text, own)))
        boxed = sum(any(note.kind == "box" for note in asset.notes) for asset in sample.assets)
        written = tuple((note.kind, note.text[:LARGEST]) for note in sample.notes() if note.kind in _WRITTEN)
        return cls(labels, names, crowded, own, boxed == 1, written)

    def shown(self, mention: Mention) -> tuple[str, int, bool]:
        """What a noun counts: its name, how many boxes it has, and whether it may mean only some of them."""
        word = mention.word
        if word.narrow and word.noun in self.labels:
            return word.noun, self.labels[word.noun], not self.alone
        return word.name, self.names[word.name], word.narrow or not self.alone


def _asked(text: str, languages: tuple[str, ...], own: frozenset[str]) -> tuple[Mention, bool] | None:
    """What a question asks the number of, and whether it asks for some of them only."""
    found = _HOW_MANY.search(text[:LARGEST])
    if found is None:
        return None
    for mention in mentions(text[found.end() :][:200], languages, own):
        rest = text[: found.start()] + text[found.end() + mention.end :]
        before = text[found.end() :][: mention.start].strip()
        return mention, bool(before) or not _GENERAL.issuperset(re.findall(r"[^\W\d_]+", rest.lower()))
    return None


def _contradicted(
    noted: _Noted, languages: tuple[str, ...], asked: tuple[Mention, bool] | None, text: str
) -> Iterator[Fault]:
    number = alone(text, languages) if asked else None
    if asked and number:
        mention, part = asked
        whole = mention._replace(start=0, end=len(text))
        yield from _faults(noted, [(whole, number._replace(part=part, exact=True, article=False))], text)
        return
    quantities = Quantities(text, languages)
    told: list[tuple[Mention, Claim]] = []
    for mention in mentions(text, languages, noted.own):
        said = None if mention.describes else quantities.before(mention.start, mention.end)
        if said is None:
            continue
        many = mention.word.plural or said.labelled or text[mention.start : mention.end].isupper()  # "12 RBC"
        if said.low > 1 and not many:
            continue
        if asked and asked[0].word.name == mention.word.name and not asked[1]:
            said = said._replace(exact=not said.part, article=False)
        told.append((mention, said))
    yield from _faults(noted, told, text)


def _faults(noted: _Noted, told: list[tuple[Mention, Claim]], text: str) -> Iterator[Fault]:
    """What the boxes contradict. Of "two dogs play and one dog sleeps" neither is all there are: they add up."""
    totals: Counter[str] = Counter()
    for mention, said in told:
        totals[noted.shown(mention)[0]] += 0 if said.loose else int(said.low)
    for mention, said in told:
        name, count, part = noted.shown(mention)
        slack = 0 if count <= 5 else count / 5
        added_up = totals[name] > said.low and abs(totals[name] - count) <= (slack if count > 12 else 0)
        if said.low == said.high and said.low in numbers_written(noted.written):
            continue
        if mention.word.name in noted.crowds:
            message = f"{name} is noted as a crowd, which has no number"
            yield Fault("not run", message, mention.start, mention.end)
        elif not count:
            continue
        elif said.low > count + slack:
            yield _fault(mention, said, count, text, "minor" if said.loose else "major")
        elif said.high < count - slack and not (said.article or said.part or part or added_up):
            yield _fault(mention, said, count, text, "major" if said.exact else "minor")


def _fault(mention: Mention, said: Claim, count: int, text: str, severity: Severity) -> Fault:
    shown = text[mention.start : mention.end] if mention.end - mention.start < 60 else mention.word.noun
    number = said.low if said.high == inf or said.low > count else said.high
    message = f"the answer counts {number:g} {shown}, the notes have {count}"
    return Fault(severity, message, mention.start, mention.end, evidence={"said": int(number), "noted": count})
