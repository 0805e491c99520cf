"""Is it better to recognise and link names jointly? Measured on misheard requests (arXiv:2005.14408, in small)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.check.entities.gazetteer import Gazetteer
from goldsmith.check.entities.mentions import Example
from goldsmith.check.entities.noisy_queries import made_entries, made_queries
from goldsmith.check.entities.recogniser import Recogniser, trained
from goldsmith.check.entities.scores import Scores, quality, scores
from goldsmith.core.stats import paired_difference

UNLISTED = 10
"""One entry in so many is asked about, but is not in the gazetteer."""


@dataclass(frozen=True)
class Trial:
    """One seed: the scores of the pipeline, of the joint model, and of the best of all its hypotheses."""

    pipeline: Scores
    joint: Scores
    oracle: Scores


@dataclass(frozen=True)
class Gain:
    """Joint minus pipeline, mean over the seeds, with the 95% bootstrap interval over seeds."""

    mean: float
    low: float
    high: float


def trial(noise: float, seed: int, entries: int = 1500, examples: int = 1000, k: int = 8) -> Trial:
    """Train on requests and score both on as many others: the same entries, other requests, the same noise."""
    made = made_entries(entries, seed)
    gazetteer = Gazetteer(entry for place, entry in enumerate(made) if place % UNLISTED != UNLISTED - 1)
    listed = {entry.id for entry in gazetteer.entries}
    learned = made_queries(made, listed, examples, noise, f"{seed}:{noise}:learned")
    tested = made_queries(made, listed, examples, noise, f"{seed}:{noise}:tested")
    pipeline, joint = trained(learned, gazetteer, (1, k))
    return Trial(_scored(pipeline, tested), _scored(joint, tested), _oracle(joint, tested))


def gain(trials: Sequence[Trial], of: str) -> Gain:
    """How much better the joint model is; `of` is `span` or `link`."""
    joint = [float(getattr(one.joint, of)) for one in trials]
    pipeline = [float(getattr(one.pipeline, of)) for one in trials]
    mean, low, high, _ = paired_difference(joint, pipeline)
    return Gain(mean, low, high)


def _scored(recogniser: Recogniser, tested: Sequence[Example]) -> Scores:
    return scores((one.mentions, recogniser.read(one.text).mentions) for one in tested)


def _oracle(recogniser: Recogniser, tested: Sequence[Example]) -> Scores:
    """The scores that a perfect choice among the hypotheses would have."""
    pairs = []
    for one in tested:
        best = max(recogniser.hypotheses(one.text), key=lambda other: quality(one.mentions, other.mentions))
        pairs.append((one.mentions, best.mentions))
    return scores(pairs)
