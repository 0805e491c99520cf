"""The base of every detector of machine-written texts, and what it says of one."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from goldsmith.core.step import Step


class Passage(NamedTuple):
    """A piece of a text that speaks for a machine: from where to where in code points, and why."""

    start: int
    end: int
    why: str


class Scored(NamedTuple):
    """How machine-like a text is: the more, the greater `score`; scores of two detectors cannot be compared.

    `p_value` is the chance that a person's text scores as high, where the detector itself knows it. `says` explains
    the score in a few words, and `evidence` are the pieces that it comes from, in their order.
    """

    score: float
    says: str
    p_value: float | None = None
    evidence: tuple[Passage, ...] = ()


class Abstained(NamedTuple):
    """The detector cannot tell, and why."""

    reason: str


class Detector(Step):
    """Says how machine-like a text is. Implement `score`; the check `machine-written` asks it.

    Other packages add detectors through entry points in the group `goldsmith.check.detectors`.
    """

    room: ClassVar[str] = "goldsmith.check.detectors"
    slow: ClassVar[bool] = False
    """Whether it asks a model; see `Check.slow`."""
    threshold: ClassVar[float | None] = None
    """The score from which on a text is flagged without a calibration; None where no score means anything by itself."""

    def score(self, text: str, language: str) -> Scored | Abstained:
        """How machine-like a text is.

        Args:
            text: a text whose code and quotations are blanked out; every other character is in its place.
            language: ISO 639-1; empty where it is not known.
        """
        raise NotImplementedError
