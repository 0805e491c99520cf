"""The nearest by cosine are those that all pairs give, and none goes but for one that stays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.engine import cosine
from goldsmith.engine.cosine import Twin, nearest, twins


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(cosine, "BLOCK", 7)
    monkeypatch.setattr(cosine, "WIDE", 5)


def made(count, width=3, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize(("count", "others"), [(1, 1), (7, 5), (20, 33), (0, 4)])
def test_the_nearest_are_those_of_all_pairs(count, others):
    rows, pool = made(count), made(others, seed=1)
    places, cosines = nearest(rows, pool)
    every = rows @ pool.T
    assert np.array_equal(places, every.argmax(axis=1)) and np.allclose(
        cosines, every.max(axis=1, initial=-2), atol=1e-6
    )


def test_there_may_be_no_others():
    places, cosines = nearest(made(3), made(0))
    assert places.tolist() == [0, 0, 0] and cosines.tolist() == [-1, -1, -1]


def by_hand(rows, threshold, order, scopes):
    kept, found = [], {}
    for place in order:
        near = [(float(rows[place] @ rows[other]), other) for other in kept if scopes[other] == scopes[place]]
        best = max(near, default=(-1, -1))
        if best[0] >= threshold:
            found[place] = best
        else:
            kept.append(place)
    return found


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 99), st.sampled_from([0.5, 0.9, 0.99]), st.booleans())
def test_twins_are_those_found_one_by_one(count, seed, threshold, scoped):
    source = np.random.default_rng(seed)
    rows, order = made(count, seed=seed), source.permutation(count).tolist()
    scopes = source.integers(0, 3 if scoped else 1, count).tolist()
    found = twins(rows, threshold, order, scopes)
    expected = by_hand(rows, threshold, order, scopes)
    assert found.keys() == expected.keys()
    assert all(abs(twin.cosine - expected[place][0]) < 1e-5 for place, twin in found.items())
    assert not {twin.place for twin in found.values()} & found.keys()


def test_the_third_of_a_chain_stays():
    turn = np.deg2rad([0, 20, 40])
    rows = np.stack([np.cos(turn), np.sin(turn)], axis=1).astype(np.float32)
    assert twins(rows, 0.9) == {1: Twin(0, pytest.approx(np.cos(turn[1])))}
    assert twins(rows, 0.9, order=[1, 0, 2]).keys() == {0, 2}


def test_what_is_worded_alike_can_be_left_alone():
    rows = np.tile(made(1), (20, 1))
    wording = np.repeat(np.eye(2, dtype=np.float32), 10, axis=0)  # two wordings of one meaning
    found = twins(rows, 0.9, unlike=wording, ceiling=0.5)
    assert set(found) == set(range(10, 20)) and {twin.place for twin in found.values()} <= set(range(10))


def test_empty_vectors_have_no_twins():
    assert twins(np.zeros((9, 4), np.float32), 0.1) == {} == twins(np.zeros((0, 4), np.float32), 0.5)


def test_the_nearest_that_is_not_too_alike_otherwise():
    rows, others = made(9), made(20, seed=1)
    wordings, pool = made(9, seed=2), made(20, seed=3)
    places, cosines = nearest(rows, others, unlike=(wordings, pool), ceiling=0.2)
    every = np.where(wordings @ pool.T > 0.2, -1, rows @ others.T)
    assert np.array_equal(places, every.argmax(axis=1)) and np.allclose(cosines, every.max(axis=1), atol=1e-6)
