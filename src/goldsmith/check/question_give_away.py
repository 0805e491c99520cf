"""Questions that tell what they ask for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.reading import words
from goldsmith.core.chair import labels, shown
from goldsmith.core.denial import denied
from goldsmith.core.types import Finding, Sample
from goldsmith.core.vocabulary import mentions, spoken

_CHOICE = re.compile(r"\b(?:or|o|u|oder|ou|oppure|или)\b|[,:;\n\"“”«»()]|还是|それとも", re.IGNORECASE)
"""A question that names its options, or a text to work on, may well hold the answer."""
_EMPTY = frozenset(
    "a an the it is are was they there he she this that in on at of to and yes no not none un una el la los las es son"
    " hay sí en de del y su al".split()
)
_LABEL = 4
"""Words of an answer that is a label."""
_QUESTION = 30
"""Words of a question from which on it is rather a text to work on."""


class QuestionGiveAway(Check):
    """Flag questions about media that hold their own short answer, and reasoning questions that tell what is seen.

    "What colour is the red car?" needs no picture. A reasoning question should be asked without telling the content:
    it may name `most` objects of the evidence (English and Spanish). Questions that offer a choice are left alone.
    """

    tasks: tuple[str, ...] = ("reasoning", "complex-reasoning", "complex")
    """Values of the tags `task` and `skill` that mean a reasoning question."""

    most: int = Field(default=1, ge=0)
    """Objects of the evidence that a reasoning question may name."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each question that gives something away."""
        if not sample.assets:
            return
        reasoning = {str(sample.tags.get("task")), str(sample.tags.get("skill"))} & set(self.tasks)
        there, languages, own = shown(sample), spoken(sample), labels([sample])
        if reasoning and there and languages is None:
            yield self.not_run(sample, f"no objects are known in the language {str(sample.tags['language'])[:20]!r}")
        for place, turn in sample.asked():
            answer = sample.turns[place + 1] if place + 1 < len(sample.turns) else None
            said = answer.text if answer and answer.role == "assistant" else ""
            yield from self.in_texts(sample, [(place, turn)], functools.partial(_answered, said))
            if reasoning and there and languages:
                look = functools.partial(_told, there, languages, own, self.most)
                yield from self.in_texts(sample, [(place, turn)], look)


def _answered(answer: str, question: str) -> Iterator[Fault]:
    """Whether a question holds all the words of its short answer."""
    if len(answer) > 100 or _CHOICE.search(question) or len(words(question)) > _QUESTION:
        return
    said = words(answer)
    telling = [word for word in said if word not in _EMPTY]
    if not telling or len(said) > _LABEL or not set(telling) <= set(words(question)):
        return
    found = re.search(re.escape(telling[0]), question, re.IGNORECASE)
    start, end = found.span() if found else (0, len(question))
    yield Fault("minor", f"the question holds its answer {' '.join(telling)[:60]!r}", start, end)


def _told(
    there: frozenset[str], languages: tuple[str, ...], own: frozenset[str], most: int, question: str
) -> Iterator[Fault]:
    """Whether a question names more objects of the evidence than it should."""
    named = [
        one
        for one in mentions(question, languages, own)
        if one.word.name in there and not one.describes and not denied(question, one.start)
    ]
    objects = list(dict.fromkeys(one.word.name for one in named))
    if len(objects) > most:
        message = f"the question tells of {len(objects)} objects that are to be seen: {', '.join(objects)[:100]}"
        yield Fault("minor", message, named[0].start, named[-1].end, evidence={"objects": objects})
