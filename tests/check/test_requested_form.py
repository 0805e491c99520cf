"""Forms asked for in words: which turn is meant, what the tag adds, and which languages are understood."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.forms.asked_forms import asked_forms, delivers
from goldsmith.core.types import Sample, Turn
from zoo import dialog


def found(sample):
    return list(Check.build("requested-form").find(sample))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Answer in JSON or as a table.", ["json", "table"]),
        ("Answer in JSON, not in XML.", ["json"]),
        ("Réponds sous forme de tableau.", ["table"]),
        ("`Answer in JSON.` is a command; what does it mean?", []),
        ("The manual says to wait. What does the table show?", []),
    ],
)
def test_what_is_asked_for(question, asked):
    assert sorted(asked_forms(question)) == asked


@pytest.mark.parametrize(
    ("form", "answer", "has"),
    [
        ("json", 'Here: {"a": [1]} - enjoy', True),
        ("json", "{broken", False),
        ("xml", "Here: <a><b/></a>.", True),
        ("table", "<TABLE><tr><td>1</table>", True),
        ("table", "a | b", False),
        ("csv", "a,b\n1,2", True),
        ("numbered", "**1.** one", True),
        ("bullets", "-5 degrees", False),
    ],
)
def test_what_is_delivered(form, answer, has):
    assert delivers(form, answer) is has


def test_each_answer_is_held_against_its_own_question():
    said = [("user", "Answer in JSON."), ("assistant", "No."), ("user", "And in words?"), ("assistant", "Two.")]
    sample = Sample(id="x", turns=tuple(Turn.said(*one) for one in said))
    assert [one.where.turn for one in found(sample)] == [1]


def test_a_tag_that_says_otherwise_is_told():
    (one,) = found(dialog("x", "Answer in JSON.", "{}", format="prose"))
    assert one.severity == "note" and "'prose'" in one.message
    assert found(dialog("x", "Answer in JSON.", "No.", format="json")) == []


def test_a_language_not_understood_is_not_run():
    assert [one.severity for one in found(dialog("x", "用JSON回答", "好", language="zh"))] == ["not run"]
