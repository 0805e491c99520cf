"""Length in tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Finding, Place, Role, Sample
from goldsmith.models.tokens import EMBEDDED, counter, describe, fits, tokenizer_file


class TokenLength(Check):
    """Flag turns that are shorter or longer than bounds in tokens of a named tokenizer."""

    low: int = Field(default=1, ge=0)
    """Fewest tokens."""

    high: int = Field(default=1024, ge=1)
    """Most tokens."""

    tokenizer: OwnName = "goldsmith"
    """`goldsmith` (embedded), a tokenizer.json or a model's folder; counts differ up to threefold between them."""

    roles: tuple[Role, ...] = ("assistant",)
    """Whose turns."""

    def files(self) -> Iterable[Path]:
        """The tokenizer's file, if it is not the embedded one."""
        return () if self.tokenizer == EMBEDDED else (tokenizer_file(self.tokenizer),)

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each turn out of bounds."""
        count = counter(self.tokenizer)
        for place, turn in enumerate(sample.turns):
            if turn.role not in self.roles:
                continue
            text = turn.text
            if len(text) > 40 * max(self.high, LARGEST):
                yield self.not_run(sample, f"turn {place} is too large to be counted ({len(text):,} characters)")
                continue
            if fits(text, self.low, self.high, self.tokenizer):
                continue
            tokens = count(text)
            if not self.low <= tokens <= self.high:
                side = "shorter" if tokens < self.low else "longer"
                bound = self.low if tokens < self.low else self.high
                message = f"the {turn.role}'s turn has {tokens} tokens, {side} than {bound}"
                yield self.finding(
                    sample, "major", message, Place(turn=place), tokens=tokens, tokenizer=describe(self.tokenizer)
                )
