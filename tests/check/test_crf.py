"""The tagger's model: its slopes and its k best taggings, against brute force."""

from itertools import pairwise, product

import numpy as np
import pytest
from scipy.optimize import check_grad

from goldsmith.check.entities import crf
from goldsmith.check.entities.crf import Crf, Weights

TAGS = ["B-x", "I-x", "O"]
SENTENCES = [[["a", "b"], ["b"]], [["c"]], [["a"], ["b", "c"], ["c"], ["a", "b"]]]
TAGGED = [["B-x", "I-x"], ["O"], ["O", "B-x", "I-x", "O"]]
FEATURES = {"a": 0, "b": 1, "c": 2}
SHAPES = ((3, 3), (3, 3), (3,))


def random_weights(seed):
    flat = np.random.default_rng(seed).normal(size=21)
    return flat, crf._unpacked(flat, SHAPES)


def test_slopes_are_those_of_the_loss():
    batch = crf._Batch(SENTENCES, FEATURES, 3)
    gold = np.asarray([TAGS.index(tag) for sentence in TAGGED for tag in sentence])
    allowed = crf._allowed(TAGS)

    def value(flat):
        return batch.loss(crf._unpacked(flat, SHAPES), gold, allowed)[0]

    def slope(flat):
        return np.concatenate([one.ravel() for one in batch.loss(crf._unpacked(flat, SHAPES), gold, allowed)[1]])

    assert check_grad(value, slope, random_weights(0)[0]) < 1e-4


@pytest.mark.parametrize("seed", range(5))
def test_the_k_best_are_those_of_brute_force(seed):
    _, (of, after, first) = random_weights(seed)
    allowed = crf._allowed(TAGS)
    model = Crf(TAGS, FEATURES, Weights(of, after + allowed.after, first + allowed.first))
    sentence = SENTENCES[2]
    every = {}
    for tags in product(range(3), repeat=len(sentence)):
        alone = sum(of[[FEATURES[name] for name in word], tag].sum() for word, tag in zip(sentence, tags, strict=True))
        steps = sum((after + allowed.after)[pair] for pair in pairwise(tags))
        every[tuple(TAGS[tag] for tag in tags)] = alone + steps + (first + allowed.first)[tags[0]]
    total = np.log(sum(np.exp(score) for score in every.values()))
    wanted = sorted(every.items(), key=lambda one: -one[1])[:7]
    found = model.best(sentence, 7)
    assert [tuple(tags) for _, tags in found] == [tags for tags, _ in wanted]
    assert [score for score, _ in found] == pytest.approx([score - total for _, score in wanted])


def test_what_must_not_follow_never_does():
    model = Crf.train(SENTENCES, TAGGED)
    every = model.best(SENTENCES[2], 1000)
    assert len(every) == 34  # of 81: `I-x` only after `B-x` or `I-x`
    assert sum(np.exp(score) for score, _ in every) == pytest.approx(1.0)


def test_it_learns_what_it_was_shown():
    model = Crf.train(SENTENCES, TAGGED, decay=0.1)
    assert [model.best(sentence)[0][1] for sentence in SENTENCES] == TAGGED
    assert model.best([]) == [(0.0, [])]
    assert len(model.best([["never seen"]])[0][1]) == 1
