"""What an engine of grammar says about a text, whichever engine it is."""

from __future__ import annotations

from typing import NamedTuple


class Lint(NamedTuple):
    """One remark: the engine's rule, whether it is about spelling, one sentence, the place in code points, a fix."""

    rule: str
    spelling: bool
    message: str
    start: int
    end: int
    suggestions: tuple[str, ...] = ()
