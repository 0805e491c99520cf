"""What a finished stage says of itself."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Record, Severity

Tally = dict[str, dict[Severity, int]]
"""Findings counted by check and severity."""


class Manifest(Record):
    """What a stage produced, from what and how; its file is written last, so its presence means "finished"."""

    stage: str = Field(description="the stage's name in the recipe")
    kind: str = Field(description="read, make, screen, pick, export, train, answer, compare or report")
    fingerprint: str = Field(description="hash of settings, versions and parents")
    recipe: FrozenDict = Field(description="the stage's settings as plain data")
    parents: FrozenDict[str] = FrozenDict()  # type: ignore[type-arg]
    counts: FrozenDict[int] = Field(  # type: ignore[type-arg]
        default=FrozenDict(), description="samples: in, out, failed, dropped; per operation as `name in`, `name out`"
    )
    findings: FrozenDict = Field(default=FrozenDict(), description="per check and severity, how many")
    figures: FrozenDict = Field(default=FrozenDict(), description="numbers of this stage's own: curves, wins, sizes")
    files: FrozenDict[str] = FrozenDict()  # type: ignore[type-arg]
    versions: FrozenDict[str] = FrozenDict()  # type: ignore[type-arg]
    started: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    tokens: int = 0
    cost: float = 0.0
    limit: int | None = Field(default=None, description="the --limit it ran under: a trial, not the whole")

    def figure(self, name: str, default: Any = None) -> Any:
        """One of the stage's own numbers."""
        return self.figures.get(name, default)
