"""Attributes of objects in texts, and against what captions say."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.evidence.attributes import described, near
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Note
from zoo import dialog, picture

CASES = planted_sets(["grounded-attributes"])["grounded-attributes"]


def told(text, *languages):
    return [(one.thing, one.value) for one in described(text, languages or ("en",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man in a red t-shirt.", [("shirt", "red")]),
        ("a large black and white horse", [("horse", "white"), ("horse", "black"), ("horse", "large")]),
        ("A black-and-white cat", [("cat", "white"), ("cat", "black")]),
        ("The man in the car is old.", [("person", "old")]),
        ("A man holding a cup is old.", []),
        ("The dog in the image is black.", [("dog", "black")]),
        ("A red dog bowl", [("bowl", "red")]),
        ("The color of the car is blue.", [("car", "blue")]),
        ("No red car, not a white dog", []),
        ("He drinks red wine from a glass", []),
        ("A vase sitting on a table", []),
        ("A cat sitting on a table", [("cat", "sitting")]),
        ("Is the car red?", [("car", "red")]),
    ],
)
def test_what_is_said_of_objects(text, expected):
    assert told(text) == expected


def test_spanish_adjectives_follow_in_any_form():
    found = told("Las camisas rojas y una mesa de madera; el gran perro es negro.", "es")
    assert found == [("shirt", "red"), ("dining table", "wood"), ("dog", "large"), ("dog", "black")]


def test_places_are_those_of_the_words():
    text = "¡Ñ! A wooden bench"
    assert [text[one.start : one.end] for one in described(text, ("en",))] == ["wooden"]


def test_near_values_are_symmetric():
    assert near("brown", "tan") and near("tan", "brown") and near("red", "red") and not near("red", "blue")


def test_planted_faults_are_found_and_near_misses_left_alone():
    for one in measure("grounded-attributes", CASES):
        assert one.faults >= 30 and one.cases - one.faults >= 30
        assert one.precision.value >= 0.97 and one.recall.value >= 0.9


def test_attributes_without_evidence_are_noted_where_wanted():
    shown = picture(Note(id="c", kind="caption", text="A small dog on a red sofa."))
    sample = dialog("x", "Describe.", "A brown dog lies on a sofa.", shown)
    assert list(Check.build("grounded-attributes").find(sample)) == []
    (one,) = Check.build({"grounded-attributes": {"unsupported": True}}).find(sample)
    assert (one.severity, one.where.start, one.where.end) == ("note", 2, 7)


def test_what_people_wear_is_left_alone_where_there_are_several():
    note = Note(id="c", kind="caption", text="A man in a red shirt.")
    person = Note(id="b1", kind="box", text="person", box=(0, 0, 5, 5))
    one, two = picture(note, person), picture(note, person, person.but(id="b2"))
    check = Check.build("grounded-attributes")
    assert len(list(check.find(dialog("x", "Describe.", "He wears a blue shirt.", one)))) == 1
    assert list(check.find(dialog("x", "Describe.", "He wears a blue shirt.", two))) == []


@pytest.mark.parametrize("answer", ["A ſmall car.", "A whıte car.", "A İvory car.", "A blacK car.", "A ﬁne red car."])
def test_odd_letters_are_read_or_left_alone(answer):
    shown = picture(Note(id="c", kind="caption", text="A ſmall red car."))
    check = Check.build("grounded-attributes")
    assert all(one.severity == "minor" for one in check.find(dialog("x", "Describe.", answer, shown)))


def test_a_language_without_words_here_is_not_run():
    shown = picture(Note(id="c", kind="caption", text="A red car."))
    (one,) = Check.build("grounded-attributes").find(dialog("x", "Was?", "Ein blaues Auto.", shown, language="de"))
    assert one.severity == "not run"
