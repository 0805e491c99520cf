"""Quotations from pictures and clips against what their notes hold."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.evidence.claimed_quotes import claimed_quotes
from goldsmith.check.evidence.shown_text import ShownText
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Note
from zoo import dialog, picture

SIGN = picture(Note(id="o1", kind="ocr", text="NO PARKING"), Note(id="o2", kind="ocr", text="Tow-away zone"))


def found(asset, answer, question="?", **tags):
    return list(Check.build("grounded-quotes").find(dialog("x", question, answer, asset, **tags)))


def test_the_planted_set():
    for measured in measure("grounded-quotes", planted_sets(["grounded-quotes"])["grounded-quotes"]):
        assert measured.precision.value == 1 and (measured.recall.value or 0) > 0.9, measured


def test_what_is_nearly_there_is_a_note_with_the_right_text():
    (one,) = found(SIGN, 'The sign says "No barking".')
    assert (one.severity, one.suggestion) == ("note", "NO PARKING")


def test_another_text_is_found_with_its_place():
    answer = 'The sign says "Free parking".'
    (one,) = found(SIGN, answer)
    assert one.severity == "minor" and answer[one.where.start : one.where.end] == "Free parking"


def test_quotations_listed_are_introduced_together():
    answer = 'The text in the picture reads "No parking", "Tow-away zone" and "Taxis only".'
    (one,) = found(SIGN, answer)
    assert answer[one.where.start : one.where.end] == "Taxis only"


def test_without_notes_of_text_it_is_not_run():
    (one,) = found(picture(), 'The sign says "Stop" and a label reads "Go".')
    assert one.severity == "not run"
    assert found(picture(), "It is a dog.") == []


def test_captions_alone_confirm_but_do_not_refute():
    asset = picture(Note(id="c", kind="caption", text="A cap that says Rangers."))
    assert found(asset, 'The cap says "Rangers".') == []
    assert [one.severity for one in found(asset, 'The cap says "Tigers".')] == ["note"]


def test_an_unknown_language_is_not_run():
    (one,) = found(SIGN, 'Kilt "Stop".', language="fi")
    assert one.severity == "not run"


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("Tow away  zone", True),
        ("towaway zone", True),
        ("N0 PARKlNG", True),
        ("no ... zone", True),
        ("parking no", True),
        ("park", False),
        ("No parking 24h", False),
        ("...", False),
        ("", False),
    ],
)
def test_words_are_looked_up_as_they_are_read(said, held):
    assert ShownText(("NO PARKING", "Tow-away zone")).holds(said) is held


def test_two_numbers_are_never_taken_for_each_other():
    shown = ShownText(("Open 10 to 15",))
    assert shown.holds("open lO to I5") and not shown.holds("open 16 to 15")
    assert not shown.differs_by_letters("open 10 to 16")


def test_how_a_quotation_is_introduced():
    text = "The row labelled 'A b' and a voice: she says \"Hi there\". The sign says STOP AHEAD."
    assert [(one.text, one.how) for one in claimed_quotes(text, ("en",))] == [
        ("A b", "cell"),
        ("Hi there", "spoken"),
        ("STOP AHEAD", "written"),
    ]
