"""How well a check tells faults from near misses: measured on its planted set, language by language."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from goldsmith.check.check import Check
from goldsmith.check.planted_sets import Case
from goldsmith.core.stats import wilson
from goldsmith.core.types import Finding

Least = Literal["note", "minor", "major"]
_FOUND: dict[Least, tuple[str, ...]] = {
    "note": ("note", "minor", "major"),
    "minor": ("minor", "major"),
    "major": ("major",),
}
_ANSWER = 1
"""The position of a case's answer among its turns."""


@dataclass(frozen=True)
class Rate:
    """A share of cases with its 95% interval (Wilson); of no cases the value is None."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval."""
        return wilson(self.part, self.whole)


@dataclass(frozen=True)
class Measured:
    """What a check did with the cases of one language."""

    check: str
    language: str
    cases: int
    faults: int
    found: int
    """Faults with a finding, at the marked piece where one is marked."""
    wrong: int
    """Near misses with a finding, and faults where the finding is beside the marked piece."""
    not_run: int
    """Cases about which the check only said that it did not run; they count as not found."""
    seconds: float
    """CPU time of a case: the median, so that the case which loads libraries and word lists does not count."""

    @property
    def precision(self) -> Rate:
        """Of the cases with findings, those with the fault that was planted."""
        return Rate(self.found, self.found + self.wrong)

    @property
    def recall(self) -> Rate:
        """Of the planted faults, those found."""
        return Rate(self.found, self.faults)


def measure(check: str, cases: Sequence[Case], least: Least = "minor") -> list[Measured]:
    """Run a check on its cases; findings below `least` count as none, but for the notes of a check that advises.

    Raises:
        GoldsmithError: there is no such check, or a case has settings that it does not know.
    """
    languages = sorted({case.language for case in cases})
    return [_measured(check, language, [c for c in cases if c.language == language], least) for language in languages]


def _measured(check: str, language: str, cases: Sequence[Case], least: Least) -> Measured:
    built: dict[str, Check] = {}
    found = wrong = not_run = 0
    seconds: list[float] = []
    for place, case in enumerate(cases):
        spelled = json.dumps(case.settings, sort_keys=True)
        if spelled not in built:
            built[spelled] = Check.build({check: case.settings})
        *others, sample = case.samples(f"{language}-{place}")
        begun = time.process_time()
        everything = list(built[spelled].find_all([*others, sample]))
        seconds.append(time.process_time() - begun)
        findings = [one for one in everything if one.sample in (sample.id, None)]
        lowest = "note" if least == "minor" and built[spelled].advises else least
        counted = [one for one in findings if one.severity in _FOUND[lowest]]
        hit = bool(counted) and case.fault and at_the_mark(case, counted)
        found += hit
        wrong += bool(counted) and not hit
        not_run += bool(findings) and all(one.severity == "not run" for one in findings)
    faults = sum(case.fault for case in cases)
    return Measured(check, language, len(cases), faults, found, wrong, not_run, median(seconds))


def at_the_mark(case: Case, findings: Iterable[Finding]) -> bool:
    """Whether one of the findings overlaps the marked piece; where nothing is marked, any finding will do."""
    if case.marks is None:
        return True
    places = [one.where for one in findings if one.where.turn == _ANSWER]
    return any(
        place.start is not None and place.end is not None and case.covers(place.start, place.end) for place in places
    )
