"""Run one operation over all samples of a stage's sources, a slice at a time, until done or too much fails."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from goldsmith.core.errors import GoldsmithError
from goldsmith.recipe.shard_work import Operation, ShardWork
from goldsmith.recipe.stage import Job
from goldsmith.recipe.tally import Tally
from goldsmith.store.shards import Slice

ENOUGH_TO_JUDGE = 20
"""Below so many samples a share of failures says nothing yet."""


def slices(job: Job, sources: Sequence[str], rows: int) -> list[Slice]:
    """The samples of all sources, cut and numbered through."""
    cut = [piece for source in sources for piece in job.samples(source).slices(rows)]
    return [replace(piece, number=number) for number, piece in enumerate(cut)]


def run_sharded(
    job: Job,
    operation: Operation,
    sources: Sequence[str],
    where: Mapping[str, str],
    *,
    rows: int,
    max_failed: float,
) -> Tally:
    """Fill `shards/`, `findings/` and `failed/` of the job's folder; finished shards are not done again.

    Raises:
        GoldsmithError: a larger share than `max_failed` of the samples failed.
    """
    pieces = slices(job, sources, rows)
    work = ShardWork(operation, job.folder, job.store, tuple(where.items()))
    tally, done = Tally(), 0
    total = sum(piece.stop - piece.start for piece in pieces)
    job.progress.at(0, total)
    for piece, plain in job.pool.run(work, pieces):
        tally.add(plain)
        done += piece.stop - piece.start
        job.progress.at(done, total)
        if tally.samples_in >= ENOUGH_TO_JUDGE and tally.failed > max_failed * tally.samples_in:
            raise _too_many(job, tally, max_failed)
    if tally.failed > max_failed * tally.samples_in:
        raise _too_many(job, tally, max_failed)
    return tally


def _too_many(job: Job, tally: Tally, max_failed: float) -> GoldsmithError:
    return GoldsmithError(
        f"stage {job.name!r}: {tally.failed} of {tally.samples_in} samples failed, "
        f"more than max_failed {max_failed:.0%}; the first: {_first_failure(job.folder)}",
        f"see {job.folder / 'failed'}; mend the cause, or raise the stage's `max_failed`",
    )


def _first_failure(folder: Path) -> str:
    for path in sorted((folder / "failed").glob("*.jsonl")):
        with path.open() as lines:
            failure = json.loads(next(lines))
        return f"{failure['error']} (sample {failure['sample']})"
    return "unknown"
