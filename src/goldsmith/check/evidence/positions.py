"""Where a text says that objects are: in the picture, and with regard to each other (English and Spanish)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from goldsmith.core.denial import denied
from goldsmith.core.vocabulary import Mention, mentions

_IMAGE = {
    "en": r"(?:of|in) (?:the|this) (?:image|picture|photo|photograph|scene|frame|shot|view)\b",
    "es": r"(?:de|en) (?:la|esta) (?:imagen|foto|fotografía|escena)\b|del? (?:cuadro|encuadre)\b",
}
_AFTER = {
    "en": r"(?=\s*(?:[,.;:!?)\n]|$|(?:and|while|with|there|is|are|we|you|can|as|but|has|have|seems?|appears?|stands?"
    r"|sits?|lies|a|an|in the (?:background|foreground|distance))\b|(?!building)[a-z]+ing\b))",
    "es": r"(?=\s*(?:[,.;:!?)\n]|$|(?:y|mientras|con|hay|está|están|se|vemos|puede|pero|aparecen?|un|una|es|son)\b))",
}
_PLACES = {
    "en": re.compile(
        r"\b(?:in|on|at|to|towards?|near) the (?P<where>(?:(?:far|very|extreme|upper|lower|top|bottom|left|right"
        r"|cent(?:er|re)|central|middle)(?:[ -]|\b)){1,4})(?:hand )?"
        r"(?:(?:side|corner|part|half|portion|area|section|edge) ?)?"
        rf"(?:{_IMAGE['en']}|{_AFTER['en']})",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:en|a|hacia|por) (?:la |el )(?:parte |esquina |zona |lado |mitad |borde )?"
        r"(?P<where>(?:(?:superior|inferior|izquierd[oa]|derech[oa]|centro|central)(?:[ ]|\b)){1,3})"
        rf"(?:{_IMAGE['es']}|{_AFTER['es']})",
        re.IGNORECASE,
    ),
}
_SIDES = {
    "upper": "top", "top": "top", "superior": "top", "lower": "bottom", "bottom": "bottom", "inferior": "bottom",
    "left": "left", "izquierd": "left", "right": "right", "derech": "right", "arriba": "top", "abajo": "bottom",
    "cent": "centre", "middle": "centre",
}  # fmt: skip
_RELATIONS = {
    "en": re.compile(
        r"\b(?:(?:(?:to|on) the (?:immediate |far )?|(?:just|directly|immediately|slightly|standing|sitting|parked"
        r"|located) )(?P<side>left|right) of"
        r"|(?P<above>(?<!from )above)|(?P<below>below|beneath|underneath|under)|(?P<on>on top of)"
        r"|(?P<beside>next to|beside|adjacent to|alongside|close to|near)|(?P<between>between))(?=\s)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:a la (?P<side>izquierda|derecha) del?"
        r"|(?P<on>encima del?)|(?P<above>por encima del?|arriba del?)|(?P<below>debajo del?|por debajo del?|bajo)"
        r"|(?P<beside>al lado del?|junto al?|cerca del?)|(?P<between>entre))(?=\s)",
        re.IGNORECASE,
    ),
}
_TO = {
    "en": re.compile(
        r"\s(?:(?:the|a|an|this|that|these|another|one|two|three|four|some|both)\s)?(?:(?!(?:of|in|on|with|and|is|are|to|it"
        r"|his|her|its|their|my|your|each|that|which|who|at|from|where)\b)[^\W\d_]+[ -]){0,3}",
        re.IGNORECASE,
    ),
    "es": re.compile(r"\s(?:(?:el|la|los|las|un|una|otro|otra|dos|tres|este|esta)\s)?", re.IGNORECASE),
}
_AND = {
    "en": re.compile(r"\sand\s(?:(?:the|a|an|another)\s)?", re.IGNORECASE),
    "es": re.compile(r"\sy\s(?:(?:el|la|los|las|un|una|otro|otra)\s)?", re.IGNORECASE),
}
_THEN = re.compile(
    r"[^.;:!?\n,]{0,20},?\s(?:(?:there (?:is|are)|there's|(?:we|you|one) (?:can )?see|is|are|stands?|sits?|lies"
    r"|appears?|hay|(?:se )?(?:ve|ven)|vemos|está|están|aparecen?)\s)?"
    r"(?:(?:the|a|an|another|one|two|three|four|several|some|el|la|los|las|un|una|dos|tres|vari[oa]s)\s)?"
    r"(?:(?!(?:of|in|on|with|and|is|are|to|de|en|con|y|es)\b)[^\W\d_]+[ -]){0,3}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?\n,()]|\b(?:while|and|but|whereas|with|y|pero|mientras|con)\b", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:would|could|should|might|may|will|if|as if|like|imagin\w+|usually|often|podrían?|sería[n]?|si|como)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:mov(?:e|es|ed|ing)|turn\w*|fac(?:es?|ing)|look\w*|goes|going|walk\w*|run\w*|driv\w+|fl(?:y|ies|ying)|head\w*"
    r"|point\w*|mir\w+|gir\w+|van?|camin\w+|corr\w+|vuel\w+|conduc\w+|dirig\w+)\b",
    re.IGNORECASE,
)
"""Before "to the left" these tell a direction."""
_DIRECTION = ("to ", "toward", "a la ", "hacia ")
_REACH = 120
"""Characters of a clause that are looked at before a phrase."""
_MOST = 3
"""Objects before a phrase that it may be about."""


class Position(NamedTuple):
    """A text says that one of the `subjects` is at a place: `sides` of the picture, or in a `relation` to `others`.

    The relation is empty for the picture. `sides` are left, right, top, bottom, centre; relations left, right, above,
    below, on, beside and between.
    """

    subjects: tuple[str, ...]
    relation: str
    sides: tuple[str, ...]
    others: tuple[str, ...]
    start: int
    end: int


def positions(text: str, languages: tuple[str, ...], own: frozenset[str] = frozenset()) -> Iterator[Position]:
    """What a text says of where objects are, but for what it denies or supposes, and for the left of a person."""
    found = [one for one in mentions(text, languages, own) if not one.describes]
    starts = [one.start for one in found]
    for language in languages:
        for place in _PLACES[language].finditer(text):
            if subjects := _subjects(text, found, starts, place.start(), place.end()):
                end = place.start() + len(place.group().rstrip())
                yield Position(subjects, "", sides(place["where"]), (), place.start(), end)
        for relation in _RELATIONS[language].finditer(text):
            others = _others(text, found, starts, relation, language)
            if others and (subjects := _subjects(text, found, starts, relation.start(), others[-1].end)):
                names = tuple(one.word.name for one in others)
                yield Position(subjects, _name(relation), (), names, relation.start(), others[-1].end)


def _name(relation: re.Match[str]) -> str:
    if side := relation["side"]:
        return "left" if side.lower() in ("left", "izquierda") else "right"
    return next(name for name, said in relation.groupdict().items() if said)


def sides(where: str) -> tuple[str, ...]:
    """The sides of the picture that a phrase names; the middle of the left side is the left."""
    low = where.lower()
    named = {side for word, side in _SIDES.items() if re.search(rf"\b{word}", low)}
    return tuple(sorted(named - {"centre"} or named))


def _others(
    text: str, found: list[Mention], starts: list[int], relation: re.Match[str], language: str
) -> list[Mention]:
    """What a relation is to: the object named right after it; of `between` both, or several of one kind."""
    one = _next(text, found, starts, relation.end(), _TO[language])
    if one is None or relation.lastgroup != "between":
        return [one] if one else []
    other = _next(text, found, starts, one.end, _AND[language])
    return [one, other] if other else [one] if one.word.plural else []


def _next(text: str, found: list[Mention], starts: list[int], at: int, gap: re.Pattern[str]) -> Mention | None:
    """The mention that follows a place but for a gap."""
    place = bisect_left(starts, at)
    return found[place] if place < len(found) and gap.fullmatch(text, at, starts[place]) else None


def _subjects(text: str, found: list[Mention], starts: list[int], start: int, end: int) -> tuple[str, ...]:
    """The objects that a phrase may be about: those before it in its clause, else the one that follows it."""
    before = text[max(0, start - _REACH) : start]
    clause = len(before) - max((one.end() for one in _CLAUSE.finditer(before)), default=0)
    said = before[len(before) - clause :]
    directed = text[start:end].lower().startswith(_DIRECTION) and _MOVES.search(said)
    if directed or denied(text, start) or _UNREAL.search(said):
        return ()
    last = bisect_left(starts, start)
    inside = [one for one in found[max(0, last - _MOST) : last] if one.start >= start - clause]
    if inside:
        return tuple(one.word.name for one in inside)
    following = _next(text, found, starts, end, _THEN) if not said.strip() else None
    return (following.word.name,) if following else ()
