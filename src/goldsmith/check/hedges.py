"""Answers that hedge where a definite answer was asked."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.reading import LARGEST, prose
from goldsmith.check.text.tongue import tongue, unread
from goldsmith.core.types import Finding, Sample, Severity, Turn

_TELL = ("caption", "alt", "scene", "transcript", "answer", "text")


class Hedges(Check):
    """Flag hedges (might, possibly, cannot tell) in answers to questions that have a definite answer.

    A hedge is minor where the question asks for what is to be seen (what, where, how many, is there ...), else a note.
    It is right, and left alone, where the question asks what may be, why, or for advice, where the evidence or the
    right answer (`gold`) hedges itself, and in quotation marks. Known in en es de fr it pt ru zh ja.
    """

    tasks: tuple[str, ...] = ()
    """Values of the tags `task` and `skill` to look at; none means all."""

    weak: bool = False
    """Also flag how something looks: seems, appears to be."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each hedge, with its place."""
        if self.tasks and not {str(sample.tags.get("task")), str(sample.tags.get("skill"))} & set(self.tasks):
            return
        asked = ""
        for place, turn in enumerate(sample.turns):
            if turn.role == "user":
                asked = turn.text[-LARGEST:]
            if turn.role != "assistant" or not turn.text.strip():
                continue
            spoken = tongue(sample, turn.text)
            if spoken in _words():
                yield from self._of_turn(sample, place, turn, asked, spoken)
            else:
                yield self.not_run(sample, unread("hedges", spoken))

    def _of_turn(self, sample: Sample, place: int, turn: Turn, asked: str, spoken: str) -> Iterator[Finding]:
        words = _words()[spoken]
        unsure = (note.text[:LARGEST] for note in sample.notes() if note.kind in _TELL)
        wanted = words.open.search(asked) or words.hedge.search(asked)
        if wanted or any(_hedged(text) for text in (*unsure, *turn.gold)):
            look = functools.partial(_faults, [], "note")
        else:
            severity: Severity = "minor" if words.definite.search(asked) else "note"
            look = functools.partial(_faults, [words.hedge, *([words.weak] if self.weak else [])], severity)
        yield from self.in_texts(sample, [(place, turn)], look)


class _Words(NamedTuple):
    """What hedges in a language, and which questions ask for something open or definite."""

    hedge: re.Pattern[str]
    weak: re.Pattern[str]
    open: re.Pattern[str]
    definite: re.Pattern[str]


def _faults(patterns: list[re.Pattern[str]], severity: Severity, text: str) -> Iterator[Fault]:
    said = unquoted(prose(text)) if patterns else ""
    for pattern in patterns:
        for found in pattern.finditer(said):
            shown = " ".join(found.group().split())
            yield Fault(severity, f"the answer hedges: {shown[:60]!r}", *found.span())


@functools.lru_cache(maxsize=1024)
def _hedged(text: str) -> bool:
    """Whether a text of the evidence hedges, in any language."""
    return any(words.hedge.search(text) for words in _words().values())


@functools.cache
def _words() -> dict[str, _Words]:
    import yaml

    text = (files("goldsmith.check") / "hedges.yaml").read_text(encoding="utf-8")
    listed: dict[str, dict[str, str]] = yaml.safe_load(text)
    flags = re.IGNORECASE | re.MULTILINE | re.VERBOSE
    return {
        spoken: _Words(**{name: re.compile(pattern, flags) for name, pattern in of.items()})
        for spoken, of in listed.items()
    }
