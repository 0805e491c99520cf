"""Options that a question lists."""

import pytest

from goldsmith.core.listed_options import options_of, without_options


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("Is it A) red, B) dark red or C) blue?", {"A": "red", "B": "dark red or", "C": "blue"}),
        ("Which?\n(A) left\n(B) to the right", {"A": "left", "B": "to the right"}),
        ("Which?\r\nA.\u00a0left \r\nB.\u00a0right", {"A": "left", "B": "right"}),
        ("See plan B. It is big.", {}),
        ("", {}),
    ],
)
def test_options_by_letter(question, options):
    assert {letter: text.strip() for letter, text in options_of(question).items()} == options


def test_the_question_without_them():
    assert (
        without_options("Which way?\nA. left\nB. right\n\nReply with a letter.") == "Which way?\nReply with a letter."
    )
    assert without_options("A) left B) right") == "A) left B) right"


@pytest.mark.parametrize("unit", [" ", "\n", "A) ", "(", "A) x ", " \n", "B. ", "A)", "x ", "A. x\n", "\t,", "\u2003"])
def test_time_in_proportion(unit):
    question = f"A) x{(unit * 100_000)[:100_000]}y\nB) z"
    assert options_of(question)["B"] == "z"
    assert without_options(question)
