"""How well names are found and linked: F1 over spans with their types, and over spans with what they stand for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from goldsmith.check.entities.mentions import Mention

Mentions = Sequence[Mention]


class Scores(NamedTuple):
    """F1 of spans and of links, 0 to 1."""

    span: float
    link: float


def scores(pairs: Iterable[tuple[Mentions, Mentions]]) -> Scores:
    """F1 over many texts, each given as (right, found); what stands for nothing listed counts as a span only."""
    every = list(pairs)
    spans = [(_spans(right), _spans(found)) for right, found in every]
    links = [(_links(right), _links(found)) for right, found in every]
    return Scores(_f1(spans), _f1(links))


def quality(right: Mentions, found: Mentions) -> float:
    """How near names are to the right ones: both F1 of one text together, 0 to 2."""
    both = scores([(right, found)])
    return both.span + both.link


def _spans(mentions: Mentions) -> set[Hashable]:
    return {(one.start, one.end, one.type) for one in mentions}


def _links(mentions: Mentions) -> set[Hashable]:
    return {(one.start, one.end, one.entity) for one in mentions if one.entity is not None}


def _f1(pairs: Sequence[tuple[set[Hashable], set[Hashable]]]) -> float:
    both = sum(len(right & found) for right, found in pairs)
    all_ = sum(len(right) + len(found) for right, found in pairs)
    return 2 * both / all_ if all_ else 1.0
