"""The scorer of joint hypotheses: linear, trained so that the right one of a text gets all the probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]


class Reranker:
    """Gives each hypothesis of a text a probability."""

    def __init__(self, weights: Floats, middle: Floats, spread: Floats) -> None:
        self._weights, self._middle, self._spread = weights, middle, spread

    @classmethod
    def train(
        cls, texts: Sequence[Sequence[Sequence[float]]], right: Sequence[Sequence[bool]], decay: float = 0.2
    ) -> Reranker:
        """The weights by which the right hypotheses are likeliest (softmax loss over those of a text).

        Args:
            texts: the features of each hypothesis of each text.
            right: whether each of them is right, or as near to it as the text has; at least one of each text.
            decay: how much large weights cost.
        """
        rows = np.asarray([row for text in texts for row in text], dtype=float)
        good = np.asarray([one for text in right for one in text], dtype=bool)
        starts = np.cumsum([0, *(len(text) for text in texts)])[:-1]
        sizes = [len(text) for text in texts]
        middle, spread = rows.mean(axis=0), rows.std(axis=0)
        spread[spread < 1e-9] = 1.0
        rows = (rows - middle) / spread

        def loss(weights: Floats) -> tuple[float, Floats]:
            scores = rows @ weights
            chance, total = _softmax(scores, starts, sizes)
            wanted, reached = _softmax(np.where(good, scores, -np.inf), starts, sizes)
            value = float((total - reached).sum()) + decay / 2 * float(weights @ weights)
            return value, rows.T @ (chance - wanted) + decay * weights

        found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
        return cls(np.asarray(found.x), middle, spread)

    def probabilities(self, features: Sequence[Sequence[float]]) -> Floats:
        """The probability of each hypothesis of one text."""
        rows = (np.asarray(features, dtype=float) - self._middle) / self._spread
        return _softmax(rows @ self._weights, np.zeros(1, dtype=int), [len(rows)])[0]


def _softmax(scores: Floats, starts: NDArray[np.int_], sizes: Sequence[int]) -> tuple[Floats, Floats]:
    """Probabilities within each group, and each group's log-sum."""
    most = np.maximum.reduceat(scores, starts)
    powers = np.exp(scores - np.repeat(most, sizes))
    sums = np.add.reduceat(powers, starts)
    return powers / np.repeat(sums, sizes), np.log(sums) + most
