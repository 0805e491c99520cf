"""Quotations from a picture or a clip that are not in it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import islice

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.evidence.claimed_quotes import LANGUAGES, Claimed, claimed_quotes
from goldsmith.check.evidence.shown_text import Nearest, ShownText
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample, Severity

_READ_FROM = {"written": ("ocr",), "cell": ("ocr", "table", "value"), "spoken": ("transcript",)}
"""The kinds of notes that hold all there is to quote; others hold it only by chance."""
_RELATED = 0.6
"""From which likeness on a text of the evidence is suggested instead."""
_LOOKED_UP = 60
"""Quotations of a text that are looked up."""


class GroundedQuotes(Check):
    """Flag quotations from the media that its notes do not hold: "the sign says X", "labelled X", "he says: X".

    The words that introduce a quotation are known in nine languages (en es de fr it pt ru zh ja); capitals, accents,
    spaces, hyphens and ligatures do not matter, nor letters that OCR takes for each other. What is nearly there is a
    note with the right text, as is what could stand in a picture or clip without OCR or transcript. Quotations of the
    question, denials, terms ("the word 'tow' means ...") and marks of distance are left alone.
    """

    likeness: float = Field(default=0.9, ge=0, le=1)
    """From which similarity on (1 = the same letters) a quotation counts as nearly there; its numbers must be there."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each quotation without ground; not run where the notes of the media hold no text."""
        tag = str(sample.tags.get("language", "")).lower().partition("-")[0]
        if not sample.assets or not (answers := list(sample.answered())):
            return
        if tag and tag not in LANGUAGES:
            yield self.not_run(sample, f"how quotations are introduced is not known in the language {tag[:20]!r}")
            return
        texts = [(note.kind, note.text) for note in sample.notes()]
        if sum(len(text) for _, text in texts) > LARGEST:
            yield self.not_run(sample, "the evidence is too large to look quotations up in it")
            return
        read = [frozenset(note.kind for note in asset.notes) for asset in sample.assets]
        evidence = _Evidence(tuple(texts), read, "\n".join(turn.text[:LARGEST] for _, turn in sample.asked()))
        look = functools.partial(self._unsupported, evidence, (tag,) if tag else LANGUAGES)
        yield from self.in_texts(sample, answers, look)

    def _unsupported(self, evidence: _Evidence, languages: tuple[str, ...], text: str) -> Iterator[Fault]:
        for claim in islice(claimed_quotes(text, languages), _LOOKED_UP):
            if evidence.asked.holds(claim.text):
                continue
            if not evidence.kinds:
                message = "no note tells what is written or said in the media"
                yield Fault("not run", message, claim.start, claim.end)
                return
            if not any(shown.holds(claim.text) for shown in evidence.shown.values()):
                yield self._fault(evidence, claim)

    def _fault(self, evidence: _Evidence, claim: Claimed) -> Fault:
        kind, nearest = evidence.nearest(claim)
        like = nearest is not None and nearest.likeness >= self.likeness
        there = like and evidence.shown[kind].differs_by_letters(claim.text)
        told = all(kinds.intersection(_READ_FROM[claim.how]) for kinds in evidence.read)
        severity: Severity = "minor" if told and not there else "note"
        said = "is not quite as in" if there else "is not in"
        message = f"what is quoted {said} the evidence: {claim.text[:60]!r}"
        suggestion = nearest.text if nearest and nearest.likeness >= _RELATED else None
        likeness = round(nearest.likeness, 2) if nearest else 0.0
        return Fault(severity, message, claim.start, claim.end, suggestion, {"how": claim.how, "likeness": likeness})


class _Evidence:
    """What the notes show, what the questions say, and the kinds of notes: with text, and of each asset."""

    def __init__(self, notes: tuple[tuple[str, str], ...], read: list[frozenset[str]], asked: str) -> None:
        self.read = read
        self.kinds = frozenset(kind for kind, text in notes if text.strip())
        self.shown = {kind: _shown(tuple(text for of, text in notes if of == kind)) for kind in sorted(self.kinds)}
        self.asked = ShownText((asked,))

    def nearest(self, claim: Claimed) -> tuple[str, Nearest | None]:
        """The text most like a quotation and its kind: of the kinds to be quoted that way, else of any."""
        alike = [(kind, near) for kind, shown in self.shown.items() if (near := shown.nearest(claim.text))]
        fitting = [(kind, near) for kind, near in alike if kind in _READ_FROM[claim.how]]
        return max(fitting or alike, key=lambda one: one[1].likeness, default=("", None))


_shown = functools.lru_cache(maxsize=64)(ShownText)
"""Samples about the same asset follow each other."""
