"""The one error that a user can do something about."""


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
