"""Score the answers of models on benchmarks: did a general ability drop?"""

from __future__ import annotations

from collections.abc import Sequence

from goldsmith.evaluate.ability import ability
from goldsmith.evaluate.benchmark import Benchmark
from goldsmith.recipe.stage import Job, Outcome, Stage
from goldsmith.recipe.stages.answer import answer_seeds, read_answers


class Score(Stage):
    """Score models on benchmarks, and test that the candidate is not worse than the reference by over a margin."""

    answers: str
    """The answer stage that holds the answers of all models."""

    benchmarks: tuple[Benchmark, ...]
    """What scores an answer."""

    candidate: str
    """The model that must not have become worse: a train stage's name."""

    reference: str
    """The model it is held against."""

    margin: float = 0.02
    """How much worse, in points of a score from 0 to 1, is still called not worse."""

    title: str = "general"
    """What the asked samples are called in the report."""

    def parents(self) -> Sequence[str]:
        """The answers."""
        return (self.answers,)

    def work(self, job: Job) -> Outcome:
        """Score every model, and test the change."""
        samples = list(job.samples(self.answers))
        models: dict[str, list[int]] = job.manifests[self.answers].figure("models", {})
        for model in (self.candidate, self.reference):
            answer_seeds(job, self.answers, model)
        replies = {
            model: [read_answers(job.folders[self.answers], model, seed) for seed in seeds]
            for model, seeds in models.items()
        }
        found = [
            ability(
                benchmark, samples, replies, reference=self.reference, candidate=self.candidate, margin=self.margin
            ).but(benchmark=f"{self.title}: {benchmark.name()}")
            for benchmark in self.benchmarks
        ]
        said = ", ".join(
            f"{one.benchmark}: {one.change.value:+.3f} ({'holds' if one.holds else 'open'})" for one in found
        )
        return Outcome(
            {"in": len(samples)}, {}, {"abilities": [one.model_dump(mode="json") for one in found], "said": said}
        )
