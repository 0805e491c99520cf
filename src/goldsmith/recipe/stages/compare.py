"""Judge the answers of two models against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from goldsmith.evaluate.judge import Judge, Verdict
from goldsmith.evaluate.pairwise import judge_pairs
from goldsmith.evaluate.rule_judge import RuleJudge
from goldsmith.evaluate.wins import compare
from goldsmith.recipe.findings import write_lines
from goldsmith.recipe.stage import Job, Outcome, Stage
from goldsmith.recipe.stages.answer import answer_seeds, read_answers
from goldsmith.store.files import write_whole


class Compare(Stage):
    """Pairwise wins of model a against model b on five criteria and by subset, in both orders, over common seeds."""

    answers: str
    """The answer stage that holds the answers of both."""

    a: str
    """The model whose wins are counted: a train stage's name."""

    b: str
    """The model it is compared with."""

    title: str = "heldout"
    """What the compared samples are called in the report: heldout, out-of-distribution, ..."""

    judge: Judge = RuleJudge()
    """Who decides."""

    combine: Literal["both-orders", "averaged"] = "both-orders"
    """How the two orders become one result: agreement or a tie, or the mean of both."""

    seed: int = 0
    """Seed of the resampling."""

    def parents(self) -> Sequence[str]:
        """The answers."""
        return (self.answers,)

    def work(self, job: Job) -> Outcome:
        """Judge every pair of every common seed, and count."""
        samples = list(job.samples(self.answers))
        verdicts = list(self._verdicts(job, samples))
        result = compare(verdicts, samples, name=self.title, a=self.a, b=self.b, combine=self.combine, seed=self.seed)
        write_lines(job.folder / "verdicts.jsonl", verdicts)
        write_whole(job.folder / "comparison.json", result.model_dump_json(indent=1))
        overall = result.row()
        said = (
            f"{self.a} wins {overall.rate.value:.0%} [{overall.rate.low:.0%}, {overall.rate.high:.0%}]"
            if overall
            else ""
        )
        return Outcome({"in": len(samples)}, {}, {"comparison": result.model_dump(mode="json"), "said": said})

    def _verdicts(self, job: Job, samples: list[Sample]) -> Iterator[Verdict]:
        seeds = sorted({*answer_seeds(job, self.answers, self.a)} & {*answer_seeds(job, self.answers, self.b)})
        if not seeds:
            raise GoldsmithError(
                f"stage {job.name!r}: {self.a!r} and {self.b!r} share no seed", "train both with the same"
            )
        folder = job.folders[self.answers]
        for place, seed in enumerate(seeds):
            both = read_answers(folder, self.a, seed), read_answers(folder, self.b, seed)
            for number, verdict in enumerate(judge_pairs(samples, *both, self.judge, seed)):
                if number % 10 == 0:
                    job.progress.at(place * len(samples) + number // 10, len(seeds) * len(samples))
                yield verdict
