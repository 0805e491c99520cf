"""The comparison table: who wins how often, by criterion and subset, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from goldsmith.core import stats
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.results import Comparison, Interval, WinRow
from goldsmith.core.types import Sample
from goldsmith.evaluate.judge import CRITERIA, Verdict
from goldsmith.evaluate.length_control import length_controlled

AXES = ("language", "skill", "domain", "format", "modality")
SHARE = {"a": 1.0, "tie": 0.5, "b": 0.0}
Combine = Literal["both-orders", "averaged"]


@dataclass(frozen=True)
class Pair:
    """One sample under one training seed on one criterion, both orders together; `share` is what model a won of it."""

    sample: str
    criterion: str
    seed: int
    cluster: str
    share: float | None
    consistent: bool | None
    lengths: tuple[int, int] | None


def compare(
    verdicts: Iterable[Verdict],
    samples: Iterable[Sample],
    *,
    name: str = "heldout",
    a: str = "a",
    b: str = "b",
    combine: Combine = "both-orders",
    seed: int = 0,
    resamples: int = stats.RESAMPLES,
) -> Comparison:
    """All verdicts of one set of samples as a table with its tests.

    A pair whose two orders disagree is a tie (`both-orders`), or the mean of both (`averaged`, as AlpacaEval does).
    Pairs about one asset, also those of several training seeds, go together: the test exchanges the models for whole
    assets, Wilson's interval counts as many pairs as the clustered ones are worth, the bootstrap resamples assets.
    Holm's correction covers every row of the table. An axis on which all samples agree gives no rows of its own, since
    they would repeat the row over all.

    Args:
        verdicts: from `judge_pairs`, of one or several training seeds.
        samples: the samples judged, with their tags and assets.
        name: of the set of samples.
        a: name of model a, whose wins are counted; `b` is the other.
        b: see `a`.
        combine: how both orders become one result.
        seed: of the resampling.
        resamples: how many the bootstrap draws for each row, and the permutation tests at most.
    """
    known = {sample.id: sample for sample in samples}
    told = [verdict for verdict in verdicts if verdict.sample in known]
    pairs = list(_pairs(told, known, combine))
    criterion = _main(pairs)
    main = [pair for pair in pairs if pair.criterion == criterion]
    first, biased = _first_position([verdict for verdict in told if verdict.criterion == criterion], known)
    return Comparison(
        name=name,
        a=a,
        b=b,
        judge=", ".join(sorted({verdict.judge for verdict in told})),
        combine=combine,
        samples=len({pair.sample for pair in main}),
        assets=len({pair.cluster for pair in main}),
        rows=_table(pairs, known, seed, resamples),
        position_consistency=_consistency(main),
        first_position=first,
        position_biased=biased,
        length_controlled=_at_equal_length(main),
        mean_length=_mean_lengths(main, a, b),
        seeds=tuple(sorted({pair.seed for pair in main})),
    )


def cluster_of(sample: Sample) -> str:
    """What samples share that are not independent: the first asset, or for text alone the sample itself."""
    return sample.assets[0].id if sample.assets else sample.id


def _main(pairs: Sequence[Pair]) -> str:
    """The criterion that position and length are looked at for: overall where it was asked."""
    asked = {pair.criterion for pair in pairs}
    return "overall" if "overall" in asked or not asked else min(asked, key=_rank)


def _rank(criterion: str) -> tuple[int, str]:
    return CRITERIA.index(criterion) if criterion in CRITERIA else len(CRITERIA), criterion


def _pairs(verdicts: Iterable[Verdict], known: Mapping[str, Sample], combine: Combine) -> Iterator[Pair]:
    orders: dict[tuple[str, str, int], dict[str, Verdict]] = defaultdict(dict)
    for verdict in verdicts:
        orders[verdict.sample, verdict.criterion, verdict.seed][verdict.order] = verdict
    for (sample, criterion, seed), by_order in orders.items():
        ab, ba = by_order.get("ab"), by_order.get("ba")
        lengths = next((verdict.lengths for verdict in by_order.values() if verdict.lengths), None)
        share: float | None = None
        consistent: bool | None = None
        if ab and ba and ab.winner and ba.winner:
            consistent = ab.winner == ba.winner
            share = SHARE[ab.winner] if consistent else 0.5
            if combine == "averaged":
                share = (_chance(ab) + _chance(ba)) / 2
        yield Pair(sample, criterion, seed, cluster_of(known[sample]), share, consistent, lengths)


def _chance(verdict: Verdict) -> float:
    return SHARE[verdict.winner or "tie"] if verdict.p_a is None else verdict.p_a


def _table(pairs: Sequence[Pair], known: Mapping[str, Sample], seed: int, resamples: int) -> tuple[WinRow, ...]:
    by_criterion: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_criterion[pair.criterion].append(pair)
    rows = []
    for criterion in sorted(by_criterion, key=_rank):
        every = by_criterion[criterion]
        rows.append(_row(every, "all", "all", seed, resamples))
        for axis, subset, part in _subsets(every, known):
            inside = {id(pair) for pair in part}
            rest = [pair for pair in every if id(pair) not in inside]
            rows.append(_row(part, axis, subset, seed, resamples).but(p_rest=_differs(part, rest, seed, resamples)))
    scored = [row for row in rows if row.pairs]
    corrected = iter(stats.holm([row.p for row in scored]))
    return tuple(row.but(p_holm=next(corrected)) if row.pairs else row for row in rows)


def _subsets(pairs: Sequence[Pair], known: Mapping[str, Sample]) -> Iterator[tuple[str, str, list[Pair]]]:
    for axis in AXES:
        parts: dict[str, list[Pair]] = defaultdict(list)
        for pair in pairs:
            parts[str(known[pair.sample].tags.get(axis, ""))].append(pair)
        if len(parts) > 1:
            yield from ((axis, subset, parts[subset]) for subset in sorted(parts) if subset)


def _row(pairs: Sequence[Pair], axis: str, subset: str, seed: int, resamples: int) -> WinRow:
    shares = [pair.share for pair in pairs if pair.share is not None]
    clusters = [pair.cluster for pair in pairs if pair.share is not None]
    wins, losses = sum(share > 0.5 for share in shares), sum(share < 0.5 for share in shares)
    return WinRow(
        criterion=pairs[0].criterion,
        axis=axis,
        subset=subset,
        pairs=len(shares),
        wins=wins,
        ties=len(shares) - wins - losses,
        losses=losses,
        unscored=len(pairs) - len(shares),
        assets=len(set(clusters)),
        rate=clustered_rate(shares, clusters),
        bootstrap=_mirrored_bootstrap(shares, clusters, seed, resamples) if len(set(clusters)) > 1 else None,
        p=_exchanged_by_cluster(shares, clusters, seed),
        p_holm=1.0,
    )


def clustered_rate(shares: Sequence[float], clusters: Sequence[str]) -> Interval:
    """The mean share with Wilson's interval for the number of independent pairs the clustered ones are worth."""
    if not shares:
        return Interval(value=0.5, low=0.0, high=1.0)
    rate, worth = sum(shares) / len(shares), len(shares) / stats.design_effect(shares, clusters)
    level = stats.few_clusters_level(stats.cluster_sums(shares, clusters)[1])
    low, high = stats.wilson(rate * worth, worth, level)
    return Interval(value=rate, low=low, high=high)


