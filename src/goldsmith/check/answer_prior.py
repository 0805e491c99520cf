"""Answers that the question's wording gives away, and letters that are right too often."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import Field

from goldsmith.check.cells import Reservoirs, cell, separate_words, texts, too_large
from goldsmith.check.check import Check
from goldsmith.core.listed_options import options_of
from goldsmith.core.question_only import presence, right_when_unseen, telling
from goldsmith.core.stats import bootstrap
from goldsmith.core.types import Finding, Sample

_YES_OR_NO = {
    "yes": "yes", "no": "no", "sí": "yes", "si": "yes", "oui": "yes", "non": "no", "ja": "yes", "nein": "no",
    "sim": "yes", "não": "no", "да": "yes", "нет": "no", "是": "yes", "不": "no", "否": "no",
}  # fmt: skip
_LETTER = re.compile(r"\s*\(?([A-H])(?:[).:]|\s*$)")
_LONGEST_LABEL = 3
"""Words of a class label."""


class _Asked(NamedTuple):
    """A question with a closed answer, the asset it is about, and how many options it offers (0: none seen)."""

    question: str
    label: str
    asset: str
    options: int


def closed(answer: str) -> tuple[str, str] | None:
    """The form of a closed answer (yes or no, letter, label) and what it says; None for a free answer."""
    if letter := _LETTER.match(answer):
        return "letter", letter[1]
    words = separate_words(answer)
    if words and words[0] in _YES_OR_NO:
        return "yes or no", _YES_OR_NO[words[0]]
    return ("label", " ".join(words)) if 0 < len(words) <= _LONGEST_LABEL else None


class AnswerPrior(Check):
    """Flag tasks whose closed answers can be guessed from the question alone, and right letters out of balance.

    A naive Bayes classifier on the words of the questions (yes or no, letters of options, class labels) is fitted and
    tested on different assets. It should do no better than always giving the most frequent answer. Only samples with
    assets count: where the question is all there is, it should tell.
    """

    by: tuple[str, ...] = ("language", "task", "skill")
    """Tags whose values make a task."""

    points: float = Field(default=3.0, ge=0)
    """Points by which the classifier may exceed chance."""

    kinds: int = Field(default=20, ge=2)
    """Different class labels up to which short answers count as closed."""

    folds: int = Field(default=5, ge=2)
    """Parts of the assets, each of which is guessed from the others."""

    least: int = Field(default=50, ge=10)
    """Questions that a task must have to be looked at."""

    most: int = Field(default=4_000, ge=10)
    """Questions of a task that are looked at, drawn by the seed."""

    unlikely: float = Field(default=0.001, gt=0, lt=1)
    """Chance below which letters as uneven as seen are no accident (chi-square test)."""

    seed: int = 0
    """Draws the questions and deals the assets."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A minor finding for each task that gives its answers away or prefers a letter."""
        tasks = Reservoirs[_Asked](self.most, self.least, self.seed)
        for sample in samples:
            for reason in too_large(sample, ("questions", "answers")):
                yield self.not_run(sample, reason)
            for form, asked in _closed_turns(sample):
                tasks.offer(cell(sample, self.by), form, asked)
        for name, form, drawn in tasks.large():
            if 2 <= len({asked.label for asked in drawn}) <= self.kinds:
                yield from self._guessed(f"{name}, {form}", drawn)
            if form == "letter":
                yield from self._unbalanced(f"{name}, {form}", drawn)
        for reason in tasks.left_out():
            yield self.not_run(None, reason)

    def _guessed(self, name: str, asked: list[_Asked]) -> Iterator[Finding]:
        import numpy as np

        assets = [one.asset for one in asked]
        folds = np.array([self._fold(asset) for asset in assets])
        if len(set(folds.tolist())) < 2:
            yield self.not_run(None, f"{name}: all questions are about too few assets to test on others")
            return
        times = Counter(one.label for one in asked)
        names = sorted(times)
        labels: Any = np.array([names.index(one.label) for one in asked])
        rows, words = presence([separate_words(one.question) for one in asked])
        right = right_when_unseen(rows, labels, folds)
        chance, accuracy = max(times.values()) / len(asked), float(right.mean())
        if accuracy - chance <= self.points / 100:
            return
        low, high = bootstrap(list(right), assets, resamples=1_000, seed=self.seed)
        if low > chance:
            told = {names[place]: telling(rows, labels, words, place) for place in range(len(names))}
            message = (
                f"{name}: the question alone gives {accuracy:.0%} of the answers away "
                f"({low:.0%} to {high:.0%}; the most frequent answer is right in {chance:.0%})"
            )
            figures: dict[str, Any] = {
                "accuracy": accuracy,
                "low": low,
                "high": high,
                "chance": chance,
                "questions": len(asked),
            }
            yield self.finding(None, "minor", message, task=name, words=told, **figures)

    def _fold(self, asset: str) -> int:
        return hashlib.blake2b(f"{self.seed}:{asset}".encode(), digest_size=4).digest()[0] % self.folds

    def _unbalanced(self, name: str, asked: list[_Asked]) -> Iterator[Finding]:
        from scipy.special import chdtrc

        seen, expected = Counter(one.label for one in asked), _evenly(asked)
        surprise = sum((seen[letter] - even) ** 2 / even for letter, even in expected.items())
        chance = float(chdtrc(len(expected) - 1, surprise))
        letter = max(expected, key=lambda one: (seen[one] - expected[one], one))
        over = (seen[letter] - expected[letter]) / len(asked)
        if chance < self.unlikely and over > self.points / 100:
            message = f"{name}: {letter} is right in {seen[letter] / len(asked):.0%}, {100 * over:.0f} points too often"
            yield self.finding(None, "minor", message, task=name, p=chance, seen=dict(sorted(seen.items())))


def _evenly(asked: list[_Asked]) -> dict[str, float]:
    """How often each letter would be right if all options of a question were equally likely."""
    highest = max("ABCDEFGH".index(one.label) + 1 for one in asked)
    expected: dict[str, float] = defaultdict(float)
    for one in asked:
        options = max(one.options or highest, "ABCDEFGH".index(one.label) + 1, 2)
        for letter in "ABCDEFGH"[:options]:
            expected[letter] += 1 / options
    return expected


def _closed_turns(sample: Sample) -> Iterator[tuple[str, _Asked]]:
    """The questions of a sample about an asset that have closed answers, with the form of the answer."""
    if not sample.assets:
        return
    for asking, answering in zip(sample.turns, sample.turns[1:], strict=False):
        if (asking.role, answering.role) != ("user", "assistant"):
            continue
        pair = sample.but(turns=(asking, answering))
        question, answer = next(texts(pair, "questions"), ""), next(texts(pair, "answers"), "")
        if question and (form := closed(answer)):
            options = len(options_of(question))
            yield form[0], _Asked(question, form[1], sample.assets[0].id, options)
