"""What a report shows, as plain records: gathered by the recipe, drawn by the page."""

from __future__ import annotations

from pydantic import Field

from goldsmith.core.brief import Brief
from goldsmith.core.manifest import Manifest
from goldsmith.core.results import Ability, Comparison
from goldsmith.core.types import Finding, Record


class Shown(Record):
    """One sample for the picture grid."""

    id: str
    stage: str
    tags: tuple[str, ...] = ()
    picture: str = Field(default="", description="a small picture as a data URL")
    turns: tuple[tuple[str, str], ...] = Field(default=(), description="role and text")
    answers: tuple[tuple[str, str, str], ...] = Field(default=(), description="model, its answer, who won")


class Cell(Record):
    """One cell of the quota matrix."""

    names: tuple[str, ...]
    wanted: int
    got: int


class Curve(Record):
    """One training run."""

    name: str
    loss: tuple[tuple[float, float], ...] = Field(description="step and loss")


class Lengths(Record):
    """How long the answers of a set are."""

    name: str
    tokenizer: str
    counts: tuple[int, ...] = Field(description="tokens of each answer")


class Contents(Record):
    """All that a report shows."""

    title: str
    verdict: str
    brief: Brief | None = None
    axes: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    stages: tuple[Manifest, ...] = ()
    findings: tuple[tuple[str, str, int, tuple[Finding, ...]], ...] = Field(
        default=(), description="check, severity, how many, examples"
    )
    samples: tuple[Shown, ...] = ()
    lengths: tuple[Lengths, ...] = ()
    languages: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = Field(
        default=(), description="set name, and samples by language"
    )
    curves: tuple[Curve, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    abilities: tuple[Ability, ...] = ()
    command: str = "goldsmith run"
    recipe: str = Field(default="", description="the recipe as YAML")
