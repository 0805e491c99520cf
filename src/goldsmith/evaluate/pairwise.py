"""Judge the answers of two models to the same samples, in both orders."""

from __future__ import annotations

import itertools
import random
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal

from goldsmith.core.types import Sample
from goldsmith.evaluate.judge import CRITERIA, Judge, Opinion, Verdict

Order = Literal["ab", "ba"]
WINNER: dict[Order, dict[str, Literal["a", "b", "tie"]]] = {
    "ab": {"first": "a", "second": "b", "tie": "tie"},
    "ba": {"first": "b", "second": "a", "tie": "tie"},
}


def judge_pairs(
    samples: Iterable[Sample],
    answers_a: Mapping[str, str],
    answers_b: Mapping[str, str],
    judge: Judge,
    seed: int = 0,
) -> Iterator[Verdict]:
    """Verdicts on every sample in both orders, for each criterion, in the order of the samples.

    Which order is asked first is drawn by seed and sample, so that a judge with a memory favours neither model.
    A sample without both answers is unscored, with the reason.

    Args:
        samples: what was asked, with evidence and gold values.
        answers_a: the answers of model a by sample id; `answers_b` those of model b.
        answers_b: see `answers_a`.
        judge: who compares.
        seed: the training seed of the two models, noted in each verdict.
    """

    def both(sample: Sample) -> list[Verdict]:
        return _verdicts(sample, answers_a.get(sample.id), answers_b.get(sample.id), judge, seed)

    for verdicts in _in_order(both, samples, judge.at_once()):
        yield from verdicts


def _verdicts(sample: Sample, a: str | None, b: str | None, judge: Judge, seed: int) -> list[Verdict]:
    orders: list[Order] = ["ab", "ba"]
    random.Random(f"{seed}:{sample.id}").shuffle(orders)
    told: dict[Order, dict[str, Opinion]] = {}
    for order in orders:
        told[order] = _opinions(sample, a, b, judge, order)
    lengths = (len(a), len(b)) if a is not None and b is not None else None
    return [
        Verdict(
            sample=sample.id,
            criterion=criterion,
            order=order,
            winner=None if better is None else WINNER[order][better],
            rationale=why,
            judge=judge.name(),
            seed=seed,
            lengths=lengths,
        )
        for order in WINNER
        for criterion, (better, why) in told[order].items()
    ]


def _opinions(sample: Sample, a: str | None, b: str | None, judge: Judge, order: Order) -> dict[str, Opinion]:
    missing = [name for name, answer in (("a", a), ("b", b)) if answer is None or not answer.strip()]
    if a is None or b is None or len(missing) == 2:
        why = f"no answer from model {' and '.join(missing)}"
        return dict.fromkeys(CRITERIA, (None, why))
    return judge.judge(sample, a, b) if order == "ab" else judge.judge(sample, b, a)


def _in_order(
    work: Callable[[Sample], list[Verdict]], samples: Iterable[Sample], at_once: int
) -> Iterator[list[Verdict]]:
    """Results in the order of the samples, at most twice `at_once` of them under way."""
    if at_once <= 1:
        yield from map(work, samples)
        return
    remaining = iter(samples)
    with ThreadPoolExecutor(at_once) as pool:
        waiting: deque[Future[list[Verdict]]] = deque()
        waiting.extend(pool.submit(work, sample) for sample in itertools.islice(remaining, 2 * at_once))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(work, sample) for sample in itertools.islice(remaining, 1))
