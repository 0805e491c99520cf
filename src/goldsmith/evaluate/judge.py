"""The base of every judge of two answers."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from goldsmith.core.step import Step
from goldsmith.core.types import Record, Sample

CRITERIA = ("correctness", "conciseness", "observance", "safety", "overall")

Better = Literal["first", "second", "tie"]
Opinion = tuple[Better | None, str]
"""Which answer is better by position (None: unscored), and why."""


class Verdict(Record):
    """What a judge says of two answers to one sample, in one order, on one criterion."""

    sample: str
    criterion: str
    order: Literal["ab", "ba"]
    winner: Literal["a", "b", "tie"] | None = Field(description="named by model, not by position; None is unscored")
    p_a: float | None = Field(default=None, ge=0, le=1, description="probability that model a is better")
    rationale: str = ""
    judge: str = ""
    seed: int = Field(default=0, description="the training seed of both models")
    lengths: tuple[int, int] | None = Field(default=None, description="answers of a and of b, code points")


class Judge(Step):
    """Compares two answers to the last question of a sample."""

    room: ClassVar[str] = "goldsmith.evaluate"

    def judge(self, sample: Sample, first: str, second: str) -> dict[str, Opinion]:
        """For each criterion, which answer is better by position (None when unscored) and why."""
        raise NotImplementedError

    def at_once(self) -> int:
        """How many pairs may be judged at the same time; more than one where the judge waits for a network."""
        return 1
