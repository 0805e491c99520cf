"""Statistics on plain numbers: exact tests, intervals, resampling by cluster, correction for many tests.

Rates and probabilities lie in 0 to 1, intervals are pairs (low, high). numpy and scipy are loaded on use.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RESAMPLES = 10_000
FEW_KINDS = 64
"""Up to here resampling counts of equal clusters is faster than resampling the clusters themselves."""
CERTAIN = 1 - 1e-9
"""The highest level an interval is asked for."""
QUARTERS = 4
"""Sums of wins, ties and their means over two orders are whole numbers of quarters."""
LONGEST_WALK = 40_000
"""Quarters up to which the exact distribution of a sum of random signs is computed."""


def wilson(successes: float, trials: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a rate; `successes` may hold halves (ties). No trials: (0, 1)."""
    if trials <= 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    rate = successes / trials
    shrunk = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return max(0.0, shrunk - half), min(1.0, shrunk + half)


def sign_test(wins: int, losses: int) -> float:
    """Two-sided exact binomial test of "wins and losses are equally likely"; ties are left out by the caller."""
    more, decided = max(wins, losses), wins + losses
    if 2 * more == decided:
        return 1.0
    from scipy.special import betainc

    return min(1.0, 2 * float(betainc(more, decided - more + 1, 0.5)))


