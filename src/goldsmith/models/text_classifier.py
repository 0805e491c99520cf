"""A small classifier of texts, learned in a second from some hundred labelled ones, with calibrated probabilities.

Multinomial logistic regression on words, pairs of words and character n-grams. As there are far fewer texts than
n-grams, it is fitted in the space that the texts span (the eigenvectors of their inner products), which gives the same
weights. The temperature of the probabilities (Guo et al. 2017, section 4.2) is fitted to predictions for texts that a
fold left out. Nothing is random: the same texts give the same weights.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Numbers = NDArray[np.float64]

LONGEST = 4_000
"""Characters of a text that are read."""
FOLDS = 5
_SIZES = (3, 4, 5)
"""Characters in an n-gram."""
_PENALTY = 1e-4
"""Of the squared weights, against the mean log-likelihood."""
_WORD = re.compile(r"\[\w+\]|\w+|[?:]")
_STOP = 1e-5


class Labelled(NamedTuple):
    """A text and what it is."""

    text: str
    label: str


@dataclass(frozen=True)
class TextClassifier:
    """Tells what texts are: `fitted` to labelled ones, then `probabilities` of others."""

    labels: tuple[str, ...]
    places: Mapping[str, int]
    """The row of each n-gram."""
    weights: Numbers
    """Shape (n-grams, labels), for texts of length one."""
    bias: Numbers
    temperature: float

    @classmethod
    def fitted(cls, examples: Sequence[Labelled]) -> Self:
        """Learn from labelled texts, at least two labels with `FOLDS` texts each."""
        labels, wanted, rows, places = _table(examples)
        basis, back = _spanned(rows)
        temperature = _temperature(_left_out(basis, wanted, len(labels)), wanted)
        weights, bias = _regression(basis, wanted, len(labels))
        return cls(labels, places, rows.T @ (back @ weights), bias, temperature)

    def probabilities(self, text: str) -> dict[str, float]:
        """The chance of each label; adds up to one."""
        import numpy as np

        found = [(self.places[gram], weight) for gram, weight in _weighed(text) if gram in self.places]
        logits = self.bias.copy()
        if found:
            at, weights = np.array([place for place, _ in found]), np.array([weight for _, weight in found])
            logits += (weights / math.sqrt(float(weights @ weights))) @ self.weights[at]
        chances = _softmax(logits[None] / self.temperature)[0]
        return {label: float(chance) for label, chance in zip(self.labels, chances, strict=True)}


def cross_validated(examples: Sequence[Labelled]) -> list[dict[str, float]]:
    """The probabilities stated for each text by a classifier fitted to the other folds."""
    labels, wanted, rows, _ = _table(examples)
    basis, _ = _spanned(rows)
    logits = _left_out(basis, wanted, len(labels))
    chances = _softmax(logits / _temperature(logits, wanted))
    return [{label: float(p) for label, p in zip(labels, row, strict=True)} for row in chances]


def _grams(text: str) -> Iterator[str]:
    """Words, pairs of words with the beginning, and the n-grams of each word with its edges."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    words = _WORD.findall(folded)
    yield from words
    yield from (f"{one} {two}" for one, two in pairwise(["^", *words]))
    for word in words:
        edged = f"<{word[:40]}>"
        for size in _SIZES:
            yield from (f"#{edged[at : at + size]}" for at in range(len(edged) - size + 1))


def _weighed(text: str) -> Iterator[tuple[str, float]]:
    for gram, times in Counter(_grams(text)).items():
        yield gram, (0.6 if gram[0] == "#" else 1.0) * (1 + math.log(times))


def _table(examples: Sequence[Labelled]) -> tuple[tuple[str, ...], NDArray[np.int64], csr_matrix, dict[str, int]]:
    """The labels, that of each text, the n-grams of each text (rows of length one), and the columns' n-grams."""
    import numpy as np
    from scipy.sparse import csr_matrix

    labels = tuple(sorted({one.label for one in examples}))
    wanted = np.array([labels.index(one.label) for one in examples])
    places: dict[str, int] = {}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for one in examples:
        weighed = list(_weighed(one.text))
        length = math.sqrt(sum(weight * weight for _, weight in weighed)) or 1.0
        columns += [places.setdefault(gram, len(places)) for gram, _ in weighed]
        values += [weight / length for _, weight in weighed]
        ends.append(len(columns))
    return labels, wanted, csr_matrix((values, columns, ends), shape=(len(examples), len(places))), places


def _spanned(rows: csr_matrix) -> tuple[Numbers, Numbers]:
    """The texts in coordinates of the space they span, and what leads back: weights there times this are of texts."""
    import numpy as np

    values, vectors = np.linalg.eigh((rows @ rows.T).toarray())
    kept = values > 1e-8 * max(1e-8, values[-1])
    lengths = np.sqrt(values[kept])
    return vectors[:, kept] * lengths, vectors[:, kept] / lengths


def _regression(basis: Numbers, wanted: NDArray[np.int64], kinds: int) -> tuple[Numbers, Numbers]:
    """Weights (coordinates, labels) and bias (labels,) of the regularised logistic regression."""
    import numpy as np
    from scipy.optimize import minimize

    size, width = basis.shape
    truth = np.eye(kinds)[wanted]

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights, bias = flat[:-kinds].reshape(width, kinds), flat[-kinds:]
        chances = _softmax(basis @ weights + bias)
        surprise = -np.log(np.maximum(chances[np.arange(size), wanted], 1e-300)).mean()
        error = (chances - truth) / size
        slope = basis.T @ error + 2 * _PENALTY * weights
        return surprise + _PENALTY * float((weights**2).sum()), np.concatenate([slope.ravel(), error.sum(axis=0)])

    found = minimize(loss, np.zeros((width + 1) * kinds), jac=True, method="L-BFGS-B", options={"gtol": _STOP}).x
    return found[:-kinds].reshape(width, kinds), found[-kinds:]


def _left_out(basis: Numbers, wanted: NDArray[np.int64], kinds: int) -> Numbers:
    """Logits of each text by a regression that has not seen its fold; each fold has its share of each label."""
    import numpy as np

    folds = np.zeros(len(wanted), dtype=int)
    for kind in range(kinds):
        inside = np.flatnonzero(wanted == kind)
        folds[inside] = np.arange(len(inside)) * FOLDS // len(inside)
    logits = np.zeros((len(wanted), kinds))
    for fold in range(FOLDS):
        left = folds == fold
        weights, bias = _regression(basis[~left], wanted[~left], kinds)
        logits[left] = basis[left] @ weights + bias
    return logits


def _temperature(logits: Numbers, wanted: NDArray[np.int64]) -> float:
    """What to divide the logits by, so that the truth surprises least."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    def surprise(log_temperature: float) -> float:
        chances = _softmax(logits / math.exp(log_temperature))
        return float(-np.log(np.maximum(chances[np.arange(len(wanted)), wanted], 1e-300)).mean())

    return math.exp(float(minimize_scalar(surprise, bounds=(-4, 4), method="bounded").x))


def _softmax(logits: Numbers) -> Numbers:
    import numpy as np

    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: Numbers = powers / powers.sum(axis=1, keepdims=True)
    return chances
