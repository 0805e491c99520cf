"""A classifier that sees only the words of a question: what it gets right, the question's wording gives away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def presence(texts: Sequence[Sequence[str]], width: int = 2_000) -> tuple[Numbers, list[str]]:
    """Which words and pairs of words each text holds, shape (texts, width), of the `width` that most texts hold."""
    import numpy as np

    held = [{*words, *(" ".join(pair) for pair in pairwise(words))} for words in texts]
    times = Counter(gram for grams in held for gram in grams)
    names = [gram for gram, _ in sorted(times.items(), key=lambda item: (-item[1], item[0]))[:width]]
    places = {gram: place for place, gram in enumerate(names)}
    rows = np.zeros((len(texts), len(names)))
    for row, grams in zip(rows, held, strict=True):
        row[[places[gram] for gram in grams if gram in places]] = 1
    return rows, names


def log_odds(rows: Numbers, labels: Numbers, kinds: int) -> tuple[Numbers, Numbers]:
    """Multinomial naive Bayes with Laplace's rule: log priors (kinds,) and log chances of words (kinds, width).

    A label that was never given has no chance; else its even chances of words would win against all that is known.
    """
    import numpy as np

    of = np.eye(kinds)[labels]
    counts = of.T @ rows + 1
    times = of.sum(axis=0)
    prior = np.where(times > 0, np.log(np.maximum(times, 1)), -np.inf)
    return prior, np.log(counts / counts.sum(axis=1, keepdims=True))


def right_when_unseen(rows: Numbers, labels: Numbers, folds: Numbers) -> Numbers:
    """Whether each label is guessed by a naive Bayes that was fitted to the other folds, shape (texts,), 0 or 1."""
    import numpy as np

    kinds, right = int(labels.max()) + 1, np.zeros(len(labels))
    for fold in np.unique(folds):
        left = folds == fold
        prior, words = log_odds(rows[~left], labels[~left], kinds)
        right[left] = (rows[left] @ words.T + prior).argmax(axis=1) == labels[left]
    return right


def telling(rows: Numbers, labels: Numbers, names: Sequence[str], label: int, shown: int = 5) -> list[str]:
    """The words that speak most for a label, by their share of the log-likelihood ratio."""
    import numpy as np

    inside, outside = (rows[labels == label].mean(axis=0), rows[labels != label].mean(axis=0))
    weight = inside * np.log((inside + 1e-3) / (outside + 1e-3))
    return [names[place] for place in np.argsort(-weight, kind="stable")[:shown] if weight[place] > 0]
