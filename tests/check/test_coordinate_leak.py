"""Boxes as four numbers, and lists of four numbers that are none."""

import pytest

from goldsmith.check.check import Check
from goldsmith.core.types import Note
from zoo import dialog, picture

CHART = picture(Note(id="t", kind="table", text="city,share,visitors\nA,0.25,41\nB,0.31,48\nC,0.24,52\nD,0.20,60"))
LEAKS = [
    "It is at [0.37, 0.58, 0.50, 0.71].",
    "The dog (0.369,0.22,0.492,0.317) sleeps.",
    "Its place is 0.37, 0.58, 0.50, 0.71 in the picture.",
    "The cat is in the region [ 120, 45, 380, 290 ].",
    "box (12.5, 40, 96.25, 310)",
]
INNOCENT = [
    "The values are 1, 2, 3 and 4.",
    "The sequence (1, 2, 3, 4) goes on.",
    "The visitors were (41, 48, 52, 60).",
    "The shares are [0.25, 0.31, 0.24, 0.20].",
    "The shares: 0.25, 0.31, 0.24, 0.20",
    "The point (3, 4) and the triple (10, 20, 30).",
    "The matrix row [-3, 40, 2, 7] and [3, 40, -2, 7]",
    "Version [1.2.3.4], range (10-20, 30-40)",
]


def found(text, **tags):
    return list(Check.build("coordinate-leak").find(dialog("x", "Where?", text, CHART, **tags)))


@pytest.mark.parametrize("text", LEAKS)
def test_leaks(text):
    (one,) = found(text)
    assert one.severity == "major" and text[one.where.start : one.where.end].count(",") == 3


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent(text):
    assert found(text) == []


def test_in_questions_too_but_not_where_they_are_the_task():
    sample = dialog("x", "What is at [0.37, 0.58, 0.50, 0.71]?", "A dog.")
    assert [one.where.turn for one in Check.build("coordinate-leak").find(sample)] == [0]
    assert found("[0.37, 0.58, 0.50, 0.71]", task="grounding") == []