def _exchanged_by_cluster(shares: Sequence[float], clusters: Sequence[str], seed: int) -> float:
    sums, _ = stats.cluster_sums([share - 0.5 for share in shares], clusters)
    return stats.sign_flip_test([float(one) for one in sums], seed=seed)


def _mirrored_bootstrap(shares: Sequence[float], clusters: Sequence[str], seed: int, resamples: int) -> Interval:
    """The percentile interval, drawn from the winner's side so that exchanging the models mirrors it exactly."""
    rate = sum(shares) / len(shares)
    flipped = rate < 0.5
    drawn = [1 - share for share in shares] if flipped else shares
    low, high = stats.bootstrap(drawn, clusters, resamples=resamples, seed=seed)
    return Interval(value=rate, low=1 - high if flipped else low, high=1 - low if flipped else high)


def _differs(part: Sequence[Pair], rest: Sequence[Pair], seed: int, resamples: int) -> float | None:
    """Permutation test over assets: does model a do otherwise on this part than on the rest?"""
    one, two = _cluster_means(part), _cluster_means(rest)
    if not one or not two:
        return None
    return stats.permutation_test(one, two, resamples=min(resamples, 2_000), seed=seed)


def _cluster_means(pairs: Sequence[Pair]) -> list[float]:
    by_cluster: dict[str, list[float]] = defaultdict(list)
    for pair in pairs:
        if pair.share is not None:
            by_cluster[pair.cluster].append(pair.share)
    return [sum(shares) / len(shares) for shares in by_cluster.values()]


def _consistency(pairs: Sequence[Pair]) -> Interval | None:
    """Share of pairs on which both orders agree."""
    scored = [pair for pair in pairs if pair.consistent is not None]
    if not scored:
        return None
    return clustered_rate([float(bool(pair.consistent)) for pair in scored], [pair.cluster for pair in scored])


def _first_position(verdicts: Sequence[Verdict], known: Mapping[str, Sample]) -> tuple[Interval | None, bool]:
    """How often the first answer wins where one does, and whether that is over 3 standard errors from one half."""
    decided = [verdict for verdict in verdicts if verdict.winner in ("a", "b")]
    if not decided:
        return None, False
    firsts = [float(verdict.winner == verdict.order[0]) for verdict in decided]
    clusters = [cluster_of(known[verdict.sample]) for verdict in decided]
    worth = len(firsts) / stats.design_effect(firsts, clusters)
    rate = clustered_rate(firsts, clusters)
    return rate, abs(rate.value - 0.5) > 3 * (0.25 / worth) ** 0.5


def _at_equal_length(pairs: Sequence[Pair]) -> Interval | None:
    measured = [(pair.share, pair.lengths, pair.cluster) for pair in pairs if pair.share is not None and pair.lengths]
    fitted = length_controlled(
        [share for share, _, _ in measured],
        [lengths[1] - lengths[0] for _, lengths, _ in measured],
        [cluster for _, _, cluster in measured],
    )
    return None if fitted is None else Interval(value=fitted[0], low=fitted[1], high=fitted[2])


def _mean_lengths(pairs: Sequence[Pair], a: str, b: str) -> FrozenDict:
    lengths = [pair.lengths for pair in pairs if pair.lengths]
    if not lengths:
        return FrozenDict()
    return FrozenDict(
        {model: sum(both[place] for both in lengths) / len(lengths) for place, model in enumerate((a, b))}
    )
