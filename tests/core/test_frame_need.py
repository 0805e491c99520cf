"""Labels of what a question needs: exact on clear counts, undetermined on unclear ones, rarely fooled by guesses."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.frame_need import Shown, Tries, label, labels, leave_one_out, order_matters

RUNS = 16


def shown(blind, single, whole, shuffled, chance=0.25, runs=RUNS):
    return Shown(chance, 8, *(Tries(right, runs) for right in (blind, single, whole, shuffled)))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((16, 16, 16, 16), "blind-answerable"),
        ((11, 4, 16, 4), "blind-answerable"),
        ((4, 16, 16, 16), "single-frame-answerable"),
        ((4, 14, 16, 16), "single-frame-answerable"),
        ((4, 13, 16, 16), "single-frame-answerable"),
        ((4, 4, 16, 16), "any-order"),
        ((4, 4, 16, 5), "temporal"),
        ((0, 0, 16, 0), "temporal"),
        ((4, 4, 4, 4), "unanswered"),
        ((4, 4, 16, 11), "temporal"),
        ((4, 4, 16, 12), "undetermined"),
        ((4, 4, 16, 13), "any-order"),
        ((4, 11, 16, 4), "undetermined"),
        ((4, 4, 12, 4), "undetermined"),
    ],
)
def test_counts_have_labels(counts, expected):
    assert label(shown(*counts)) == expected


@pytest.mark.parametrize("runs", [1, 2])
def test_a_few_runs_tell_nothing(runs):
    assert label(shown(runs, runs, runs, runs, runs=runs)) == "undetermined"
    assert label(shown(0, 0, 0, 0, chance=0.5, runs=1)) == "undetermined"


def test_blind_answers_that_no_number_of_right_ones_would_prove_are_undetermined():
    assert label(shown(4, 0, 4, 0, chance=0.5, runs=4)) == "undetermined"  # 4 of 4 by guessing: 1 in 16
    assert label(shown(5, 0, 5, 0, chance=0.5, runs=5)) == "blind-answerable"  # 1 in 32


def test_the_best_frame_of_guesses_is_no_better_than_chance():
    rng, rates, best = random.Random(0), [], []
    for _ in range(400):
        frames = [[rng.random() < 0.25 for _ in range(6)] for _ in range(8)]
        rates.append(leave_one_out(frames).rate)
        best.append(any(frame[0] for frame in frames))
    assert abs(sum(rates) / 400 - 0.25) < 0.03
    assert abs(sum(best) / 400 - 0.90) < 0.04  # what choosing the frame by its own answer would give


def test_the_frame_that_knows_is_found():
    rng = random.Random(1)
    frames = [[rng.random() < 0.25 for _ in range(12)] for _ in range(7)]
    assert leave_one_out([*frames, [True] * 12]) == Tries(12, 12)


def test_the_best_frame_of_guesses_has_more_luck_than_one_of_them():
    rng, fooled, bound = random.Random(2), 0, 0
    for _ in range(2_000):
        single = leave_one_out([[rng.random() < 0.5 for _ in range(8)] for _ in range(8)])
        fooled += single.rate >= 0.8  # a binomial would say 3.5%
        bound += Shown(0.5, 8, single, single, single, single).single_by_luck() <= 0.05
    assert fooled / 2_000 > 0.08 and bound / 2_000 < 0.05


@given(st.integers(2, 7), st.integers(1, 6), st.data())
def test_what_is_left_out_is_never_above_the_best_frame(runs, frames, data):
    one = st.lists(st.booleans(), min_size=runs, max_size=runs)
    drawn = data.draw(st.lists(one, min_size=frames, max_size=frames))
    assert leave_one_out(drawn).right <= max(map(sum, drawn)) + 1e-9


def test_frames_with_other_runs_cannot_be_compared():
    for frames in ([[True, False], [True]], [[True], [False]], []):
        with pytest.raises(ValueError, match="runs"):
            leave_one_out(frames)


def test_the_right_ones_among_a_thousand_guesses_are_found():
    rng = random.Random(3)

    def guessed():
        return sum(rng.random() < 0.25 for _ in range(24))

    questions = [shown(guessed(), guessed(), 24, guessed(), runs=24) for _ in range(1_000)]
    questions += [shown(24, 24, 24, 24, runs=24)] * 50 + [shown(guessed(), 24, 24, 24, runs=24) for _ in range(50)]
    wanted = ["temporal"] * 1_000 + ["blind-answerable"] * 50 + ["single-frame-answerable"] * 50
    assert sum(got != want for got, want in zip(labels(questions), wanted, strict=True)) <= 1
    assert labels([]) == []


def test_one_lucky_question_of_many_is_not_blind_answerable():
    lucky = shown(8, 2, 16, 4)  # p = .027
    assert label(lucky) == "blind-answerable"
    assert labels([lucky, *[shown(4, 2, 16, 4)] * 200])[0] != "blind-answerable"


def test_the_order_matters_by_twenty_points_that_are_no_luck():
    assert order_matters(shown(0, 0, 16, 11)) is True
    assert order_matters(shown(0, 0, 5, 4, runs=5)) is None
    assert order_matters(shown(0, 0, 16, 15)) is False
    assert order_matters(shown(0, 0, 4, 4)) is None


@given(st.integers(2, 30), st.data())
def test_any_counts_have_a_label_and_more_blind_ones_never_less_blind(runs, data):
    counts = [data.draw(st.integers(0, runs)) for _ in range(4)]
    chance = data.draw(st.sampled_from([0.1, 0.25, 1 / 3, 0.5]))
    label(shown(*counts, chance=chance, runs=runs))
    grades = [label(shown(k, *counts[1:], chance=chance, runs=runs)) == "blind-answerable" for k in range(runs + 1)]
    assert grades == sorted(grades)


@given(st.integers(0, 20), st.integers(1, 20), st.floats(0.01, 0.99))
def test_luck_is_the_binomial_tail(right, runs, chance):
    right = min(right, runs)
    tail = sum(math.comb(runs, k) * chance**k * (1 - chance) ** (runs - k) for k in range(right, runs + 1))
    assert math.isclose(Tries(right, runs).above(chance), tail, abs_tol=1e-12)
