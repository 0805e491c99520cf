"""Whole comparisons of simulated models: false findings are as rare, and intervals as right, as they say."""

import random

import pytest

from goldsmith.core import stats
from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.evaluate.judge import Verdict
from goldsmith.evaluate.wins import compare

pytestmark = pytest.mark.slow


def samples_about(assets):
    """One to four questions about each of some pictures, in two languages."""
    for place in range(assets):
        picture = Asset.absent(f"picture {place}", kind="image")
        for number in range(place % 4 + 1):
            tags = {"language": ("en", "es")[place % 2]}
            yield Sample(id=f"{place}-{number}", assets=(picture,), turns=(Turn.said("user", "?"),), tags=tags)


def verdicts(samples, rng, chances):
    """Two criteria that mostly agree; all questions about a picture lean to the same model."""
    leans = {}
    for sample in samples:
        lean = leans.setdefault(sample.assets[0].id, rng.choice(chances))
        overall = "a" if rng.random() < lean else "b"
        correctness = overall if rng.random() < 0.8 else "tie"
        for criterion, winner in (("overall", overall), ("correctness", correctness)):
            for order in ("ab", "ba"):
                yield Verdict(sample=sample.id, criterion=criterion, order=order, winner=winner)


def tables(runs, chances):
    """The comparisons of many draws."""
    rng, samples = random.Random(runs), list(samples_about(30))
    return [compare(verdicts(samples, rng, chances), samples, seed=run, resamples=400) for run in range(runs)]


def noise(share, runs):
    """Two standard errors of a share of the runs."""
    return 2 * (share * (1 - share) / runs) ** 0.5


@pytest.fixture(scope="module")
def equals():
    return tables(250, (0.15, 0.85))


@pytest.fixture(scope="module")
def better():
    return tables(120, (0.6, 0.9))


def test_a_table_of_equals_seldom_has_a_finding_and_one_of_others_mostly(equals, better):
    found = [
        sum(any(row.p_holm <= 0.05 for row in table.rows) for table in some) / len(some) for some in (equals, better)
    ]
    assert found[0] <= 0.05 + noise(0.05, len(equals))
    assert found[1] > 0.8
    # Were the pairs of a picture independent, as a test of single pairs takes them to be, findings would be frequent.
    alone = [stats.sign_test(table.row().wins, table.row().losses) <= 0.05 for table in equals]
    assert sum(alone) / len(alone) > 0.1


@pytest.mark.parametrize(("kind", "truth"), [("equals", 0.5), ("better", 0.75)])
def test_intervals_hold_the_truth(kind, truth, request):
    rows = [table.row() for table in request.getfixturevalue(kind)]
    for intervals in ([row.rate for row in rows], [row.bootstrap for row in rows]):
        held = sum(one.low <= truth <= one.high for one in intervals) / len(rows)
        assert held >= 0.95 - noise(0.05, len(rows))
