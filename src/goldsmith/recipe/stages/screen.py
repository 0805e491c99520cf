"""Check samples, and leave out those with grave findings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Sample, Severity
from goldsmith.recipe.findings import findings_file
from goldsmith.recipe.sharded import run_sharded
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage, Where
from goldsmith.recipe.tally import Tally
from goldsmith.recipe.together import Together
from goldsmith.store.files import write_whole

Drop = Literal["major", "minor", "never"]


class Screen(Stage):
    """Run checks over all samples, keep every finding, and leave out samples with findings of some severity."""

    source: Sources
    """Earlier stages to take samples from."""

    checks: tuple[Check, ...]
    """What looks at the samples."""

    drop: Drop = "major"
    """The least severity at which a sample is left out; a check that did not run leaves nothing out."""

    severities: dict[str, Severity] = {}
    """Another severity for all findings of a check, by the check's name."""

    where: Where = Where()
    """Only source samples with these tags."""

    rows: int = 256
    """Samples per piece of work."""

    max_failed: float = 0.05
    """The share of samples on which a check may break before the stage stops."""

    def parents(self) -> Sequence[str]:
        """The sources."""
        return self.source

    def work(self, job: Job) -> Outcome:
        """Checks of the whole set first, then all others a slice at a time."""
        over_all, names = Tally(), set[str]()
        with findings_file(job.folder / "findings" / "whole-set.jsonl", over_all) as file:
            for finding in self._over_all(job):
                file.add(finding)
                if finding.sample and grave(finding, self.drop):
                    names.add(finding.sample)
        doomed = job.folder / "doomed.json"
        write_whole(doomed, json.dumps(sorted(names)))
        single = tuple(check for check in self.checks if not check.whole_set())
        operation = ScreenWith(single, self.drop, tuple(self.severities.items()), doomed)
        tally = run_sharded(job, operation, self.source, self.where, rows=self.rows, max_failed=self.max_failed)
        tally.findings.update(over_all.findings)
        tally.made.clear()
        return Outcome.of(tally, checks=[check.name() for check in self.checks])

    def _over_all(self, job: Job) -> Iterator[Finding]:
        samples = Together.of(job, self.source, self.where)
        for check in self.checks:
            if check.whole_set():
                yield from (regraded(one, self.severities) for one in check.find_all(samples))


@dataclass(frozen=True)
class ScreenWith:
    """What several checks say of a sample, and the sample itself unless that is too grave."""

    checks: tuple[Check, ...]
    drop: Drop
    severities: tuple[tuple[str, Severity], ...]
    doomed: Path

    def __call__(self, sample: Sample) -> Iterator[Sample | Finding]:
        """Findings, then the sample if it stays."""
        found = [regraded(one, dict(self.severities)) for check in self.checks for one in check.find(sample)]
        yield from found
        if sample.id not in _doomed(self.doomed) and not any(grave(one, self.drop) for one in found):
            yield sample


_READ: dict[Path, frozenset[str]] = {}


def _doomed(path: Path) -> frozenset[str]:
    """The samples that checks of the whole set condemned; read once per worker."""
    if path not in _READ:
        _READ.clear()
        _READ[path] = frozenset(json.loads(path.read_text()))
    return _READ[path]


def grave(finding: Finding, drop: Drop) -> bool:
    """Whether a finding costs its sample the place."""
    return finding.severity in {"major": ("major",), "minor": ("major", "minor"), "never": ()}[drop]


def regraded(finding: Finding, severities: Mapping[str, Severity]) -> Finding:
    """The finding with the severity a recipe gives to its check; what did not run stays so."""
    wanted = severities.get(finding.check)
    return finding if wanted is None or finding.severity == "not run" else finding.but(severity=wanted)
