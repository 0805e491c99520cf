"""Diversity, against values computed by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.diversity import compression_ratio, distinct, hashed, self_bleu, spread, vendi

TEXTS = st.lists(st.lists(st.sampled_from("a b c d".split()), max_size=8), max_size=8)


def test_distinct_counts_different_ngrams():
    texts = ["a b a b".split(), "a b".split()]
    assert distinct(texts, 1) == pytest.approx(2 / 6)
    assert distinct(texts, 2) == pytest.approx(2 / 4)  # ab ba ab ab
    assert distinct([["a"]], 2) == distinct([]) == 1


def test_self_bleu_of_the_same_and_of_different_texts():
    assert self_bleu(["a b c d e".split()] * 3) == pytest.approx(1)
    assert self_bleu(["a b c d".split(), "e f g h".split()]) < 1e-6
    assert self_bleu(["a b".split()]) == self_bleu([]) == 0


def test_self_bleu_by_hand():
    # "a b c" shares 2 of 3 words and 1 of 2 pairs with "a b d", and the other way round
    assert self_bleu(["a b c".split(), "a b d".split()], longest=2) == pytest.approx(math.sqrt(2 / 3 * 1 / 2))
    # "a a": one of two is in "a b c d", half as long: exp(1 - 4/2); the other: 1 of 4, no penalty
    expected = (0.5 * math.exp(-1) + 0.25) / 2
    assert self_bleu(["a a".split(), "a b c d".split()], longest=1) == pytest.approx(expected)


def test_self_bleu_draws_by_seed():
    texts = [[f"w{n % 7}", f"w{n % 3}", f"w{n % 5}", "x"] for n in range(50)]
    assert self_bleu(texts, most=10, seed=1) == self_bleu(texts, most=10, seed=1)
    assert self_bleu(texts, most=10, seed=1) != self_bleu(texts, most=10, seed=2)


def test_compression_tells_repetition():
    assert compression_ratio([]) == 1
    assert compression_ratio(["How many dogs are there?"] * 50) > 20 > 2 > compression_ratio(["How many dogs?"])


def test_vendi_by_hand():
    assert vendi(np.eye(4)) == pytest.approx(4)
    assert vendi(np.ones((5, 3))) == pytest.approx(1)
    assert vendi(np.array([[2.0, 0], [1, 0], [0, 3], [0, 0]])) == pytest.approx(3 / 2 ** (2 / 3))  # shares 2/3, 1/3
    assert vendi(np.zeros((3, 2))) == 0


def test_vendi_is_that_of_the_kernel():
    rows = np.random.default_rng(0).normal(size=(30, 8))
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    shares = np.linalg.eigvalsh(unit @ unit.T / 30)[-8:]
    assert vendi(rows) == pytest.approx(float(np.exp(-(shares * np.log(shares)).sum())))


@given(TEXTS)
def test_bounds(texts):
    assert 0 <= distinct(texts) <= 1 and 0 <= self_bleu(texts) <= 1 + 1e-9
    assert 0 <= vendi(hashed(texts, 16)) <= len(texts) + 1e-6


def test_a_mean_has_an_interval_where_there_is_more_than_one_value():
    assert spread([2.0]) == (2, 2, 2)
    mean, low, high = spread([1.0, 2.0, 3.0])
    assert mean == 2 and high - mean == mean - low == pytest.approx(4.30265 / math.sqrt(3), rel=1e-4)
