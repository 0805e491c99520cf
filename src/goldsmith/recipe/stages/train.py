"""Fine-tune a model on samples, once for each seed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from goldsmith.core.errors import GoldsmithError
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage, Where
from goldsmith.store.files import write_whole
from goldsmith.train.objective import Objective


class Train(Stage):
    """Train one model for each seed on all samples of the sources; finished seeds are not trained again."""

    source: Sources
    """Earlier stages to take samples from."""

    objective: Objective
    """How to train."""

    start: str | None = None
    """An earlier train stage whose model is trained further; without it the objective names a model."""

    seeds: Annotated[tuple[int, ...], Field(min_length=1)] = (0,)
    """One model is trained for each seed, which takes the place of the objective's own."""

    where: Where = Where()
    """Only source samples with these tags."""

    def parents(self) -> Sequence[str]:
        """The sources, and the stage whose model is trained further."""
        return (*self.source, *((self.start,) if self.start else ()))

    def work(self, job: Job) -> Outcome:
        """Train seed after seed."""
        samples = list(chain.from_iterable(job.samples(name, self.where) for name in self.source))
        if not samples:
            raise GoldsmithError(
                f"stage {job.name!r}: no sample to train on", "look at the stages before it, and `where`"
            )
        figures: dict[str, Any] = {}
        for place, seed in enumerate(self.seeds):
            record = job.folder / f"seed-{seed}" / "record.json"
            if not record.exists():
                objective = type(self.objective)(**{**dict(self.objective), "seed": seed})
                begin = model_folder(job, self.start, seed) if self.start else None

                def at(step: int, steps: int, place: int = place) -> None:
                    job.progress.at(place * steps + step, len(self.seeds) * steps)

                write_whole(record, json.dumps(objective.train(samples, record.parent, at, begin), default=str))
            figures[str(seed)] = json.loads(record.read_text())
        return Outcome({"in": len(samples)}, {}, {"seeds": figures, "said": said(figures)})


def said(figures: dict[str, Any]) -> str:
    """How training ended, in a few words."""
    losses = [run["loss"][-1][1] for run in figures.values() if run.get("loss")]
    steps = [run["steps"] for run in figures.values() if "steps" in run]
    words = [f"{len(figures)} seeds"] if len(figures) > 1 else []
    words += [f"{steps[0]} steps"] if steps else []
    words += ["last loss " + ", ".join(f"{loss:.3f}" for loss in losses)] if losses else []
    return ", ".join(words)


def model_folder(job: Job, stage: str, seed: int) -> Path:
    """The model that a train stage made with a seed, or with its first when it has not that one.

    Raises:
        GoldsmithError: the stage makes no models.
    """
    models = dict(model_folders(job, stage))
    return models.get(seed, next(iter(models.values())))


def model_folders(job: Job, stage: str) -> Iterator[tuple[int, Path]]:
    """The models of a train stage by seed.

    Raises:
        GoldsmithError: the stage makes no models.
    """
    seeds = job.manifests[stage].figure("seeds")
    if not seeds:
        raise GoldsmithError(f"stage {job.name!r} needs a model, but {stage!r} trains none", "name a train stage")
    yield from ((int(seed), job.folders[stage] / f"seed-{seed}" / "model") for seed in seeds)
