"""Length in tokens, words, sentences, characters or turns, within the bounds of a cell."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from math import inf
from pathlib import Path

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.constraints.measuring import measure
from goldsmith.core.brief import Brief, CellLength, Length, Unit
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Finding, Place, Role, Sample
from goldsmith.models.tokens import EMBEDDED, counter, describe, tokenizer_file


class TextLength(Check):
    """Flag turns, and dialogs, that are shorter or longer than they should be.

    Bounds are those given here, or those of a brief, which may have others for each cell of its grid (`lengths`).
    Where a fair reader could count in several ways (is "well-known" one word?) only what is out of bounds either way
    is flagged. In Chinese, Japanese and Thai, which write no spaces, that leaves wide margins for words: better bound
    their characters or tokens. Turns are those of user and assistant. Without bounds nothing is found.
    """

    unit: Unit = "words"
    """What is counted."""

    low: int | None = Field(default=None, ge=0)
    """The fewest."""

    high: int | None = Field(default=None, ge=0)
    """The most."""

    tokenizer: OwnName = "goldsmith"
    """Where the unit is tokens: `goldsmith` (embedded), a tokenizer.json or a model's folder."""

    brief: Brief | None = None
    """A brief (in a recipe: its file), whose bounds for the cell of each sample hold as well."""

    roles: tuple[Role, ...] = ("assistant",)
    """Whose turns."""

    def files(self) -> Iterable[Path]:
        """The tokenizers' files, but for the embedded one."""
        of_brief: tuple[Length | CellLength, ...] = (self.brief.length, *self.brief.lengths) if self.brief else ()
        named = {self.tokenizer, *(bound.tokenizer for bound in of_brief)}
        return [tokenizer_file(name) for name in sorted(named - {EMBEDDED})]

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each turn out of bounds, with the cell whose bounds they are."""
        bounds = self.brief.bounds(sample.tags) if self.brief else []
        if self.low is not None or self.high is not None:
            bounds += [CellLength(unit=self.unit, low=self.low, high=self.high, tokenizer=self.tokenizer)]
        of_dialogs = [one for one in bounds if one.unit == "turns"]
        of_turns = [one for one in bounds if one.unit != "turns"]
        turns = [(place, turn) for place, turn in enumerate(sample.turns) if turn.role in self.roles]
        yield from self.in_texts(sample, turns, functools.partial(_faults, of_turns))
        said = sum(turn.role in ("user", "assistant") for turn in sample.turns)
        for bound in of_dialogs if said else []:
            if message := _misfit("the dialog", (said, said), bound):
                yield self.finding(sample, "major", message, Place(), None, **_evidence(bound, said))


def _faults(bounds: list[CellLength], text: str) -> Iterator[Fault]:
    for bound in bounds:
        span = _length(text, bound)
        if span is None:
            yield Fault("not run", f"{bound.unit} cannot be counted in this script", 0, len(text))
        elif message := _misfit("the turn", span, bound):
            shown = span[0] if span[0] == span[1] else list(span)
            yield Fault("major", message, 0, len(text), evidence=_evidence(bound, shown))


def _length(text: str, bound: CellLength) -> tuple[int, int] | None:
    """The least and the most that a fair reader could count."""
    if not text.strip():
        return 0, 0
    if bound.unit == "tokens":
        tokens = counter(bound.tokenizer)(text)
        return tokens, tokens
    return measure(bound.unit, text)


def _misfit(what: str, span: tuple[int, int], bound: CellLength) -> str | None:
    low, high = bound.low or 0, inf if bound.high is None else bound.high
    if span[1] >= low and span[0] <= high:
        return None
    limit = f"fewer than {low}" if span[1] < low else f"more than {high}"
    counted = f"{span[0]}" if span[0] == span[1] else f"{span[0]} to {span[1]}"
    unit = bound.unit.removesuffix("s") if counted == "1" else bound.unit
    cell = f" ({bound.cell()[:160]})" if bound.where else ""
    return f"{what} has {counted} {unit}, {limit}{cell}"


def _evidence(bound: CellLength, counted: object) -> dict[str, object]:
    named = {"tokenizer": describe(bound.tokenizer)} if bound.unit == "tokens" else {}
    cell = {tag: list(names) for tag, names in bound.where.items()}
    return {"unit": bound.unit, "counted": counted, "low": bound.low, "high": bound.high, "cell": cell, **named}
