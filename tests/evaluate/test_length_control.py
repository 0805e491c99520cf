"""Where length has a known effect, the win rate at equal length is found again."""

import math
import random

import pytest

from goldsmith.evaluate.length_control import LEAST_PAIRS, length_controlled


def sigmoid(value):
    return 1 / (1 + math.exp(-value))


def simulated(rng, strength, slope, longer_by, pairs, each=1):
    """Preferences with a known effect of length, `each` of them about one thing and alike."""
    gaps = [rng.gauss(-longer_by, 80) for _ in range(pairs)]
    spread = math.sqrt(sum((gap + longer_by) ** 2 for gap in gaps) / pairs)
    wins, clusters = [], []
    for place, gap in enumerate(gaps):
        won = float(rng.random() < sigmoid(slope * math.tanh(gap / spread) + strength))
        wins += [won] * each
        clusters += [place] * each
    return wins, [gap for gap in gaps for _ in range(each)], clusters


@pytest.mark.parametrize(
    ("strength", "slope", "longer_by"), [(0, -1.5, 60), (0.8, -1.5, 60), (-0.6, 1, -40), (0.5, 0, 0)]
)
def test_the_rate_at_equal_length_is_found(strength, slope, longer_by):
    wins, gaps, _ = simulated(random.Random(1), strength, slope, longer_by, 2000)
    rate, low, high = length_controlled(wins, gaps)
    assert low < sigmoid(strength) < high
    assert high - low < 0.1
    if slope:
        assert abs(sum(wins) / len(wins) - sigmoid(strength)) > 2 * abs(rate - sigmoid(strength))


@pytest.mark.slow
@pytest.mark.parametrize(("pairs", "each"), [(LEAST_PAIRS, 1), (200, 1), (80, 4)])
def test_its_interval_holds_the_truth(pairs, each):
    rng, runs, held = random.Random(2), 600, 0
    for _ in range(runs):
        found = length_controlled(*simulated(rng, 0.4, -1.2, 30, pairs, each))
        held += found is not None and found[1] <= sigmoid(0.4) <= found[2]
    assert 0.93 <= held / runs <= 0.99


def test_exchanging_the_models_mirrors_the_rate():
    wins, gaps, _ = simulated(random.Random(3), 0.3, -1, 20, 100)
    rate, low, high = length_controlled(wins, gaps)
    mirrored = length_controlled([1 - won for won in wins], [-gap for gap in gaps])
    assert mirrored == pytest.approx((1 - rate, 1 - high, 1 - low))


def test_too_few_pairs_and_lengths_never_equal_are_not_guessed_at():
    wins = [float(place % 3 > 0) for place in range(100)]
    assert length_controlled(wins[: LEAST_PAIRS - 1], [0] * (LEAST_PAIRS - 1)) is None
    assert length_controlled(wins, [5 + place for place in range(100)]) is None
    assert length_controlled(wins, [-5] * 100) is None
    rate, _, _ = length_controlled(wins, [0] * 100)
    assert rate == pytest.approx(0.66, abs=0.001), "equal lengths leave the rate as it is"


def test_a_judge_that_only_sees_length_finds_neither_better():
    gaps = [((-1) ** place) * (1 + place % 50) for place in range(300)]
    rate, low, high = length_controlled([float(gap < 0) for gap in gaps], gaps)
    assert low < 0.5 < high
    assert rate == pytest.approx(0.5, abs=0.05)
