"""Write samples out in a format of other tools, with a dataset card."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from goldsmith.core.brief import Brief
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from goldsmith.formats.format import Format
from goldsmith.recipe.findings import findings_file
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage, Where
from goldsmith.recipe.tally import Tally
from goldsmith.report.card import card
from goldsmith.store.files import write_whole


class Export(Stage):
    """Write samples in an outside format, with a dataset card (README.md) that says what they are and how they came."""

    source: Sources
    """Earlier stages to take samples from."""

    format: Format
    """The format to write."""

    to: str = ""
    """A folder to put the result in, relative to the recipe; without it the result stays in the work folder."""

    title: str = ""
    """The data set's name on its card; the stage's name if empty."""

    brief: Brief | None = None
    """What was wanted; shown on the card."""

    where: Where = Where()
    """Only source samples with these tags."""

    def parents(self) -> Sequence[str]:
        """The sources."""
        return self.source

    def work(self, job: Job) -> Outcome:
        """Write the files, then the card, then put both where they are wanted."""
        if not self.format.writes:
            raise GoldsmithError(f"stage {job.name!r}: {self.format.name()} can be read but not written")
        data = job.folder / "export"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        shares: dict[str, Counter[str]] = {}
        tally = Tally()
        samples = chain.from_iterable(job.samples(name, self.where) for name in self.source)
        with findings_file(job.folder / "findings" / "00000.jsonl", tally) as findings:
            for finding in self.format.write(_counted(samples, shares, tally), data / self._file()):
                findings.add(finding)
        text = card(self.title or job.name, shares, list(job.manifests.values()), self.format.name(), self.brief)
        write_whole(data / "README.md", text)
        if self.to:
            _placed(job, self.to, data)
        said = f"{self.format.name()} in {self.to or data.relative_to(job.root)}"
        return Outcome.of(tally, said=said, shares={axis: dict(by) for axis, by in shares.items()})

    def _file(self) -> str:
        return {"chat-jsonl": "data.jsonl", "llava": "data.json", "sharegpt": "data.json", "alpaca": "data.json"}.get(
            self.format.name(), "data"
        )


AXES = ("language", "skill", "domain", "format", "modality", "task", "split")


def _counted(samples: Iterator[Sample], shares: dict[str, Counter[str]], tally: Tally) -> Iterator[Sample]:
    for sample in samples:
        tally.samples_in += 1
        tally.samples_out += 1
        for axis in AXES:
            if axis in sample.tags:
                shares.setdefault(axis, Counter())[sample.tags[axis]] += 1
        for licence in {asset.licence or "unknown" for asset in sample.assets}:
            shares.setdefault("licence", Counter())[licence] += 1
        yield sample


def _placed(job: Job, to: str, data: Any) -> None:
    """Copy the result to where it is wanted, in one step."""
    target = job.path(to)
    draft = target.with_name(f".{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(data, draft)
    if target.exists() and not (target / "README.md").exists():
        raise GoldsmithError(f"{target} exists and is not an export of Goldsmith", "choose another folder for `to`")
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
