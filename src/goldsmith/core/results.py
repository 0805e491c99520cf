"""The shapes of evaluation results, which `evaluate` fills and `report` draws."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Record


class Interval(Record):
    """A number with its 95% interval."""

    value: float
    low: float
    high: float


class WinRow(Record):
    """How often model a beat model b on one criterion, over all samples or one subset of them."""

    criterion: str
    axis: str = Field(default="all", description="all, language, skill, domain, format or modality")
    subset: str = Field(default="all", description="the value on that axis")
    pairs: int
    wins: int
    ties: int
    losses: int
    unscored: int = 0
    assets: int = Field(default=0, description="clusters of pairs that share an asset; only these are independent")
    rate: Interval = Field(
        description="adjusted win rate (W + T/2) / (W + T + L), 0 to 1, with its Wilson interval for as many "
        "independent pairs as the clustered ones are worth"
    )
    bootstrap: Interval | None = Field(
        default=None, description="the same rate, resampled by asset; None with less than two"
    )
    p: float = Field(
        description="two-sided sign-flip test: the models exchanged for whole assets; exact where it can be"
    )
    p_rest: float | None = Field(default=None, description="permutation test: does this subset differ from the rest?")
    p_holm: float = Field(description="after Holm's correction over the rows of the table")


class Comparison(Record):
    """Model a (the built data) against model b (the comparison data) on one set of samples."""

    name: str = Field(description="heldout, out-of-distribution, or the name of a file")
    a: str
    b: str
    judge: str
    combine: Literal["both-orders", "averaged"] = "both-orders"
    samples: int
    assets: int
    rows: tuple[WinRow, ...]
    position_consistency: Interval | None = None
    first_position: Interval | None = None
    position_biased: bool = Field(
        default=False, description="first position differs from 50% by over 3 standard errors"
    )
    length_controlled: Interval | None = Field(
        default=None, description="overall win rate at equal length, approximate"
    )
    mean_length: FrozenDict = Field(default=FrozenDict(), description="mean answer length per model, code points")
    seeds: tuple[int, ...] = ()

    def row(self, criterion: str = "overall", axis: str = "all", subset: str = "all") -> WinRow | None:
        """One row of the table."""
        wanted = (criterion, axis, subset)
        return next((row for row in self.rows if (row.criterion, row.axis, row.subset) == wanted), None)


class Ability(Record):
    """One benchmark, scored for the base and both fine-tuned models, with a non-inferiority verdict."""

    benchmark: str
    metric: str
    items: int
    scores: FrozenDict = Field(description="model name to Interval as plain data (value, low, high), 0 to 1")
    margin: float = Field(description="how much worse is still called 'not worse', 0 to 1")
    change: Interval = Field(description="model a minus the reference model")
    reference: str = ""
    holds: bool = Field(description="the one-sided 95% bound of the change lies above minus the margin")
