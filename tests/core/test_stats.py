import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(("rate", "pairs"), [(0.52, 4904), (0.55, 783), (0.60, 194), (0.66, 75), (0.741, 32)])
def test_pairs_needed_for_80_percent_power(rate, pairs):
    assert stats.pairs_needed(rate) == pairs
    assert stats.pairs_needed(1 - rate) == pairs


def test_pairs_needed_refuses_one_half():
    with pytest.raises(ValueError, match="one half"):
        stats.pairs_needed(0.5)


def test_holm_by_hand():
    assert stats.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert stats.holm([]) == []


@pytest.mark.parametrize(("wins", "losses"), [(0, 0), (1, 0), (7, 2), (2, 7), (30, 30), (1112, 388)])
def test_sign_flips_of_single_pairs_are_the_sign_test(wins, losses):
    sums = [0.5] * wins + [-0.5] * losses + [0.0] * 9
    assert stats.sign_flip_test(sums) == pytest.approx(stats.sign_test(wins, losses), rel=1e-9)


def test_sign_flips_by_hand():
    # 3 + 1 + 1 of signs: only +++ and --- reach 5, of 8.
    assert stats.sign_flip_test([3, 1, 1]) == pytest.approx(0.25)
    # 3 - 1 + 1 = 3: +++, ++-, +-+ and their opposites.
    assert stats.sign_flip_test([3, -1, 1]) == pytest.approx(0.75)
    assert stats.sign_flip_test([]) == 1.0


@given(st.lists(st.sampled_from([-1.5, -1, -0.5, -0.25, 0, 0.25, 0.5, 2]), max_size=10))
def test_sign_flips_are_exact_and_know_no_side(sums):
    seen = abs(sum(sums))
    reached = sum(
        abs(sum(sign * one for sign, one in zip(signs, sums, strict=True))) >= seen - 1e-9
        for signs in itertools.product((1, -1), repeat=len(sums))
    )
    assert stats.sign_flip_test(sums) == pytest.approx(reached / 2 ** len(sums))
    assert stats.sign_flip_test([-one for one in sums]) == stats.sign_flip_test(sums)


def test_sign_flips_of_any_numbers_are_drawn():
    rng = random.Random(7)
    whole = [rng.randint(-3, 4) for _ in range(60)]
    sums = [1.1 * one for one in whole]
    assert stats.sign_flip_test(sums) == pytest.approx(stats.sign_flip_test(whole), abs=0.02)
    assert stats.sign_flip_test(sums) == stats.sign_flip_test(sums)
    assert stats.sign_flip_test([1 + rng.random() for _ in range(60)]) == 1 / (stats.RESAMPLES + 1)


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


def test_no_change_seen_in_few_items_is_not_certainty():
    difference, low, high, lower = stats.paired_difference([1.0] * 10, [1.0] * 10)
    assert difference == 0 and low < lower < -0.25 and high > 0.3
    assert stats.paired_difference([0.0] * 300, [0.0] * 300)[3] == pytest.approx(-3 / 300, rel=0.01)
    assert stats.paired_difference([0.0] * 300, [0.0] * 300, [place % 10 for place in range(300)])[3] == lower


def test_paired_difference_and_non_inferiority():
    rng = random.Random(5)
    old = [rng.random() for _ in range(500)]
    new = [score + rng.gauss(0.01, 0.05) for score in old]
    difference, low, high, lower = stats.paired_difference(new, old)
    assert low < lower < difference < high
    assert lower > -0.01
    assert stats.paired_difference(old, new)[3] < -0.005


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
    for run in range(800):
        values, clusters = [], []
        for cluster in range(60):
            chance = rng.choice((0.35, 0.85))
            for _ in range(rng.choice((1, 2, 3))):
                values.append(float(rng.random() < chance))
                clusters.append(cluster)
        low, high = stats.bootstrap(values, clusters, resamples=1000, seed=run)
        covered += low <= 0.6 <= high
    assert 0.93 <= covered / 800 <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(2, 3), (1, 1, 1, 20)], ids=["few", "unequal"])
def test_intervals_of_few_or_unequal_clusters_are_wide_enough(sizes):
    rng = random.Random(14)
    covered = 0
    for run in range(600):
        values, clusters = [], []
        for cluster in range(12):
            chance = rng.choice((0.25, 0.75))
            size = sizes[cluster % len(sizes)]
            values += [float(rng.random() < chance) for _ in range(size)]
            clusters += [cluster] * size
        low, high = stats.bootstrap(values, clusters, resamples=500, seed=run)
        covered += low <= 0.5 <= high
    assert covered / 600 >= 0.93
