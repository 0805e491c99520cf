"""The question-only classifier, against values computed by hand."""

import numpy as np
import pytest

from goldsmith.core.question_only import log_odds, presence, right_when_unseen, telling

TEXTS = [["is", "a", "dog"], ["is", "a", "dog"], ["no", "cat"], ["no", "cat"]]
LABELS = np.array([0, 0, 1, 1])


def test_presence_of_words_and_pairs():
    rows, names = presence([["a", "b"], ["a", "a"]], width=2)
    assert names == ["a", "a a"] and rows.tolist() == [[1, 0], [1, 1]]


def test_log_odds_by_hand():
    prior, words = log_odds(np.array([[1.0, 0], [1, 1], [0, 1]]), np.array([0, 0, 1]), 2)
    assert np.exp(prior).tolist() == pytest.approx([2, 1])
    assert np.exp(words).tolist() == [pytest.approx([3 / 5, 2 / 5]), pytest.approx([1 / 3, 2 / 3])]


def test_what_the_words_give_away_is_guessed_in_other_folds():
    rows, names = presence(TEXTS)
    assert right_when_unseen(rows, LABELS, np.array([0, 1, 0, 1])).tolist() == [1, 1, 1, 1]
    assert right_when_unseen(rows, LABELS, np.array([0, 0, 1, 1])).tolist() == [0, 0, 0, 0]
    assert log_odds(rows[:2], LABELS[:2], 2)[0][1] == -np.inf  # a label never given is never guessed
    assert set(telling(rows, LABELS, names, 1)) == {"no", "cat", "no cat"}
