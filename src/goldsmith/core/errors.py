"""The one error that a user can do something about."""

from __future__ import annotations


class GoldsmithError(Exception):
    """Something the user can fix: shown without a traceback, the program ends with status 2.

    Args:
        problem: what is wrong and where (file, line, stage or sample).
        remedy: what to do next, one sentence.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        """The problem, and on a second line what to do about it."""
        return f"{self.problem}\n{self.remedy}" if self.remedy else self.problem


class NotInstalledError(GoldsmithError):
    """An optional library is missing; a check that meets this has not run.

    Args:
        what: what is done with it, ending in its name.
        extra: the extra of this package that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what}, which is not installed: pip install 'goldsmith[{extra}]'")
        self.what = what
        self.extra = extra

    def __reduce__(self) -> tuple[type[NotInstalledError], tuple[str, str]]:
        """Errors travel between processes by the arguments they were made with."""
        return type(self), (self.what, self.extra)
