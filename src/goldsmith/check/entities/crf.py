"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) with the k best taggings.

Arrays are over sentences (N), places in them (L, the longest), features (F) and tags (T).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

Floats = NDArray[np.float64]
_NEVER = -1e4
"""The score of what must not follow; finite, so that it can be added up."""


class Weights(NamedTuple):
    """`of` features for tags (F, T), from tag to tag (T, T), and of first tags (T)."""

    of: Floats
    after: Floats
    first: Floats


class Crf:
    """Tags sequences of named features."""

    def __init__(self, tags: Sequence[str], features: dict[str, int], weights: Weights) -> None:
        self.tags = tuple(tags)
        self._features, self._weights = features, weights

    @classmethod
    def train(
        cls, sentences: Sequence[Sequence[Sequence[str]]], tagged: Sequence[Sequence[str]], decay: float = 1.0
    ) -> Crf:
        """The weights that make the tags likeliest, with a penalty of `decay` / 2 times their squares.

        Args:
            sentences: the features of each word of each sentence.
            tagged: the tag of each of the words: `O`, or `B-` and `I-` with a type.
            decay: how much large weights cost.
        """
        tags = sorted({tag for sentence in tagged for tag in sentence} | {"O"})
        names = dict.fromkeys(name for sentence in sentences for word in sentence for name in word)
        features = {name: place for place, name in enumerate(names)}
        batch = _Batch(sentences, features, len(tags))
        gold = np.asarray([tags.index(tag) for sentence in tagged for tag in sentence], dtype=int)
        allowed, shapes = _allowed(tags), ((len(features), len(tags)), (len(tags), len(tags)), (len(tags),))
        size = sum(int(np.prod(shape)) for shape in shapes)

        def loss(flat: Floats) -> tuple[float, Floats]:
            value, slopes = batch.loss(_unpacked(flat, shapes), gold, allowed)
            slope = np.concatenate([one.ravel() for one in slopes])
            return value + decay / 2 * float(flat @ flat), slope + decay * flat

        found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 60})
        of, after, first = _unpacked(found.x, shapes)
        return cls(tags, features, Weights(of, after + allowed.after, first + allowed.first))

    def best(self, sentence: Sequence[Sequence[str]], k: int = 1) -> list[tuple[float, list[str]]]:
        """The k likeliest taggings of one sentence, each with its log-probability, the likeliest first."""
        if not sentence:
            return [(0.0, [])]
        batch = _Batch([sentence], self._features, len(self.tags))
        scores = batch.scores(self._weights)
        total = float(logsumexp(batch.forward(scores, self._weights)[0, -1]))
        paths = _k_best(scores[0], self._weights, k)
        return [(score - total, [self.tags[tag] for tag in path]) for score, path in paths if score > _NEVER / 2]


def _unpacked(flat: Floats, shapes: Sequence[tuple[int, ...]]) -> Weights:
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
    return Weights(*(part.reshape(shape) for part, shape in zip(np.split(flat, cuts), shapes, strict=True)))


def _allowed(tags: Sequence[str]) -> Weights:
    """What keeps an `I-` from following anything but its own type."""
    after = [[_inside_out(tag, next_tag) * _NEVER for next_tag in tags] for tag in tags]
    return Weights(np.zeros((0, 0)), np.asarray(after), np.asarray([tag.startswith("I-") * _NEVER for tag in tags]))


def _inside_out(tag: str, next_tag: str) -> bool:
    return next_tag.startswith("I-") and tag[1:] != next_tag[1:]


