"""Questions that hold their answer, and reasoning questions that tell what is to be seen."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Note
from zoo import dialog, picture

SEEN = picture(*(Note(id=name, kind="box", text=name, box=(0, 0, 1, 1)) for name in ("dog", "bench", "car")))


def found(question, answer, *assets, **settings):
    check = Check.build({"question-give-away": settings})
    return list(check.find(dialog("x", question, answer, *assets, task="reasoning")))


def test_planted_questions_are_found_and_near_misses_left_alone():
    for one in measure("question-give-away", planted_sets(["question-give-away"])["question-give-away"]):
        assert one.faults >= 10 and one.precision.value >= 0.97 and one.recall.value >= 0.97


def test_how_many_objects_may_be_named_is_a_setting():
    question = "Why is the dog on the bench?"
    (one,) = found(question, "It is tired.", SEEN)
    assert question[one.where.start : one.where.end] == "dog on the bench" and one.where.turn == 0
    assert found(question, "It is tired.", SEEN, most=2) == []
    assert found(question, "It is tired.", SEEN, tasks=["conversation"]) == []


@pytest.mark.parametrize("question", ["What colour is the red car?", "What colour is the RED car?"])
def test_the_answer_in_the_question_is_shown(question):
    (one,) = found(question, "Red.", SEEN)
    assert question[one.where.start : one.where.end].lower() == "red"


def test_without_media_the_question_is_all_there_is():
    assert found("What colour is the red car?", "Red.") == []