def sign_flip_test(sums: Sequence[float], resamples: int = RESAMPLES, seed: int = 0) -> float:
    """Two-sided test of "exchanging the models changes nothing", where each sum is of one cluster's wins minus losses.

    Under that hypothesis each sum might as well have the other sign. The p value is exact where all sums are whole
    numbers of quarters (for clusters of one pair it is the sign test), else from random signs and never 0 (Phipson and
    Smyth 2010). Pairs of one cluster may depend on each other in any way.
    """
    import numpy as np

    sizes = np.abs(np.asarray(sums, dtype=float))
    seen = abs(float(np.sum(sums)))
    quarters = np.rint(sizes * QUARTERS).astype(int)
    if not len(sizes) or (np.allclose(quarters, sizes * QUARTERS, atol=1e-9) and quarters.sum() <= LONGEST_WALK):
        return _exact_sign_flips(quarters[quarters > 0], round(seen * QUARTERS))
    rng = np.random.default_rng(seed)
    reached, at_once = 0, max(1, 2_000_000 // len(sizes))
    for start in range(0, resamples, at_once):
        signs = rng.integers(0, 2, size=(min(at_once, resamples - start), len(sizes))) * 2 - 1
        reached += int((np.abs(signs @ sizes) >= seen - 1e-9).sum())
    return (reached + 1) / (resamples + 1)


def _exact_sign_flips(sizes: Any, seen: int) -> float:
    """The chance that the sizes with random signs add up to as much as was seen, either way."""
    import numpy as np
    from scipy.special import gammaln

    chances = np.ones(1)
    for size, often in zip(*np.unique(sizes, return_counts=True), strict=True):
        steps = np.zeros(2 * size * often + 1)
        heads = np.arange(often + 1)
        ways = gammaln(often + 1) - gammaln(heads + 1) - gammaln(often - heads + 1)
        steps[:: 2 * size] = np.exp(ways - often * math.log(2))
        chances = np.convolve(chances, steps)
    middle = len(chances) // 2
    return 1.0 if seen == 0 else min(1.0, 2 * float(chances[middle + seen :].sum()))


def pairs_needed(rate: float, power: float = 0.8, alpha: float = 0.05) -> int:
    """How many decided pairs show a true win rate to differ from one half (normal approximation).

    Raises:
        ValueError: a rate of one half differs from nothing.
    """
    if rate == 0.5:
        raise ValueError("no number of pairs tells one half from one half")
    normal = NormalDist()
    under_null = normal.inv_cdf(1 - alpha / 2) * 0.5
    under_truth = normal.inv_cdf(power) * math.sqrt(rate * (1 - rate))
    return math.ceil(((under_null + under_truth) / (rate - 0.5)) ** 2)


def cluster_sums(values: Sequence[float], clusters: Sequence[Hashable] | None) -> tuple[Numbers, Numbers]:
    """Sum and number of the values of each cluster, in order of first appearance; no clusters: each value is one."""
    import numpy as np

    numbers = np.asarray(values, dtype=float)
    if clusters is None:
        return numbers, np.ones(len(numbers))
    places: dict[Hashable, int] = {}
    of = np.asarray([places.setdefault(cluster, len(places)) for cluster in clusters], dtype=int)
    sums: Numbers = np.bincount(of, numbers, len(places)).astype(float)
    return sums, np.bincount(of, minlength=len(places)).astype(float)


def design_effect(values: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """How many times the variance of the mean grows because values of one cluster go together (Kish); at least 1."""
    import numpy as np

    sums, counts = cluster_sums(values, clusters)
    total, groups = float(counts.sum()), len(counts)
    if groups in (0, 1, total):
        return max(1.0, total) if groups == 1 else 1.0
    mean = float(sums.sum()) / total
    alone = float(np.var(np.asarray(values, dtype=float), ddof=1)) / total
    together = float(((sums - counts * mean) ** 2).sum()) * groups / (groups - 1) / total**2
    return max(1.0, together / alone) if alone > 0 else total / groups


def few_clusters_level(counts: Numbers, level: float = 0.95) -> float:
    """The level to ask of a normal or percentile interval so that with few or unequal clusters it covers `level`.

    Student's t in place of the normal, as in Hesterberg's expanded percentiles (2015), with as many degrees of freedom
    as the clusters are worth less one (their number if all were as large; Carter, Schnepel and Steigerwald 2017).
    """
    from scipy.special import stdtrit

    groups = len(counts)
    if groups < 2:
        return CERTAIN
    worth = float(counts.sum()) ** 2 / float((counts**2).sum())
    reach = float(stdtrit(max(1.0, worth - 1), (1 + level) / 2)) * math.sqrt(groups / (groups - 1))
    return min(CERTAIN, 2 * NormalDist().cdf(reach) - 1)


def bootstrap_means(
    values: Sequence[float], clusters: Sequence[Hashable] | None = None, resamples: int = RESAMPLES, seed: int = 0
) -> Numbers:
    """Means of resamples drawn by cluster, shape (resamples,)."""
    import numpy as np

    rng = np.random.default_rng(seed)
    sums, counts = cluster_sums(values, clusters)
    kinds, often = np.unique(np.stack([sums, counts], axis=1), axis=0, return_counts=True)
    if len(kinds) <= FEW_KINDS:
        drawn = rng.multinomial(len(sums), often / len(sums), size=resamples)
        return np.asarray(drawn @ kinds[:, 0] / (drawn @ kinds[:, 1]))
    means = np.empty(resamples)
    at_once = max(1, 2_000_000 // len(sums))
    for start in range(0, resamples, at_once):
        picks = rng.integers(0, len(sums), size=(min(at_once, resamples - start), len(sums)))
        means[start : start + len(picks)] = sums[picks].sum(axis=1) / counts[picks].sum(axis=1)
    return means


def bootstrap(
    values: Sequence[float],
    clusters: Sequence[Hashable] | None = None,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[float, float]:
    """Percentile interval of the mean, whole clusters resampled together, widened where they are few.

    Raises:
        ValueError: there are no values.
    """
    import numpy as np

    if not len(values):
        raise ValueError("no values to resample")
    level = few_clusters_level(cluster_sums(values, clusters)[1], level)
    low, high = np.quantile(bootstrap_means(values, clusters, resamples, seed), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def clustered_wilson(shares: Sequence[float], clusters: Sequence[Hashable], level: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a mean share, for as many independent values as the clustered ones are worth."""
    if not shares:
        return 0.0, 1.0
    worth = len(shares) / design_effect(shares, clusters)
    few = few_clusters_level(cluster_sums(shares, clusters)[1], level)
    return wilson(sum(shares) / len(shares) * worth, worth, few)


def permutation_test(one: Sequence[float], two: Sequence[float], resamples: int = RESAMPLES, seed: int = 0) -> float:
    """Two-sided p of "both groups have the same mean", by exchanging group labels; never 0 (Phipson and Smyth 2010)."""
    import numpy as np

    rng = np.random.default_rng(seed)
    pooled = np.concatenate([np.asarray(one, dtype=float), np.asarray(two, dtype=float)])
    size, total = len(one), float(pooled.sum())

    def gap(first: Any) -> Any:
        return np.abs(first / size - (total - first) / (len(pooled) - size))

    seen = float(gap(float(pooled[:size].sum())))
    reached, at_once = 0, max(1, 1_000_000 // len(pooled))
    for start in range(0, resamples, at_once):
        rows = np.tile(pooled, (min(at_once, resamples - start), 1))
        firsts = rng.permuted(rows, axis=1)[:, :size].sum(axis=1)
        reached += int((gap(firsts) >= seen - 1e-12).sum())
    return (reached + 1) / (resamples + 1)


def holm(ps: Sequence[float]) -> list[float]:
    """P values corrected so that one false finding among all has at most the stated chance (Holm 1979)."""
    corrected, worst = [0.0] * len(ps), 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        worst = max(worst, min(1.0, (len(ps) - rank) * ps[place]))
        corrected[place] = worst
    return corrected


def paired_difference(
    new: Sequence[float], old: Sequence[float], clusters: Sequence[Hashable] | None = None, seed: int = 0
) -> tuple[float, float, float, float]:
    """Mean of new minus old over the same items: (difference, low, high, lower).

    `low` and `high` bound it with 95%, `lower` is the one-sided 95% bound that non-inferiority asks for. Where no item
    changed there is nothing to resample: then up to the share of clusters of which none would be seen to change with
    the chance left over (the rule of three, Hanley and Lippman-Hand 1983) may have changed.

    Raises:
        ValueError: the lists differ in length, or are empty.
    """
    import numpy as np

    if not new or len(new) != len(old):
        raise ValueError("a paired difference needs two equally long lists of scores")
    gaps = np.asarray(new, dtype=float) - np.asarray(old, dtype=float)
    counts = cluster_sums(list(gaps), clusters)[1]
    if not gaps.any():
        unseen, lower_unseen = (float(1 - left ** (1 / len(counts))) for left in (0.025, 0.05))
        return 0.0, -unseen, unseen, -lower_unseen
    means = bootstrap_means(list(gaps), clusters, seed=seed)
    both, one = few_clusters_level(counts), few_clusters_level(counts, level=0.9)
    low, lower, high = np.quantile(means, [(1 - both) / 2, (1 - one) / 2, (1 + both) / 2])
    return float(gaps.mean()), float(low), float(high), float(lower)
