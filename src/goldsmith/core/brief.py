"""The brief: what the client wants, as far as programs can hold samples against it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Record

SKILLS = ("summarization", "extraction", "open-qa", "closed-qa", "rewriting", "classification", "inference")
"""The seven skills of the reference case; a brief may name others."""


def _as_shares(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value
    names = [value] if isinstance(value, str) else list(value)
    return {str(name): 1.0 for name in names}


Shares = Annotated[FrozenDict, BeforeValidator(_as_shares)]
"""Names with their relative weights; a plain list means equal weights."""


class Length(Record):
    """Bounds of an answer's length, in tokens of a named tokenizer."""

    tokenizer: str = Field(
        default="goldsmith", description="`goldsmith` (embedded), a tokenizer.json or a local folder"
    )
    low: int = Field(default=1, ge=0)
    high: int = Field(default=512, ge=1)


class Brief(Record):
    """How many samples of which languages, skills, domains and answer formats, and within which bounds."""

    size: int = Field(ge=1, description="how many samples are wanted")
    languages: Shares = FrozenDict(en=1.0)
    skills: Shares = FrozenDict(dict.fromkeys(SKILLS, 1.0))
    domains: Shares = FrozenDict()
    formats: Shares = FrozenDict()
    modalities: Shares = FrozenDict()
    length: Length = Length()
    style: str = Field(default="", description="the style guide, for people and for models that write")
    licences: tuple[str, ...] = Field(default=(), description="licences a source may have; empty allows all")
    holdout: float = Field(default=0.15, ge=0, lt=1, description="share of assets kept for evaluation")

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: Any, info: ValidationInfo) -> Any:
        """A recipe may name a brief by its file; who reads the recipe says how to load it."""
        if isinstance(value, str) and info.context:
            return info.context["load_brief"](value)
        return value

    def axes(self) -> dict[str, FrozenDict]:
        """The tags that the quota grid spans (those with at least one name), with their weights."""
        spans = {"language": self.languages, "skill": self.skills, "domain": self.domains, "format": self.formats}
        return {axis: weights for axis, weights in spans.items() if weights}

    def quotas(self) -> dict[tuple[str, ...], int]:
        """How many samples each cell of the grid should get: largest remainders, so the sum is `size` exactly."""
        axes = self.axes()
        shares = {
            cell: math.prod(
                weights[name] / sum(weights.values()) for name, weights in zip(cell, axes.values(), strict=True)
            )
            for cell in product(*axes.values())
        }
        whole = {cell: int(self.size * share) for cell, share in shares.items()}
        by_remainder = sorted(shares, key=lambda cell: (whole[cell] - self.size * shares[cell], cell))
        for cell in by_remainder[: self.size - sum(whole.values())]:
            whole[cell] += 1
        return whole
