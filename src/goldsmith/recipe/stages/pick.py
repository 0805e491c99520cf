"""Choose samples."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.recipe.findings import FindingsFile, findings_file, read_findings
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage, Where
from goldsmith.recipe.tally import Tally
from goldsmith.recipe.together import Together
from goldsmith.select.selector import Selector
from goldsmith.store.assets import AssetStore
from goldsmith.store.files import write_whole
from goldsmith.store.shards import Samples, write_shard


class Pick(Stage):
    """Choose among samples and mark them, one selector after the other."""

    source: Sources
    """Earlier stages to take samples from."""

    selectors: Annotated[tuple[Selector, ...], Field(min_length=1)]
    """What chooses, in order; each sees what the one before it left."""

    where: Where = Where()
    """Only source samples with these tags."""

    shard_size: int = 512
    """Samples per shard."""

    def parents(self) -> Sequence[str]:
        """The sources."""
        return self.source

    def work(self, job: Job) -> Outcome:
        """Each selector writes a folder of shards that the next one reads; finished ones are not done again."""
        funnel: list[dict[str, Any]] = []
        for number in range(len(self.selectors)):
            funnel.append(self._step(job, number))
            job.progress.at(number + 1, len(self.selectors))
        tally = Tally(funnel[0]["in"], funnel[-1]["out"], dropped=funnel[0]["in"] - funnel[-1]["out"])
        for finding in read_findings(job.folder):
            tally.counted(finding)
        for step in job.folder.glob("step-*"):
            shutil.rmtree(step)
        return Outcome.of(tally, funnel=funnel)

    def _step(self, job: Job, number: int) -> dict[str, Any]:
        """One selector's work: read what the one before it left, write what it leaves."""
        selector, last = self.selectors[number], number == len(self.selectors) - 1
        record = job.folder / "funnel" / f"{number:02}.json"
        if record.exists():
            done: dict[str, Any] = json.loads(record.read_text())
            return done
        before = Together((Samples(job.folder / f"step-{number - 1}", job.store),))
        samples = before if number else Together.of(job, self.source, self.where)
        folder = job.folder / ("shards" if last else f"step-{number}")
        shutil.rmtree(folder, ignore_errors=True)
        with findings_file(job.folder / "findings" / f"{number:02}-{selector.name()}.jsonl", Tally()) as findings:
            kept = _only_samples(selector.pick(samples), findings)
            out = _write_shards(folder, kept, job.store, self.shard_size)
        entry = {"selector": selector.name(), "in": sum(1 for _ in samples), "out": out}
        write_whole(record, json.dumps(entry))
        return entry


def _write_shards(folder: Path, samples: Iterator[Sample], store: AssetStore, size: int) -> int:
    """Write shards of `size` samples; returns how many samples there were."""
    total, held, number = 0, size, 0
    while held == size:
        held = write_shard(folder / f"{number:05}.parquet", islice(samples, size), store, {})
        total, number = total + held, number + 1
    return total


def _only_samples(picked: Iterator[Sample | Finding], findings: FindingsFile) -> Iterator[Sample]:
    for item in picked:
        if isinstance(item, Finding):
            findings.add(item)
        else:
            yield item
