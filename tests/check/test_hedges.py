"""Hedges in nine languages, and when they are right."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.hedges import _words
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Note, Turn
from zoo import dialog, picture

CASES = planted_sets(["hedges"])["hedges"]


def found(question, answer, *assets, language="en", **settings):
    tags = {"language": language, "task": "conversation"}
    return list(Check.build({"hedges": settings}).find(dialog("x", question, answer, *assets, **tags)))


def test_planted_hedges_are_found_and_near_misses_left_alone():
    measured = measure("hedges", CASES)
    assert [one.language for one in measured] == sorted(_words())
    for one in measured:
        assert one.faults >= 10 and one.precision.value >= 0.95 and one.recall.value >= 0.95
        assert one.faults >= 30 or one.language not in ("en", "es")


@pytest.mark.parametrize(
    ("question", "severities"),
    [("What is it?", ["minor"]), ("Describe it.", ["note"]), ("What might it be?", []), ("Why is it here?", [])],
)
def test_what_was_asked_tells_how_grave_a_hedge_is(question, severities):
    assert [one.severity for one in found(question, "It is possibly a dog.")] == severities


def test_every_hedge_has_its_place():
    answer = "¡Ñ! Perhaps a dog, maybe a cat."
    assert [answer[one.where.start : one.where.end] for one in found("What is it?", answer)] == ["Perhaps", "maybe"]


def test_only_some_tasks_and_weak_words_on_request():
    answer = "It appears to be a dog, perhaps."
    assert found("What is it?", answer, tasks=["reasoning"]) == []
    assert len(found("What is it?", answer, tasks=["conversation"])) == 1
    assert len(found("What is it?", answer, weak=True)) == 2


def test_the_right_answer_may_hedge():
    sample = dialog("x", "What is it?", "-")
    answer = Turn.said("assistant", "I cannot tell.", gold=("cannot tell|unclear",))
    assert list(Check.build("hedges").find(sample.but(turns=(sample.turns[0], answer)))) == []


def test_evidence_that_hedges_makes_it_right():
    unsure = picture(Note(id="c", kind="caption", text="Vielleicht ein Hund."))
    assert found("What is it?", "It may be a dog.", unsure) == []
    assert len(found("What is it?", "It may be a dog.", picture(Note(id="o", kind="ocr", text="Maybe")))) == 1


def test_another_language_is_not_run():
    assert [one.severity for one in found("Wat is dit?", "Misschien een hond.", language="nl")] == ["not run"]
