"""One template behind too many questions or answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import Field

from goldsmith.check.cells import Reservoirs, Side, fill
from goldsmith.check.check import MOST, Check
from goldsmith.check.text.quotations import quotation
from goldsmith.core.stats import wilson
from goldsmith.core.types import Finding, Sample

_SLOTS = re.compile(
    rf"(?P<quote>{quotation(code=True).pattern})"
    r"|(?P<number>\d[\d.,]*(?<![.,]))"
    r"|(?P<name>(?<=[^\W\d_][ ,] )[A-ZÀ-Þ][\w’'-]*|(?<=[^\W\d_] )[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*){0,5})"
)
_SHOWN = 100
"""Characters of a template in a message."""


def masked(text: str) -> str:
    """The text with numbers, quotations and capitalised names within a sentence as slots: `[number]`.

    >>> masked('How many people lived in Rome in 1990, and what does "SPQR" mean?')
    'How many people lived in [name] in [number], and what does [quote] mean?'
    """
    return " ".join(_SLOTS.sub(lambda slot: f"[{slot.lastgroup}]", text).split())


class TemplateOveruse(Check):
    """Flag templates and openings that too many questions or answers share; numbers, quotations and names are slots.

    A share counts as over the bound when its 95% interval lies above. Answers of few words share their wording by
    nature (yes, no, 3) and are no templates. An opening is told where whole templates do not already explain it.
    """

    of: tuple[Side, ...] = ("questions", "answers")
    """What is looked at, each apart."""

    by: tuple[str, ...] = ("language",)
    """Tags whose values make a cell."""

    share: float = Field(default=0.1, gt=0, le=1)
    """Highest share of a cell's texts that one template may make."""

    opening_share: float = Field(default=0.25, gt=0, le=1)
    """Highest share of a cell's texts that may open with the same words."""

    words: int = Field(default=4, ge=1)
    """Words of an opening; shorter texts are not looked at."""

    least: int = Field(default=20, ge=2)
    """Texts that a cell must have to be looked at."""

    most: int = Field(default=5_000, ge=2)
    """Texts of a cell that are looked at, drawn by the seed."""

    seed: int = 0
    """Draws the texts of each cell."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A minor finding for each template and opening over its share, the most used first."""
        cells = Reservoirs[str](self.most, self.least, self.seed)
        for sample, reason in fill(cells, samples, self.of, self.by, masked):
            yield self.not_run(sample, reason)
        for name, part, templates in cells.large():
            yield from self._overused(name, part, templates)
        for reason in cells.left_out():
            yield self.not_run(None, reason)

    def _overused(self, name: str, side: str, templates: list[str]) -> Iterator[Finding]:
        long = [template for template in templates if len(template.split()) >= self.words]
        total, told = len(templates), set()
        for template, times in Counter(long).most_common(MOST):
            if wilson(times, total)[0] > self.share:
                told.add(template)
                yield self._finding(name, side, "follow the template", template, times, total)
        openings = Counter(" ".join(template.split()[: self.words]) for template in long)
        alone = Counter(" ".join(template.split()[: self.words]) for template in long if template not in told)
        for opening, times in openings.most_common(MOST):
            if alone[opening] > times / 2 and wilson(times, total)[0] > self.opening_share:
                yield self._finding(name, side, "open with", opening, times, total)

    def _finding(self, name: str, side: str, does: str, template: str, times: int, total: int) -> Finding:
        message = f"{name}: {times / total:.0%} of the {side} {does} {template[:_SHOWN]!r}"
        return self.finding(
            None, "minor", message, cell=name, of=side, template=template[:1_000], times=times, texts=total
        )
