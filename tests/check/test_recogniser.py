"""Names recognised and linked jointly."""

import pytest

from goldsmith.check.entities.experiment import gain, trial
from goldsmith.check.entities.gazetteer import Gazetteer
from goldsmith.check.entities.hypotheses import FEATURES, Linker
from goldsmith.check.entities.mentions import Mention
from goldsmith.check.entities.noisy_queries import made_entries, made_queries
from goldsmith.check.entities.recogniser import trained
from goldsmith.check.entities.reranker import Reranker
from goldsmith.check.entities.scores import quality, scores
from goldsmith.check.entities.tagger import Reading

ENTRIES = made_entries(60, seed=1)
GAZETTEER = Gazetteer(ENTRIES)
LISTED = {entry.id for entry in ENTRIES}


def test_scores_of_spans_and_links():
    right = (Mention(0, 4, "song", "a"), Mention(8, 12, "person", None))
    assert scores([(right, right)]) == (1.0, 1.0) and scores([((), ())]) == (1.0, 1.0)
    other = (Mention(0, 4, "song", "b"), Mention(8, 12, "person", None))
    assert scores([(right, other)]) == (1.0, 0.0) and quality(right, other) == 1.0
    assert scores([(right, right[:1])]) == (pytest.approx(2 / 3), 1.0)


def test_requests_mark_the_names_they_hold():
    names = {entry.id: entry.name for entry in ENTRIES}
    for query in made_queries(ENTRIES, LISTED, 50, 0.0, "x"):
        for one in query.mentions:
            assert query.text[one.start : one.end] == names[one.entity]
    assert made_queries(ENTRIES, LISTED, 50, 0.2, "x") == made_queries(ENTRIES, LISTED, 50, 0.2, "x")
    assert {one.entity for query in made_queries(ENTRIES, set(), 20, 0.2, "x") for one in query.mentions} == {None}


def test_noise_changes_letters_at_its_rate():
    plain, noisy = (made_queries(ENTRIES, LISTED, 1, noise, "x")[0].text for noise in (0.0, 1.0))
    assert len(noisy.split()) == len(plain.split())
    assert not set(zip(plain.split(), noisy.split(), strict=True)) & {
        (word, word) for word in plain.split() if len(word) > 1
    }


def test_hypotheses_link_every_mention_or_leave_it():
    song = next(entry for entry in ENTRIES if entry.type == "song")
    text = f"play {song.name}"
    there = (Mention(5, len(text), "song"),)
    found = Linker(GAZETTEER).hypotheses(text, [Reading(there, -0.1), Reading((), -3.0)])
    assert found[0].mentions[0].entity == song.id
    assert {one.mentions[0].entity for one in found if one.mentions} >= {song.id, None}
    facts = dict(zip(FEATURES, found[0].features, strict=True))
    assert facts["least_edit"] == facts["mean_type_agrees"] == 1.0 and facts["sum_unlinked"] == 0.0
    assert found[-1].mentions == () and found[-1].features[:2] == (-3.0, pytest.approx(2.9))


def test_the_scorer_learns_which_feature_tells():
    texts = [[(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)], [(0.0, 1.0), (1.0, 1.0)]] * 10
    right = [[True, False, False], [False, True]] * 10
    scorer = Reranker.train(texts, right, decay=0.01)
    for text, good in zip(texts, right, strict=True):
        chances = scorer.probabilities(text)
        assert chances.sum() == pytest.approx(1.0)
        assert chances.argmax() == good.index(True)


def test_names_are_read_and_linked():
    learned = made_queries(ENTRIES, LISTED, 60, 0.05, "learned")
    (joint,) = trained(learned, GAZETTEER, (4,))
    person = next(entry for entry in ENTRIES if entry.type == "person")
    found = joint.read(f"call {person.name}")
    assert found.mentions == (Mention(5, 5 + len(person.name), "person", person.id),)
    assert 0.5 < found.probability <= 1
    assert joint.read("").mentions == ()


@pytest.mark.slow
def test_joint_is_better_than_a_pipeline_where_names_are_misheard():
    trials = [trial(0.1, seed, entries=200, examples=120) for seed in range(5)]
    for of in ("span", "link"):
        assert gain(trials, of).low > 0
    for one in trials:
        assert one.oracle.span >= one.joint.span and one.oracle.link >= one.joint.link
