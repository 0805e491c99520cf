"""What means the same in other words is found; what is worded alike is not taken for it."""

import sys

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.check.similar_meaning import SimilarMeaning
from zoo import dialog, picture

TALL, HEIGHT = "How many people live in Norway?", "What is the population of Norway?"


def asked(*questions):
    return [dialog(f"s{place}", question, "I see.") for place, question in enumerate(questions)]


def test_the_planted_set_is_mastered_as_far_as_it_is_said_to_be():
    rows = measure("similar-meaning", planted_sets(["similar-meaning"])["similar-meaning"])
    found, wrong, faults = (sum(getattr(row, name) for row in rows) for name in ("found", "wrong", "faults"))
    assert faults == 144 and found >= 18 and found / (found + wrong) >= 0.8
    assert not any(row.not_run for row in rows)


def test_a_twin_is_named_with_its_cosine_and_what_measured_it():
    (finding,) = SimilarMeaning().find_all(asked(TALL, "Cook me a soup.", HEIGHT))
    assert (finding.sample, finding.severity, finding.evidence["twin"]) == ("s2", "minor", "s0")
    assert finding.evidence["cosine"] > 0.8 and finding.evidence["embedder"].startswith("wordllama")


def test_what_is_worded_alike_is_compared_when_asked():
    samples = asked(TALL, TALL)
    assert list(SimilarMeaning().find_all(samples)) == []
    assert len(list(SimilarMeaning(wording=1).find_all(samples))) == 1
    assert len(list(SimilarMeaning(wording=1, embedder="char-ngrams").find_all(samples))) == 1


def test_the_same_question_about_another_picture_is_another():
    samples = [dialog("a", TALL, "5"), dialog("b", HEIGHT, "5", picture())]
    assert list(SimilarMeaning().find_all(samples)) == []
    assert len(list(SimilarMeaning(within="everywhere").find_all(samples))) == 1


@pytest.mark.parametrize("embedder", ["no such folder", {"url": "http://127.0.0.1:9/v1", "model": "m", "retries": 0}])
def test_without_vectors_it_has_not_run(embedder):
    (finding,) = Check.build({"similar-meaning": {"embedder": embedder}}).find_all(asked(TALL, HEIGHT))
    assert finding.severity == "not run" and finding.sample is None


def test_the_missing_extra_is_named(monkeypatch):
    from goldsmith.models.embed import embedder

    embedder.cache_clear()
    monkeypatch.setitem(sys.modules, "wordllama", None)
    (finding,) = SimilarMeaning().find_all(asked(TALL, HEIGHT))
    assert finding.severity == "not run" and "goldsmith[embeddings]" in finding.message


def test_texts_of_any_length_are_compared_by_their_start():
    samples = asked(TALL, "a" * 300_000, HEIGHT)
    assert [one.sample for one in SimilarMeaning().find_all(samples)] == ["s2"]
