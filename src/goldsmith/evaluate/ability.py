"""Did a general ability drop? Scores of several models on one benchmark, and a test of non-inferiority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldsmith.core import stats
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.results import Ability, Interval
from goldsmith.core.types import Sample
from goldsmith.evaluate.benchmark import Benchmark
from goldsmith.evaluate.wins import cluster_of

Replies = Mapping[str, Sequence[Mapping[str, str]]]
"""Of each model, for each of its seeds, the reply by sample id."""


def ability(
    benchmark: Benchmark, samples: Sequence[Sample], replies: Replies, *, reference: str, candidate: str, margin: float
) -> Ability:
    """Scores with intervals by asset, and whether the candidate is shown not to be worse by over the margin.

    Not worse means that the lower end of the one-sided 95% interval of the change (bootstrap over assets, both models
    on the same samples, seeds averaged) lies above minus the margin; "no significant difference" is not enough.

    Raises:
        GoldsmithError: no sample can be scored.
    """
    scored: dict[str, dict[str, float]] = {
        model: _scores(benchmark, samples, seeds) for model, seeds in replies.items()
    }
    common = [sample for sample in samples if sample.id in scored[reference] and sample.id in scored[candidate]]
    if not common:
        raise GoldsmithError(f"{benchmark.name()} can score none of {len(samples)} samples", "they need gold answers")
    clusters = [cluster_of(sample) for sample in common]
    new, old = ([scored[model][sample.id] for sample in common] for model in (candidate, reference))
    change, low, high, lower = stats.paired_difference(new, old, clusters)
    means = {model: _mean(by_id, common) for model, by_id in scored.items()}
    return Ability(
        benchmark=benchmark.name(),
        metric=benchmark.name(),
        items=len(common),
        scores=FrozenDict({model: mean.model_dump() for model, mean in means.items() if mean}),
        margin=margin,
        change=Interval(value=change, low=low, high=high),
        reference=reference,
        holds=lower > -margin,
    )


def _scores(benchmark: Benchmark, samples: Sequence[Sample], seeds: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """The mean score of each sample over the seeds; samples without a score are left out."""
    found: dict[str, float] = {}
    for sample in samples:
        scores = [benchmark.score(sample, replies[sample.id]) for replies in seeds if sample.id in replies]
        known = [score for score in scores if score is not None]
        if known:
            found[sample.id] = sum(known) / len(known)
    return found


def _mean(by_id: Mapping[str, float], samples: Sequence[Sample]) -> Interval | None:
    known = [sample for sample in samples if sample.id in by_id]
    if not known:
        return None
    values = [by_id[sample.id] for sample in known]
    low, high = stats.bootstrap(values, [cluster_of(sample) for sample in known])
    return Interval(value=sum(values) / len(values), low=low, high=high)
