"""What people made of findings: upheld or overridden, by check and language."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from goldsmith.check.measuring.measured import Rate
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding

ENOUGH = 0.9
"""The share of major findings that people must uphold; below it a check's findings should be minor."""


class Judged(Finding):
    """A finding as `goldsmith check --jsonl` writes it, with what a person said of it."""

    upheld: bool | None = None
    """Whether the person agrees; a line without it was not judged."""
    language: str = "–"


@dataclass(frozen=True)
class Upheld:
    """How many findings of a check people upheld, and how many of the major ones."""

    check: str
    language: str
    all: Rate
    major: Rate

    @property
    def too_grave(self) -> bool:
        """Whether the check calls findings major that people override too often."""
        return self.major.value is not None and self.major.value < ENOUGH


def upheld(judged: Iterable[Judged]) -> list[Upheld]:
    """Counts by check and language; what could not be run, and what nobody judged, does not count."""
    seen: Counter[tuple[str, str, bool]] = Counter()
    right: Counter[tuple[str, str, bool]] = Counter()
    for one in judged:
        if one.upheld is None or one.severity == "not run":
            continue
        key = (one.check, one.language, one.severity == "major")
        seen[key] += 1
        right[key] += one.upheld
    names = sorted({(check, language) for check, language, _ in seen})
    return [Upheld(*name, _rate(right, seen, name, (True, False)), _rate(right, seen, name, (True,))) for name in names]


def read_judged(paths: Sequence[Path]) -> list[Judged]:
    """The judged findings in files of JSON lines.

    Raises:
        GoldsmithError: a file cannot be read, or a line is no finding.
    """
    found = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise GoldsmithError(f"{path} cannot be read: {error}") from error
        found += [_judged(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return found


def _judged(path: Path, number: int, line: str) -> Judged:
    try:
        return Judged.model_validate(json.loads(line))
    except (ValidationError, ValueError, RecursionError) as error:
        problem = error.errors(include_url=False)[0]["msg"] if isinstance(error, ValidationError) else str(error)
        remedy = "write findings with `goldsmith check --jsonl`, and add `upheld: true` or `false` to those judged"
        raise GoldsmithError(f"{path}:{number}: this is no finding: {problem}", remedy) from error


def _rate(
    right: Counter[tuple[str, str, bool]],
    seen: Counter[tuple[str, str, bool]],
    name: tuple[str, str],
    grave: tuple[bool, ...],
) -> Rate:
    return Rate(sum(right[(*name, one)] for one in grave), sum(seen[(*name, one)] for one in grave))
