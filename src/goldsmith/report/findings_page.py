"""Findings as one self-contained HTML page: the texts with what was found marked in them, everything escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from goldsmith.core.types import Finding, Sample, Severity, Turn

MOST_SAMPLES = 500
"""Samples on the page; the others are counted."""
LONGEST_TEXT = 20_000
"""Characters shown of a turn."""
GRAVITY: tuple[Severity, ...] = ("major", "minor", "note", "not run")


class Numbered(NamedTuple):
    """A finding with its number on the page, by which marks point at it."""

    number: int
    finding: Finding


class Piece(NamedTuple):
    """A piece of a text and the findings that cover it."""

    text: str
    numbers: tuple[int, ...] = ()
    severity: Severity = "note"
    title: str = ""


def render(title: str, samples: Sequence[Sample], findings: Sequence[Finding]) -> str:
    """The page as text: a card for each sample with findings, the gravest first."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    numbered = [Numbered(*pair) for pair in enumerate(findings)]
    by_sample: dict[str | None, list[Numbered]] = {}
    for one in numbered:
        by_sample.setdefault(one.finding.sample, []).append(one)
    known = {sample.id for sample in samples}
    flagged = sorted((one for one in samples if one.id in by_sample), key=lambda one: _gravest(by_sample[one.id]))
    elsewhere = [one for name, them in by_sample.items() if name not in known for one in them]
    elsewhere.sort(key=_gravity)
    return environment.get_template("findings.html").render(
        title=title,
        total=len(samples),
        cards=[_card(one, by_sample[one.id]) for one in flagged[:MOST_SAMPLES]],
        more=max(0, len(flagged) - MOST_SAMPLES),
        elsewhere=elsewhere[:MOST_SAMPLES],
        checks=sorted(Counter(one.check for one in findings).items()),
        severities=[(name, count) for name in GRAVITY if (count := sum(one.severity == name for one in findings))],
        style=(Path(__file__).parent / "page.css").read_text(),
    )


def _gravest(findings: Iterable[Numbered]) -> int:
    """The place of the gravest of some findings in `GRAVITY`."""
    return min(map(_gravity, findings))


def _gravity(one: Numbered) -> int:
    return GRAVITY.index(one.finding.severity)


def _card(sample: Sample, findings: Sequence[Numbered]) -> dict[str, Any]:
    turns = [
        (turn.role, list(_pieces(turn, [one for one in findings if one.finding.where.turn == place])))
        for place, turn in enumerate(sample.turns)
    ]
    tags = [f"{key}: {value}" for key, value in sample.tags.items()]
    return {"id": sample.id, "tags": tags, "turns": turns, "findings": sorted(findings, key=_gravity)}


def _pieces(turn: Turn, findings: Sequence[Numbered]) -> Iterator[Piece]:
    """The text cut wherever a finding begins or ends."""
    text = turn.text[:LONGEST_TEXT]
    spans = [
        (min(one.finding.where.start, len(text)), min(one.finding.where.end, len(text)), one)
        for one in findings
        if one.finding.where.start is not None and one.finding.where.end is not None and _points(one.finding, turn)
    ]
    cuts = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in pairwise(cuts):
        over = [one for first, last, one in spans if first <= start and end <= last]
        yield _piece(text[start:end], over)
    if len(turn.text) > len(text):
        yield Piece(f" … {len(turn.text) - len(text):,} more characters")


def _points(finding: Finding, turn: Turn) -> bool:
    """Whether a mark would point at something: not at a whole text that has not been looked at, or is only noted."""
    whole = (finding.where.start, finding.where.end) == (0, len(turn.text))
    return finding.severity != "not run" and not (whole and finding.severity == "note")


def _piece(text: str, over: Sequence[Numbered]) -> Piece:
    if not over:
        return Piece(text)
    title = "\n".join(f"{one.finding.check}: {one.finding.message}" for one in over)
    return Piece(text, tuple(one.number for one in over), GRAVITY[_gravest(over)], title)
