"""Run a recipe: each stage that is not finished, in order, one folder each, the manifest last."""

from __future__ import annotations

import importlib.metadata
import platform
import resource
import time
from datetime import UTC, datetime
from pathlib import Path

import goldsmith
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.manifest import Manifest
from goldsmith.engine.pool import Pool
from goldsmith.recipe.recipe import Recipe
from goldsmith.recipe.stage import Job, Outcome, Progress, Silent
from goldsmith.recipe.workplace import Workplace
from goldsmith.store.files import file_hash

RECORDED = ("pydantic", "pyarrow", "pillow", "numpy", "torch", "transformers", "trl", "peft", "tokenizers", "daft")
"""Libraries whose versions a result may depend on."""


def run(
    recipe: Recipe,
    *,
    only: str | None = None,
    limit: int | None = None,
    pool: Pool | None = None,
    progress: Progress | None = None,
) -> dict[str, Manifest]:
    """Run what is not finished; the manifests of all stages asked for, by name.

    Args:
        recipe: what to do.
        only: one stage to run, with all it needs; None runs all.
        limit: read at most so many samples from each source: a trial, kept apart from the whole.
        pool: where to work.
        progress: who watches.

    Raises:
        GoldsmithError: a stage cannot be done, or another run is at work in the folder.
    """
    place = Workplace(recipe.root / "work")
    progress = progress or Silent()
    wanted = recipe.needed(only) if only else list(recipe.stages)
    with place.locked():
        prints = recipe.fingerprints(limit)
        folders: dict[str, Path] = {}
        manifests: dict[str, Manifest] = {}
        for name in wanted:
            folders[name] = folder = place.folder(name, prints[name])
            manifest = place.manifest(folder)
            kept = manifest is not None
            if manifest is None:
                progress.begin(name, recipe.stages[name].name(), None)
                job = Job(
                    name, folder, recipe.root, folders, dict(manifests), place.store, pool or Pool(), limit, progress
                )
                manifest = _done(recipe, job, prints)
                place.finish(folder, manifest)
            manifests[name] = manifest
            progress.end(manifest, kept=kept)
    return manifests


def _done(recipe: Recipe, job: Job, prints: dict[str, str]) -> Manifest:
    stage = recipe.stages[job.name]
    job.folder.mkdir(parents=True, exist_ok=True)
    started, wall, cpu = datetime.now(UTC), time.perf_counter(), _cpu_seconds()
    outcome = stage.work(job)
    return _manifest(job, outcome).but(
        kind=stage.name(),
        fingerprint=prints[job.name],
        recipe=FrozenDict(stage.spell()),
        parents=FrozenDict({parent: prints[parent] for parent in stage.parents()}),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - wall, 3),
        cpu_seconds=round(_cpu_seconds() - cpu, 3),
    )


def _manifest(job: Job, outcome: Outcome) -> Manifest:
    files = sorted(path for path in job.folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return Manifest(
        stage=job.name,
        kind="",
        fingerprint="",
        recipe=FrozenDict(),
        counts=FrozenDict(outcome.counts),
        findings=FrozenDict(outcome.findings),
        figures=FrozenDict(outcome.figures),
        files=FrozenDict({str(path.relative_to(job.folder)): file_hash(path) for path in files}),
        versions=FrozenDict(_versions()),
        limit=job.limit,
    )


def _versions() -> dict[str, str]:
    found = {"goldsmith": goldsmith.__version__, "python": platform.python_version()}
    for name in RECORDED:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _cpu_seconds() -> float:
    """Of this process and of its finished workers."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