class _Batch:
    """Sentences as one sparse matrix of features, and padded arrays of what follows from it."""

    def __init__(self, sentences: Sequence[Sequence[Sequence[str]]], features: dict[str, int], tags: int) -> None:
        lengths = np.asarray([len(sentence) for sentence in sentences])
        known = [[features[name] for name in word if name in features] for one in sentences for word in one]
        ends = np.cumsum([0, *(len(word) for word in known)])
        columns = np.asarray([place for word in known for place in word], dtype=int)
        self._words: Any = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(known), len(features)))
        self._turned: Any = self._words.T.tocsr()
        self.inside = np.arange(int(lengths.max(initial=1))) < lengths[:, None]
        self._last, self._tags = lengths - 1, tags

    def scores(self, weights: Weights) -> Floats:
        """How well each tag goes with each word alone (N, L, T)."""
        padded = np.zeros((*self.inside.shape, self._tags))
        padded[self.inside] = self._words @ weights.of
        return padded

    def forward(self, scores: Floats, weights: Weights) -> Floats:
        """Log-sums over all beginnings that end with a tag; behind the end of a sentence its last ones (N, L, T)."""
        sums = np.empty_like(scores)
        sums[:, 0] = scores[:, 0] + weights.first
        for place in range(1, scores.shape[1]):
            longer = _log_sum(sums[:, place - 1, :, None] + weights.after, 1) + scores[:, place]
            sums[:, place] = np.where(self.inside[:, place, None], longer, sums[:, place - 1])
        return sums

    def _backward(self, scores: Floats, weights: Weights) -> Floats:
        sums = np.zeros_like(scores)
        for place in range(scores.shape[1] - 2, -1, -1):
            ahead = _log_sum(weights.after + (scores[:, place + 1] + sums[:, place + 1])[:, None], 2)
            sums[:, place] = np.where(self.inside[:, place + 1, None], ahead, 0.0)
        return sums

    def loss(self, weights: Weights, gold: NDArray[np.int_], allowed: Weights) -> tuple[float, Weights]:
        """Minus the log-likelihood of the tags (of all words in a row), and its slopes."""
        full = Weights(weights.of, weights.after + allowed.after, weights.first + allowed.first)
        scores = self.scores(full)
        forward, backward = self.forward(scores, full), self._backward(scores, full)
        totals = _log_sum(forward[:, -1], 1)
        chance = np.exp(forward + backward - totals[:, None, None]) * self.inside[:, :, None]
        pairs = np.zeros_like(full.after)
        for place in range(1, scores.shape[1]):
            both = self.inside[:, place]
            ahead = (scores[both, place] + backward[both, place] - totals[both, None])[:, None]
            pairs += np.exp(forward[both, place - 1, :, None] + full.after + ahead).sum(axis=0)
        truth = np.zeros_like(scores)
        truth[self.inside] = np.eye(self._tags)[gold]
        seen = np.einsum("nlt,nlu->tu", truth[:, :-1], truth[:, 1:])
        value = float(
            totals.sum() - (scores * truth).sum() - (full.after * seen).sum() - truth[:, 0].sum(0) @ full.first
        )
        slope = self._turned @ (chance - truth)[self.inside]
        return value, Weights(slope, pairs - seen, (chance - truth)[:, 0].sum(axis=0))


def _log_sum(values: Floats, axis: int) -> Floats:
    """Several times quicker than scipy's on arrays this small."""
    most = values.max(axis=axis, keepdims=True)
    sums: Floats = np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)
    return sums


def _k_best(scores: Floats, weights: Weights, k: int) -> list[tuple[float, list[int]]]:
    """The k highest paths through scores (L, T), each with its sum, the highest first (list Viterbi)."""
    length, tags = scores.shape
    heads: Floats = (scores[0] + weights.first)[:, None]
    back: list[NDArray[np.int_]] = []
    for place in range(1, length):
        joined = (heads[:, :, None] + weights.after[:, None, :]).reshape(-1, tags)
        order = np.argsort(-joined, axis=0, kind="stable")[:k]
        back.append(np.stack([order // heads.shape[1], order % heads.shape[1]]))
        heads = (np.take_along_axis(joined, order, axis=0) + scores[place]).T
    flat = np.argsort(-heads, axis=None, kind="stable")[:k]
    paths = []
    for tag, rank in zip(*np.unravel_index(flat, heads.shape), strict=True):
        path, at, which = [int(tag)], int(tag), int(rank)
        for step in reversed(back):
            at, which = int(step[0, which, at]), int(step[1, which, at])
            path.append(at)
        paths.append((float(heads[tag, rank]), path[::-1]))
    return paths
