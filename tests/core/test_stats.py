import math
import random

import pytest

from goldsmith.core import stats


@pytest.mark.parametrize(("wins", "low", "high"), [(1112, 0.7186, 0.7629), (990, 0.6356, 0.6835)])
def test_wilson_gives_the_published_bounds(wins, low, high):
    assert stats.wilson(wins, 1500) == pytest.approx((low, high), abs=5e-5)


def test_wilson_stays_within_zero_and_one():
    assert stats.wilson(0, 0) == (0.0, 1.0)
    assert stats.wilson(0, 5)[0] == 0.0
    assert stats.wilson(5, 5)[1] == 1.0


@pytest.mark.parametrize(("wins", "p"), [(825, 1.2e-4), (795, 0.0215), (780, 0.128)])
def test_sign_test_gives_the_published_p_values(wins, p):
    assert stats.sign_test(wins, 1500 - wins) == pytest.approx(p, rel=0.03)


def test_sign_test_stays_exact_far_out():
    wins = 1112
    exact = 2 * sum(math.comb(1500, k) for k in range(wins, 1501)) / 2**1500
    assert stats.sign_test(wins, 1500 - wins) == pytest.approx(exact, rel=1e-9)
    assert 4.5e-81 < exact < 5.5e-81


@pytest.mark.parametrize(("wins", "losses"), [(0, 0), (3, 3), (50, 50)])
def test_sign_test_of_a_draw_is_one(wins, losses):
    assert stats.sign_test(wins, losses) == 1.0


@pytest.mark.parametrize(("wins", "losses"), [(1, 0), (7, 2), (2, 7), (30, 11)])
def test_sign_test_equals_the_sum_of_both_tails(wins, losses):
    n, more = wins + losses, max(wins, losses)
    assert stats.sign_test(wins, losses) == pytest.approx(2 * sum(math.comb(n, k) for k in range(more, n + 1)) / 2**n)


@pytest.mark.parametrize(
    ("pairs", "wins"),
    [
        (20, 15),
        (30, 21),
        (50, 33),
        (100, 61),
        (150, 88),
        (200, 115),
        (300, 168),
        (500, 273),
        (805, 431),
        (1000, 532),
        (1500, 789),
    ],
)
def test_least_significant_wins(pairs, wins):
    assert stats.least_significant_wins(pairs) == wins


def test_five_pairs_can_never_be_significant():
    assert stats.least_significant_wins(5) is None
    assert stats.least_significant_wins(6) == 6


@pytest.mark.parametrize(("rate", "pairs"), [(0.52, 4904), (0.55, 783), (0.60, 194), (0.66, 75), (0.741, 32)])
def test_pairs_needed_for_80_percent_power(rate, pairs):
    assert stats.pairs_needed(rate) == pairs
    assert stats.pairs_needed(1 - rate) == pairs


def test_pairs_needed_refuses_one_half():
    with pytest.raises(ValueError, match="one half"):
        stats.pairs_needed(0.5)


def test_holm_and_benjamini_hochberg_by_hand():
    ps = [0.01, 0.04, 0.03, 0.005]
    assert stats.holm(ps) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert stats.benjamini_hochberg(ps) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert stats.holm([]) == stats.benjamini_hochberg([]) == []


def test_kappa_and_agreement_by_hand():
    one, two = list("aaaabbbbbb"), list("aaabbbbbba")
    assert stats.agreement(one, two) == 0.8
    assert stats.kappa(one, two) == pytest.approx((0.8 - 0.52) / 0.48)
    assert stats.kappa(["x"], ["x"]) == 1.0
    with pytest.raises(ValueError, match="equally long"):
        stats.agreement(["a"], [])


def test_two_proportions_by_newcombe():
    difference, low, high, p = stats.two_proportions(56, 70, 48, 80)
    assert (difference, low, high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    assert 0.005 < p < 0.02


def test_design_effect_of_copies_is_their_number():
    values = [random.Random(0).random() for _ in range(200)]
    copied = [value for value in values for _ in range(3)]
    clusters = [place for place in range(200) for _ in range(3)]
    assert stats.design_effect(copied, clusters) == pytest.approx(3, rel=0.01)
    assert stats.design_effect(values, list(range(200))) == 1.0


def test_bootstrap_of_copies_is_as_wide_as_of_the_originals():
    rng = random.Random(1)
    values = [float(rng.random() < 0.6) for _ in range(300)]
    low, high = stats.bootstrap(values, seed=3)
    copied = [value for value in values for _ in range(4)]
    assert stats.bootstrap(copied, [place for place in range(300) for _ in range(4)], seed=3) == pytest.approx(
        (low, high)
    )
    assert high - low == pytest.approx(2 * 1.96 * math.sqrt(0.24 / 300), rel=0.1)


def test_both_ways_of_resampling_agree():
    values = [place % 7 / 7 for place in range(400)]
    shaken = [value + place * 1e-9 for place, value in enumerate(values)]
    assert stats.bootstrap(values) == pytest.approx(stats.bootstrap(shaken), abs=0.005)


def test_bootstrap_is_repeatable_and_refuses_nothing():
    assert stats.bootstrap([0, 1, 1, 0.5], seed=4) == stats.bootstrap([0, 1, 1, 0.5], seed=4)
    with pytest.raises(ValueError, match="no values"):
        stats.bootstrap([])


def test_permutation_test_sees_a_difference_and_no_other():
    rng = random.Random(2)
    low, high = [rng.gauss(0, 1) for _ in range(40)], [rng.gauss(1.5, 1) for _ in range(40)]
    assert stats.permutation_test(low, high, 1000) < 0.01
    assert stats.permutation_test(low[:20], low[20:], 1000) > 0.05


def test_paired_difference_and_non_inferiority():
    rng = random.Random(5)
    old = [rng.random() for _ in range(500)]
    new = [score + rng.gauss(0.01, 0.05) for score in old]
    difference, low, high, lower = stats.paired_difference(new, old)
    assert low < lower < difference < high
    assert stats.not_inferior(lower, 0.01)
    assert not stats.not_inferior(stats.paired_difference(old, new)[3], 0.005)


@pytest.mark.slow
def test_wilson_covers_the_truth():
    rng = random.Random(11)
    covered = 0
    for _ in range(2000):
        truth = rng.uniform(0.3, 0.8)
        wins = sum(rng.random() < truth for _ in range(200))
        low, high = stats.wilson(wins, 200)
        covered += low <= truth <= high
    assert 0.935 <= covered / 2000 <= 0.965


@pytest.mark.slow
def test_bootstrap_by_cluster_covers_the_truth():
    rng = random.Random(12)
    covered = 0
    for run in range(2000):
        values, clusters = [], []
        for cluster in range(150):
            chance = rng.choice((0.35, 0.85))
            for _ in range(rng.choice((1, 2, 3))):
                values.append(float(rng.random() < chance))
                clusters.append(cluster)
        low, high = stats.bootstrap(values, clusters, resamples=2000, seed=run)
        covered += low <= 0.6 <= high
    assert 0.935 <= covered / 2000 <= 0.965


@pytest.mark.slow
def test_a_table_of_equals_seldom_has_a_finding():
    rng = random.Random(13)
    false = 0
    for _ in range(2000):
        pairs = [[rng.random() < 0.5 for _ in range(120)] for _ in range(5)]
        rows = [part for pair in pairs for part in (pair, pair[:40], pair[40:80], pair[80:])]
        false += min(stats.holm([stats.sign_test(sum(row), len(row) - sum(row)) for row in rows])) <= 0.05
    assert false / 2000 <= 0.055
