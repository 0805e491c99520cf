"""One operation over one slice of samples: read, apply, write a shard, keep failures and findings aside."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Record, Sample
from goldsmith.recipe.findings import write_lines
from goldsmith.recipe.tally import Tally
from goldsmith.store.assets import AssetStore
from goldsmith.store.shards import Slice, read_shard, shard_info, write_shard


class Operation(Protocol):
    """What happens to each sample: yields what goes on (any number of samples) and findings; must pickle."""

    def __call__(self, sample: Sample) -> Iterator[Sample | Finding]:
        """What becomes of one sample."""


class Failure(Record):
    """A sample on which an operation broke, kept with its error."""

    sample: str
    error: str
    trace: str


@dataclass(frozen=True)
class ShardWork:
    """Called with a slice, it leaves `shards/00007.parquet` in its folder, and findings and failures beside it.

    The shard is written last and in one step: where it exists the slice is done, and is not done again.
    """

    operation: Operation
    folder: Path
    store: AssetStore
    where: tuple[tuple[str, str], ...] = ()

    def __call__(self, piece: Slice) -> dict[str, Any]:
        """The slice's tally as plain data."""
        target = self.folder / "shards" / f"{piece.number:05}.parquet"
        if target.exists():
            return shard_info(target)
        tally = Tally()
        findings: list[Finding] = []
        failures: list[Failure] = []
        info: dict[str, Any] = {}

        def results() -> Iterator[Sample]:
            for sample in read_shard(piece.path, self.store, piece.start, piece.stop):
                if any(sample.tags.get(tag) != value for tag, value in self.where):
                    continue
                tally.samples_in += 1
                try:
                    given = list(self.operation(sample))
                except GoldsmithError as error:
                    failures.append(_failure(sample, error))
                except Exception as error:  # noqa: BLE001  one broken sample must not cost the others
                    failures.append(_failure(sample, error))
                else:
                    went_on = [one for one in given if isinstance(one, Sample)]
                    findings.extend(tally.counted(one) for one in given if isinstance(one, Finding))
                    tally.samples_out += len(went_on)
                    tally.dropped += not went_on
                    tally.made.update(_maker(one) for one in went_on)
                    yield from went_on
            tally.failed = len(failures)
            write_lines(self.folder / "findings" / f"{piece.number:05}.jsonl", findings)
            write_lines(self.folder / "failed" / f"{piece.number:05}.jsonl", failures)
            info.update(tally.plain())

        write_shard(target, results(), self.store, info)
        return info


def _maker(sample: Sample) -> str:
    """The name of what made a sample: of its last turn, or of what is known of a draft."""
    said = [turn.origin for turn in sample.turns] or [note.origin for note in sample.notes()]
    made = [origin for origin in said if origin]
    return made[-1].name if made else "unchanged"


def _failure(sample: Sample, error: Exception) -> Failure:
    trace = "" if isinstance(error, GoldsmithError) else "".join(traceback.format_exception(error)[-3:])
    return Failure(sample=sample.id, error=f"{type(error).__name__}: {error}", trace=trace)
