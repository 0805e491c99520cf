"""Boxes as four numbers, and lists of four numbers that are none."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Note
from zoo import dialog, picture

CHART = picture(Note(id="t", kind="table", text="city,share,visitors\nA,0.25,41\nB,0.31,48\nC,0.24,52\nD,0.20,60"))
CASES = planted_sets(["coordinate-leak"])["coordinate-leak"]


def found(text, **tags):
    return list(Check.build("coordinate-leak").find(dialog("x", "Where?", text, CHART, **tags)))


@pytest.mark.parametrize("text", [case.answer for case in CASES if case.fault])
def test_leaks(text):
    (one,) = found(text)
    assert one.severity == "major" and text[one.where.start : one.where.end].count(",") == 3


@pytest.mark.parametrize("text", [case.answer for case in CASES if not case.fault])
def test_innocent(text):
    assert found(text) == []


def test_in_questions_too_but_not_where_they_are_the_task():
    sample = dialog("x", "What is at [0.37, 0.58, 0.50, 0.71]?", "A dog.")
    assert [one.where.turn for one in Check.build("coordinate-leak").find(sample)] == [0]
    assert found("[0.37, 0.58, 0.50, 0.71]", task="grounding") == []
