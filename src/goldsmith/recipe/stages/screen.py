"""Check samples, and leave out those with grave findings."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.remembered import Remembered
from goldsmith.core.types import Finding, Sample, Severity
from goldsmith.recipe.findings import findings_file, read_findings
from goldsmith.recipe.sharded import run_sharded
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage, Where
from goldsmith.recipe.tally import Tally
from goldsmith.recipe.together import Together
from goldsmith.store.files import write_whole
from goldsmith.store.kept_findings import KeptFindings

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

    slow_workers: int = Field(default=2, ge=1)
    """Local processes for slow checks (OCR, video, models), which may need a gigabyte of memory each."""

    def parents(self) -> Sequence[str]:
        """The sources."""
        return self.source

    def work(self, job: Job) -> Outcome:
        """Checks of the whole set first, then the others a slice at a time, then slow ones on what is left."""
        over_all = Tally()
        doomed = self._over_all(job, over_all)
        quick = tuple(check for check in self.checks if not check.whole_set() and not check.slow)
        slow = tuple(check for check in self.checks if not check.whole_set() and check.slow)
        operation = self._with(quick, job, doomed)
        tally = self._sieved(operation, slow, job) if slow else self._sharded(operation, job)
        tally.findings.update(over_all.findings)
        self._sum_up(job, tally)
        tally.made.clear()
        return Outcome.of(tally, checks=[check.name() for check in self.checks])

    def _sharded(self, operation: ScreenWith, job: Job) -> Tally:
        return run_sharded(job, operation, self.source, self.where, rows=self.rows, max_failed=self.max_failed)

    def _over_all(self, job: Job, tally: Tally) -> Path:
        """A file of the samples that checks of the whole set condemn."""
        names = set[str]()
        samples = Together.of(job, self.source, self.where)
        found = (one for check in self.checks if check.whole_set() for one in check.find_all(samples))
        with findings_file(job.folder / "findings" / "whole-set.jsonl", tally) as file:
            for finding in found:
                file.add(regraded(finding, self.severities))
                if finding.sample and grave(regraded(finding, self.severities), self.drop):
                    names.add(finding.sample)
        doomed = job.folder / "doomed.json"
        write_whole(doomed, json.dumps(sorted(names)))
        return doomed

    def _sum_up(self, job: Job, tally: Tally) -> None:
        """What findings about single samples come to over the whole set, for checks that tell."""
        telling = [check for check in self.checks if not check.whole_set() and type(check).sum_up is not Check.sum_up]
        if not telling:
            return
        found = [one for one in read_findings(job.folder) if one.sample is not None]
        with findings_file(job.folder / "findings" / "summed-up.jsonl", tally) as file:
            for check in telling:
                for finding in check.sum_up([one for one in found if one.check == check.name()]):
                    file.add(regraded(finding, self.severities))

    def _with(self, checks: tuple[Check, ...], job: Job, doomed: Path | None = None) -> ScreenWith:
        kept = KeptFindings(job.store.root.parent / "findings")
        return ScreenWith(Remembered(checks, kept), self.drop, tuple(self.severities.items()), doomed)

    def _sieved(self, operation: ScreenWith, slow: tuple[Check, ...], job: Job) -> Tally:
        """Slow checks look only at samples that the quick ones keep, in smaller pieces and fewer processes."""
        sieve = replace(job, folder=job.folder / "sieve")
        tally = self._sharded(operation, sieve)
        few = min(job.pool.workers or self.slow_workers, self.slow_workers)
        rest = replace(job, folders={**job.folders, _SIEVED: sieve.folder}, pool=replace(job.pool, workers=few))
        rows = min(self.rows, _FEW)
        last = run_sharded(rest, self._with(slow, job), (_SIEVED,), {}, rows=rows, max_failed=self.max_failed)
        for kind in ("findings", "failed"):
            for path in (sieve.folder / kind).glob("*.jsonl"):
                copied = job.folder / kind / f"quick-{path.name}"
                copied.parent.mkdir(exist_ok=True)
                path.replace(copied)
        shutil.rmtree(sieve.folder)
        return tally.then(last)


_SIEVED = "(what quick checks keep)"
_FEW = 32
"""Samples per piece of slow work."""


@dataclass(frozen=True)
class ScreenWith:
    """What several checks say of a sample, and the sample itself unless that is too grave."""

    checks: Remembered
    drop: Drop
    severities: tuple[tuple[str, Severity], ...]
    doomed: Path | None

    def __call__(self, sample: Sample) -> Iterator[Sample | Finding]:
        """Findings, then the sample if it stays."""
        found = [regraded(one, dict(self.severities)) for one in self.checks.find(sample)]
        yield from found
        doomed = self.doomed is not None and sample.id in _doomed(self.doomed)
        if not doomed and not any(grave(one, self.drop) for one in found):
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
