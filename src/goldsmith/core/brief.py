"""The brief: what the client wants, as far as programs can hold samples against it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product
from typing import Annotated, Any, Literal

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


Unit = Literal["tokens", "words", "sentences", "characters", "turns"]
"""What lengths are counted in; `turns` are those of a dialog."""


def _as_names(value: Any) -> Any:
    """Tags with one name or several, as one kind of thing: names by tag."""
    if not isinstance(value, Mapping):
        return value
    return {tag: tuple(map(str, names if isinstance(names, list | tuple) else [names])) for tag, names in value.items()}


class Length(Record):
    """Bounds of an answer's length, in tokens of a named tokenizer."""

    tokenizer: str = Field(
        default="goldsmith", description="`goldsmith` (embedded), a tokenizer.json or a local folder"
    )
    low: int = Field(default=1, ge=0)
    high: int = Field(default=512, ge=1)


class CellLength(Record):
    """Bounds of a length for the samples with some tags."""

    where: Annotated[FrozenDict, BeforeValidator(_as_names)] = Field(
        default=FrozenDict(), description="the tags, each with one name or several; none: every sample"
    )
    unit: Unit = "tokens"
    tokenizer: str = Field(default="goldsmith", description="where the unit is tokens; as in `length`")
    low: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _bounds_something(self) -> CellLength:
        if self.low is None and self.high is None:
            raise ValueError("neither `low` nor `high` is given")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low}) is more than high ({self.high})")
        return self

    def holds(self, tags: Mapping[str, Any]) -> bool:
        """Whether a sample with these tags is meant."""
        return all(str(tags.get(tag, "")) in names for tag, names in self.where.items())

    def cell(self) -> str:
        """The tags as a person reads them: `language es, skill summarization`."""
        return ", ".join(f"{tag} {' or '.join(names)}" for tag, names in self.where.items())


class Brief(Record):
    """How many samples of which languages, skills, domains and answer formats, and within which bounds."""

    size: int = Field(ge=1, description="how many samples are wanted")
    languages: Shares = FrozenDict(en=1.0)
    skills: Shares = FrozenDict(dict.fromkeys(SKILLS, 1.0))
    domains: Shares = FrozenDict()
    formats: Shares = FrozenDict()
    modalities: Shares = FrozenDict()
    length: Length = Length()
    lengths: tuple[CellLength, ...] = Field(
        default=(), description="other bounds for some cells of the grid; the one with the most tags counts"
    )
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

    @model_validator(mode="after")
    def _lengths_are_of_this_grid(self) -> Brief:
        for place, one in enumerate(self.lengths):
            for axis, names in one.where.items():
                unknown = [name for name in names if self.axes().get(axis) and name not in self.axes()[axis]]
                if unknown:
                    known = ", ".join(self.axes()[axis])
                    raise ValueError(f"lengths.{place}.where.{axis}: {unknown[0]!r} is not among {known}")
        return self

    def bounds(self, tags: Mapping[str, Any]) -> list[CellLength]:
        """The bounds that hold for a sample with these tags, one for each unit.

        The bounds with the most tags count, of several with as many the last; `length` where none of a text hold.
        """
        by_tags = sorted(self.lengths, key=lambda one: len(one.where))
        found = {one.unit: one for one in by_tags if one.holds(tags)}
        if not found.keys() - {"turns"}:
            found["tokens"] = CellLength(**dict(self.length))
        return list(found.values())

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
