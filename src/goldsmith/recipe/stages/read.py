"""Bring outside files in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.detect import detect
from goldsmith.formats.format import Format
from goldsmith.recipe.findings import FindingsFile, findings_file
from goldsmith.recipe.stage import Job, Outcome, Stage
from goldsmith.recipe.tally import Tally
from goldsmith.store.shards import write_shard


class Read(Stage):
    """Bring files of some format in as samples: their media verified, hashed and kept once."""

    path: str = ""
    """A file or folder, relative to the recipe; formats that ship their data need none."""

    format: Format | None = None
    """The format of the files; recognised from the files when it is not given."""

    licence: str = ""
    """The licence of media that name none themselves."""

    media: Literal["copy", "refer"] = "copy"
    """Whether media are copied into the work folder, or only referred to where they lie."""

    tags: dict[str, str] = {}
    """Tags for all samples read here, such as a domain; tags that a sample brings along win."""

    shard_size: int = 256
    """Samples per shard."""

    max_failed: float = 0.05
    """The share of items that may be unreadable before the stage stops."""

    def outside(self, root: Path) -> Any:
        """The names, sizes and times of the files."""
        if not self.path:
            return None
        path = root / Path(self.path).expanduser()
        if not path.exists():
            raise GoldsmithError(f"there is no {path}", "the stage's `path` is relative to the recipe's folder")
        files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
        return [[str(one.relative_to(path)), one.stat().st_size, one.stat().st_mtime_ns] for one in files]

    def work(self, job: Job) -> Outcome:
        """Read all, a shard at a time; shards that an interrupted run finished are kept."""
        path = job.path(self.path)
        source = self.format or detect(path)
        tally = Tally()
        with findings_file(job.folder / "findings" / "00000.jsonl", tally) as findings:
            self._fill(job, self._samples(source.samples(path, job.limit), tally, findings), tally, source.name())
            self._judge(job, tally, findings.first_major)
        return Outcome.of(tally, format=source.name())

    def _fill(self, job: Job, samples: Iterator[Sample], tally: Tally, form: str) -> None:
        """Write shards until the samples end; what finished shards hold is read again but not written again."""
        store = replace(job.store, copies=self.media == "copy")
        held, number = self.shard_size, 0
        while held == self.shard_size:
            target = job.folder / "shards" / f"{number:05}.parquet"
            batch = islice(samples, self.shard_size)
            held = sum(1 for _ in batch) if target.exists() else write_shard(target, batch, store, {"format": form})
            job.progress.at(tally.samples_out, job.limit)
            number += 1

    def _samples(self, read: Iterator[Sample | Finding], tally: Tally, findings: FindingsFile) -> Iterator[Sample]:
        for item in read:
            if isinstance(item, Finding):
                findings.add(item)
                tally.samples_in += item.severity == "major"
                tally.failed += item.severity == "major"
                continue
            tally.samples_in += 1
            tally.samples_out += 1
            yield self._licensed(item)

    def _licensed(self, sample: Sample) -> Sample:
        assets = sample.assets
        if self.licence and any(not asset.licence for asset in assets):
            assets = tuple(asset if asset.licence else asset.but(licence=self.licence) for asset in assets)
        return sample.but(assets=assets, tags={**self.tags, **sample.tags})

    def _judge(self, job: Job, tally: Tally, first: Finding | None) -> None:
        if not tally.samples_out and not tally.failed:
            raise GoldsmithError(f"stage {job.name!r}: nothing to read in {job.path(self.path)}")
        if tally.failed > self.max_failed * tally.samples_in:
            raise GoldsmithError(
                f"stage {job.name!r}: {tally.failed} of {tally.samples_in} items cannot be read, more than max_failed "
                f"{self.max_failed:.0%}; the first: {first.message if first else 'unknown'}",
                f"see {job.folder / 'findings'}; mend the files, or raise the stage's `max_failed`",
            )
