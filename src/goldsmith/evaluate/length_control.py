"""What would the win rate be at equal length? A logistic model of preferences on the difference of lengths.

After AlpacaEval 2 (arXiv:2404.04475), without its shared difficulty of each prompt, so approximate:
logit P(a wins) = slope * tanh(difference / sd of differences) + strength, asked at a difference of 0.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from statistics import NormalDist
from typing import Any

LEAST_PAIRS = 10
RIDGE = (1e-3, 1e-6)
"""Keeps slope and strength finite where the longer answer, or one model, always wins."""


def length_controlled(
    preferences: Sequence[float],
    differences: Sequence[float],
    clusters: Sequence[Hashable] | None = None,
) -> tuple[float, float, float] | None:
    """Win rate of a at equal length with its 95% interval (sandwich errors by cluster): (rate, low, high).

    Args:
        preferences: probability that a wins, per pair, 0 to 1.
        differences: length of b minus length of a, per pair, in any unit.
        clusters: pairs that go together, such as those about one asset.

    Returns:
        None where fewer than ten pairs leave nothing to fit.
    """
    import numpy as np

    wins, gaps = np.asarray(preferences, dtype=float), np.asarray(differences, dtype=float)
    if len(wins) < LEAST_PAIRS:
        return None
    spread = float(gaps.std())
    columns = np.stack([np.tanh(gaps / spread) if spread > 0 else np.zeros(len(gaps)), np.ones(len(gaps))], axis=1)
    weights = _fit(columns, wins)
    error = _error(columns, wins, weights, clusters)
    strength, reach = float(weights[1]), NormalDist().inv_cdf(0.975) * error
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
    if clusters is not None:
        places: dict[Hashable, int] = {}
        of = [places.setdefault(cluster, len(places)) for cluster in clusters]
        scores = np.stack([np.bincount(of, scores[:, column]) for column in range(2)], axis=1)
    inverse = np.linalg.inv(curve)
    return math.sqrt(float((inverse @ (scores.T @ scores) @ inverse)[1, 1]))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))
