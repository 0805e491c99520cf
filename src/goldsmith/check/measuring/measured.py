"""How well a check tells faults from near misses: measured on its planted set, language by language."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal, NamedTuple

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import Case
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
    blind: Measured | None = None
    """The same of the cases written by someone who had not read the check."""

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
    by_language: dict[str, list[_Outcome]] = {}
    for one in _outcomes(check, cases, least):
        by_language.setdefault(one.case.language, []).append(one)
    return [_measured(check, by_language[language]) for language in sorted(by_language)]


class _Outcome(NamedTuple):
    case: Case
    reported: bool
    hit: bool
    not_run: bool
    seconds: float


def _measured(check: str, outcomes: Sequence[_Outcome]) -> Measured:
    blind = [one for one in outcomes if one.case.blind]
    return replace(_counted(check, outcomes), blind=_counted(check, blind) if blind else None)


def _counted(check: str, outcomes: Sequence[_Outcome]) -> Measured:
    return Measured(
        check,
        outcomes[0].case.language,
        cases=len(outcomes),
        faults=sum(one.case.fault for one in outcomes),
        found=sum(one.hit for one in outcomes),
        wrong=sum(one.reported and not one.hit for one in outcomes),
        not_run=sum(one.not_run for one in outcomes),
        seconds=median(one.seconds for one in outcomes),
    )


def _outcomes(check: str, cases: Sequence[Case], least: Least) -> Iterator[_Outcome]:
    built: dict[str, Check] = {}
    for place, case in enumerate(cases):
        spelled = json.dumps(case.settings, sort_keys=True)
        if spelled not in built:
            built[spelled] = Check.build({check: case.settings})
        *others, sample = case.samples(f"{case.language}-{place}")
        begun = time.process_time()
        everything = list(built[spelled].find_all([*others, sample]))
        seconds = time.process_time() - begun
        findings = [one for one in everything if one.sample in (sample.id, None)]
        lowest = "note" if least == "minor" and built[spelled].advises else least
        counted = [one for one in findings if one.severity in _FOUND[lowest]]
        not_run = bool(findings) and all(one.severity == "not run" for one in findings)
        yield _Outcome(case, bool(counted), bool(counted) and _right(case, counted), not_run, seconds)


def _right(case: Case, findings: Iterable[Finding]) -> bool:
    return case.fault and at_the_mark(case, findings)


def at_the_mark(case: Case, findings: Iterable[Finding]) -> bool:
    """Whether one of the findings overlaps the marked piece; where nothing is marked, any finding will do."""
    if case.marks is None:
        return True
    places = [one.where for one in findings if one.where.turn == _ANSWER]
    return any(
        place.start is not None and place.end is not None and case.covers(place.start, place.end) for place in places
    )
