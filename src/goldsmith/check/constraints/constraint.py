"""A constraint, and whether an answer keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goldsmith.core.types import Severity


class Verdict(NamedTuple):
    """Whether a constraint is kept (`None`: cannot tell), and if not, what is wrong where in the answer."""

    kept: bool | None
    message: str = ""
    start: int = 0
    end: int = 0
    severity: Severity = "major"


KEPT = Verdict(True)
CANNOT_TELL = Verdict(None)


def broken(message: str, start: int, end: int, severity: Severity = "major") -> Verdict:
    """The verdict on an answer that does not do as asked."""
    return Verdict(False, message, start, end, severity)


@dataclass(frozen=True)
class Constraint:
    """Something asked of an answer; `asked` are the words of the question that ask for it."""

    asked: str

    def verify(self, answer: str) -> Verdict:
        """Whether an answer keeps this."""
        raise NotImplementedError


@dataclass(frozen=True)
class Unverified(Constraint):
    """Something asked that no rule here can verify."""

    def verify(self, answer: str) -> Verdict:
        """Never known."""
        return CANNOT_TELL
