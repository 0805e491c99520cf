"""What would the win rate be at equal length? A logistic model of preferences on the difference of lengths.

After the length-controlled win rate of AlpacaEval 2 (Dubois, Galambosi, Liang and Hashimoto 2024, arXiv:2404.04475,
section 3): logit P(a wins) = slope * tanh(difference / sd of differences) + strength, asked at a difference of 0.

It is approximate. AlpacaEval adds the difficulty of each prompt, which it estimates jointly over all models of its
leaderboard and which two models alone cannot tell from strength, and fits with an L1 penalty chosen by
cross-validation, where here a tiny L2 penalty makes the optimum unique. Over 20 models of that leaderboard the rates
are 5 points from the published ones in the mean (19 at most, for models told to be terse), with a rank correlation of
0.91. Whatever else goes with length is taken out with it: if longer answers are better because they say more, that
counts as length. The interval is from sandwich errors by cluster (Liang and Zeger 1986).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from statistics import NormalDist
from typing import Any

from goldsmith.core import stats

LEAST_PAIRS = 30
LEAST_ACROSS = 5
"""Pairs with a's answer no longer, and pairs with b's no longer: without them equal length was never seen."""
RIDGE = (1e-3, 1e-6)
"""Keeps slope and strength finite where the longer answer, or one model, always wins."""


def length_controlled(
    preferences: Sequence[float],
    differences: Sequence[float],
    clusters: Sequence[Hashable] | None = None,
) -> tuple[float, float, float] | None:
    """Win rate of a at equal length with its 95% interval: (rate, low, high).

    Args:
        preferences: probability that a wins, per pair, 0 to 1.
        differences: length of b minus length of a, per pair, in any unit.
        clusters: pairs that go together, such as those about one asset.

    Returns:
        None where fewer than 30 pairs leave little to fit, or where one model is the longer in all but a few: what
        happens at equal length would then be a guess.
    """
    import numpy as np

    wins, gaps = np.asarray(preferences, dtype=float), np.asarray(differences, dtype=float)
    if len(wins) < LEAST_PAIRS or min((gaps <= 0).sum(), (gaps >= 0).sum()) < LEAST_ACROSS:
        return None
    spread = float(gaps.std())
    columns = np.stack([np.tanh(gaps / spread) if spread > 0 else np.zeros(len(gaps)), np.ones(len(gaps))], axis=1)
    weights = _fit(columns, wins)
    error = _error(columns, wins, weights, clusters)
    level = stats.few_clusters_level(stats.cluster_sums(preferences, clusters)[1])
    strength, reach = float(weights[1]), NormalDist().inv_cdf((1 + level) / 2) * error
    return _sigmoid(strength), _sigmoid(strength - reach), _sigmoid(strength + reach)


def _fit(columns: Any, wins: Any) -> Any:
    """Newton's method; the tiny penalty pulls to no effect and makes the optimum unique."""
    import numpy as np

    penalty = len(wins) * np.diag(RIDGE)
    weights = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(columns @ weights, -35, 35)))
        slope = columns.T @ (wins - chance) - penalty @ weights
        curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + penalty
        step = np.linalg.solve(curve, slope)
        weights = weights + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    return weights


def _error(columns: Any, wins: Any, weights: Any, clusters: Sequence[Hashable] | None) -> float:
    import numpy as np

    chance = 1 / (1 + np.exp(-np.clip(columns @ weights, -35, 35)))
    curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + len(wins) * np.diag(RIDGE)
    scores = columns * (wins - chance)[:, None]
    scores = np.stack([stats.cluster_sums(list(column), clusters)[0] for column in scores.T], axis=1)
    inverse = np.linalg.inv(curve)
    return math.sqrt(float((inverse @ (scores.T @ scores) @ inverse)[1, 1]))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))
