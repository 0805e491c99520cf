"""Where an answer says that what only its question names is: "On the left.", "Yes.", "Below it." (English, Spanish)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.evidence.positions import Position, positions, sides
from goldsmith.core.denial import denied
from goldsmith.core.vocabulary import Mention, mentions

_YES = re.compile(r"\s*(?:yes|yeah|sí)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:where|(?:which|what) (?:side|part|half)|dónde|qué (?:lado|parte|mitad))\b", re.IGNORECASE)
_WORD = r"(?:left|right|top|bottom|above|below|izquierda|derecha|arriba|abajo|encima|debajo)"
_DIRECTION = re.compile(rf"\b{_WORD}\b", re.IGNORECASE)
_EITHER = re.compile(
    rf"\b{_WORD}\b(?:(?! of\b| del?\b)[^.;:!?\n]){{0,20}}? (?:or|o) [^.;:!?\n]{{0,20}}?\b{_WORD}\b"
    r"(?P<of>(?: of| del?)?\s)?",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\b(?:of|del?) (?!(?:the|this|la|esta) (?:image|picture|photo|scene|imagen|foto|escena))", re.IGNORECASE
)
_RELATIONS = {
    "left": "left", "izquierda": "left", "right": "right", "derecha": "right", "above": "above", "top": "above",
    "arriba": "above", "encima": "above", "below": "below", "bottom": "below", "abajo": "below", "debajo": "below",
}  # fmt: skip
_SIDES = {"above": "top", "below": "bottom"}
_SHORT = 80
"""Characters of an answer that leaves out what was asked about."""
_NEAR = 30
"""Characters between the choice of a relation and the object it is to."""


def answered(
    question: str, answer: str, languages: tuple[str, ...], own: frozenset[str] = frozenset()
) -> Iterator[Position]:
    """What an answer says with the help of its question; the places are in the answer."""
    if found := _YES.match(answer):
        if not _WHERE.search(question) and not _EITHER.search(question):
            yield from (
                one._replace(start=found.start(), end=found.end()) for one in positions(question, languages, own)
            )
        return
    if len(answer) > _SHORT or next(positions(answer, languages, own), None):
        return
    said = list(_DIRECTION.finditer(answer))
    named = [one for one in mentions(question, languages, own) if not one.describes]
    if not named or not said or denied(answer, said[0].start()):
        return
    start, end = said[0].start(), said[-1].end()
    if either := _EITHER.search(question):
        relation = _RELATIONS[said[0].group().lower()]
        if len(said) == 1:
            yield from _chosen(relation, named, either, start, end)
    elif _WHERE.search(question) and not _OF.search(answer) and not next(mentions(answer, languages, own), None):
        yield Position(tuple(one.word.name for one in named), "", sides(answer), (), start, end)


def _chosen(relation: str, named: list[Mention], either: re.Match[str], start: int, end: int) -> Iterator[Position]:
    """One of two sides of the picture, or of the object that is named right after the choice."""
    before = [one for one in named if one.start < either.start()]
    after = [one for one in named if either.end() <= one.start < either.end() + _NEAR] if either["of"] else []
    if before and after:
        yield Position((before[-1].word.name,), relation, (), (after[0].word.name,), start, end)
    elif not after:
        subjects = tuple(one.word.name for one in named)
        yield Position(subjects, "", (_SIDES.get(relation, relation),), (), start, end)
