"""Let models answer the last question of samples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage, Where
from goldsmith.recipe.stages.train import model_folders
from goldsmith.store.shards import write_shard


class Answer(Stage):
    """Ask models all samples and keep their answers, one file for each model and seed."""

    source: Sources
    """Earlier stages with the samples to ask."""

    models: tuple[str, ...] = ()
    """Train stages; each of their seeds answers."""

    others: dict[str, str] = {}
    """Further models by a name of your own: a model folder or a hub name."""

    where: Where = Where()
    """Only source samples with these tags."""

    max_new_tokens: int = 64
    """The longest answer, in tokens of the model."""

    batch_size: int = 32
    """Samples that are answered together."""

    def parents(self) -> Sequence[str]:
        """The sources and the models' stages."""
        return (*self.source, *self.models)

    def work(self, job: Job) -> Outcome:
        """Model after model; answers that an interrupted run left are kept."""
        samples = [
            sample
            for sample in chain.from_iterable(job.samples(name, self.where) for name in self.source)
            if any(sample.answered())
        ]
        if not samples:
            raise GoldsmithError(f"stage {job.name!r}: no sample to ask", "look at the stages before it, and `where`")
        write_shard(job.folder / "shards" / "00000.parquet", samples, job.store, {})
        models = list(self._models(job))
        for place, (name, seed, folder) in enumerate(models):
            target = answers_path(job.folder, name, seed)
            if not target.exists():
                self._ask(job, folder, samples, target, (place, len(models)))
        said = f"{len(models)} models, {len(samples):,} questions each"
        seeds = {name: [seed for other, seed, _ in models if other == name] for name, _, _ in models}
        return Outcome({"in": len(samples)}, {}, {"models": seeds, "said": said})

    def _models(self, job: Job) -> Iterator[tuple[str, int, str]]:
        for stage in self.models:
            yield from ((stage, seed, str(folder)) for seed, folder in model_folders(job, stage))
        yield from ((name, 0, where) for name, where in self.others.items())

    def _ask(self, job: Job, model: str, samples: list[Sample], target: Path, place: tuple[int, int]) -> None:
        from goldsmith.media.look import picture
        from goldsmith.models.local import LocalModel

        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".part")
        answered = _answered(draft)
        open_questions = [sample for sample in samples if sample.id not in answered]
        with draft.open("a", encoding="utf-8") as file:
            answers = LocalModel(model, picture).answer(open_questions, self.max_new_tokens, self.batch_size)
            for number, (sample, answer) in enumerate(answers, len(answered) + 1):
                file.write(json.dumps({"sample": sample, "answer": answer}, ensure_ascii=False) + "\n")
                file.flush()
                job.progress.at(place[0] * len(samples) + number, place[1] * len(samples))
        draft.replace(target)


def _answered(draft: Path) -> set[str]:
    """Whom an interrupted run has answered; a line that it could not finish is cut off."""
    if not draft.exists():
        return set()
    whole = draft.read_bytes()
    whole = whole[: whole.rfind(b"\n") + 1]
    draft.write_bytes(whole)
    return {json.loads(line)["sample"] for line in whole.decode().splitlines()}


def answers_path(folder: Path, model: str, seed: int) -> Path:
    """Where a model's answers lie."""
    return folder / "answers" / f"{model}.{seed}.jsonl"


def read_answers(folder: Path, model: str, seed: int) -> dict[str, str]:
    """A model's answers by sample id."""
    with answers_path(folder, model, seed).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["sample"]: row["answer"] for row in rows}


def answer_seeds(job: Job, answers: str, model: str) -> list[int]:
    """The seeds with which a model has answered.

    Raises:
        GoldsmithError: the stage asks no models, or not this one.
    """
    models = job.manifests[answers].figure("models")
    if not models or model not in models:
        known = f"it asks {', '.join(models)}" if models else "name an answer stage"
        raise GoldsmithError(f"stage {job.name!r}: {answers!r} holds no answers of {model!r}", known)
    seeds: list[int] = models[model]
    return seeds
