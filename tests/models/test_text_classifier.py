"""The small classifier: learns, repeats itself, knows how sure it is, survives what is odd."""

import random

import pytest

from goldsmith.core.calibration import calibration
from goldsmith.models.text_classifier import Labelled, TextClassifier, cross_validated

WORDS = {"sea": "boat wave salt harbour tide fish".split(), "sky": "cloud wing wind feather plane kite".split()}


def texts(count, mixed, seed=0):
    """Texts of words of their label, but for a share of words of the other."""
    rng = random.Random(seed)
    made = []
    for place in range(count):
        label = ("sea", "sky")[place % 2]
        other = {"sea": "sky", "sky": "sea"}[label]
        words = [rng.choice(WORDS[other if rng.random() < mixed else label]) for _ in range(6)]
        made.append(Labelled(" ".join(words), label))
    return made


def stated(classifier, examples):
    return calibration([classifier.probabilities(one.text) for one in examples], [one.label for one in examples])


def test_it_learns_and_the_chances_add_up():
    classifier = TextClassifier.fitted(texts(60, 0.1))
    chances = classifier.probabilities("a boat in the harbour")
    assert chances["sea"] > 0.9 and sum(chances.values()) == pytest.approx(1)
    assert stated(classifier, texts(100, 0.1, seed=1)).accuracy > 0.9


def test_it_says_the_same_twice():
    one, two = (TextClassifier.fitted(texts(40, 0.2)).probabilities("boat kite") for _ in range(2))
    assert one == two


def test_what_it_cannot_know_it_is_not_sure_of():
    """Labels given by chance: what it states is near one half, and it says so before it has seen other texts."""
    rng = random.Random(3)
    noise = [Labelled(one.text, rng.choice(("sea", "sky"))) for one in texts(80, 0.5)]
    held = calibration(cross_validated(noise), [one.label for one in noise])
    assert held.ece < 0.15 and max(one.high for one in held.bins) <= 0.8


def test_probabilities_hold_for_texts_it_has_not_seen():
    classifier = TextClassifier.fitted(texts(150, 0.3))
    assert stated(classifier, texts(400, 0.3, seed=7)).ece < 0.08


def test_cross_validation_agrees_with_new_texts():
    seen, new = texts(150, 0.3), texts(400, 0.3, seed=9)
    inside = calibration(cross_validated(seen), [one.label for one in seen]).accuracy
    assert abs(inside - stated(TextClassifier.fitted(seen), new).accuracy) < 0.1


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\u0301" * 50, "x" * 100_000, "字" * 50, "🐟" * 9, "a " * 9_000])
def test_odd_texts_get_chances_too(text):
    classifier = TextClassifier.fitted(texts(20, 0))
    assert sum(classifier.probabilities(text).values()) == pytest.approx(1)


def test_more_than_two_labels_and_twins():
    examples = [Labelled(f"{word} {place % 2}", word) for word in ("one", "two", "three") for place in range(8)]
    classifier = TextClassifier.fitted(examples)
    assert {max(p, key=p.get) for p in [classifier.probabilities("three 5")]} == {"three"}
