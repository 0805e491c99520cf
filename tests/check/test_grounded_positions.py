"""Positions in texts, and against boxes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.check import Check
from goldsmith.check.evidence.box_relations import RELATIONS, at_side, between
from goldsmith.check.evidence.position_questions import answered
from goldsmith.check.evidence.positions import positions
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.generate.generator import Generator
from zoo import dialog

CASES = planted_sets(["grounded-positions"])["grounded-positions"]


def told(text, language="en"):
    return [(one.subjects, one.relation, one.sides, one.others) for one in positions(text, (language,))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dog is in the upper left corner.", [(("dog",), "", ("left", "top"), ())]),
        ("To the left of the car is a dog.", [(("dog",), "left", (), ("car",))]),
        ("A vase between the clock and the book", [(("vase",), "between", (), ("clock", "book"))]),
        ("A man with a cup, the dog on his left", []),
        ("The dog sits on the left side of the table.", []),
        ("The dog turns to the left.", []),
        ("A kite flies at the top of the picture.", [(("kite",), "", ("top",), ())]),
        ("In the middle of the road a dog sleeps.", []),
    ],
)
def test_what_is_said_of_places(text, expected):
    assert told(text) == expected


def test_spanish_places():
    assert told("El gato está encima de la mesa y el perro a la derecha de la imagen.", "es") == [
        (("dog",), "", ("right",), ()), (("cat",), "on", (), ("dining table",)),
    ]  # fmt: skip


def test_places_are_those_of_the_words():
    text = "¡Ñ! A dog is on the left side of the image."
    (one,) = positions(text, ("en",))
    assert text[one.start : one.end] == "on the left side of the image"


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Is the dog left or right of the car?", "Left.", [(("dog",), "left", (), ("car",))]),
        (
            "Is the clock above or below the person?",
            "It is below the person.",
            [(("clock",), "below", (), ("person",))],
        ),
        ("Is the cat at the top or at the bottom?", "At the top", [(("cat",), "", ("top",), ())]),
        ("Where is the cat that lies on the bench?", "On the left", [(("cat", "bench"), "", ("left",), ())]),
        ("Where is the cat?", "To the left of the tree.", []),
        ("Where is the cat?", "Not on the left.", []),
        ("Is the dog to the left of the car?", "Yes.", [(("dog",), "left", (), ("car",))]),
        ("Is the dog to the left of the car?", "No.", []),
        ("Is the dog left or right of the car?", "Yes.", []),
    ],
)
def test_what_is_said_with_the_help_of_the_question(question, answer, expected):
    found = answered(question, answer, ("en",))
    assert [(one.subjects, one.relation, one.sides, one.others) for one in found] == expected


def test_questions_made_from_boxes_are_answered_rightly_and_their_opposite_is_not():
    box = {"dog": (0.05, 0.1, 0.3, 0.3), "car": (0.6, 0.6, 0.95, 0.9)}
    notes = tuple(Note(id=name, kind="box", text=name, box=edges) for name, edges in box.items())
    draft = Sample(id="x", assets=(Asset.absent("x", kind="image", notes=notes),))
    check, other = (
        Check.build("grounded-positions"),
        {"left": "right", "right": "left", "above": "below", "below": "above"},
    )
    other |= {"top": "bottom", "bottom": "top"}
    made = list(Generator.build({"position-boxes": {"per_sample": 12, "languages": ["en"]}}).make(draft))
    assert len(made) >= 6
    for sample in made:
        assert list(check.find(sample)) == []
        wrong = re.sub(r"[a-z]+", lambda word: other.get(word[0], word[0]), sample.turns[1].text)
        assert list(check.find(sample.but(turns=(sample.turns[0], Turn.said("assistant", wrong))))) != []


EDGES = st.floats(0, 1)
BOXES = st.tuples(EDGES, EDGES, EDGES, EDGES).map(
    lambda edges: (min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3]))
)


@given(BOXES, BOXES)
def test_opposites_do_not_both_fail(one, other):
    for pair in (("left", "right"), ("above", "below")):
        assert any(RELATIONS[name](one, other, 0.15) for name in pair)
        assert RELATIONS[pair[0]](one, other, 0.15) == RELATIONS[pair[1]](other, one, 0.15)
    for pair in (("left", "right"), ("top", "bottom")):
        assert any(at_side(one, side, 0.15) for side in pair)
    assert RELATIONS["beside"](one, one, 0.15) and between(one, one, other, 0.15)


def test_planted_faults_are_found_and_near_misses_left_alone():
    for one in measure("grounded-positions", CASES):
        assert one.faults >= 30 and one.cases - one.faults >= 30
        assert one.precision.value >= 0.95 and one.recall.value >= 0.9


def found(answer, *assets, language="en"):
    return list(Check.build("grounded-positions").find(dialog("x", "Describe.", answer, *assets, language=language)))


def boxed(name="a", size=(200, 100), left=150.0):
    notes = (Note(id="b", kind="box", text="dog", box=(left, 20, left + 40, 90)),)
    return Asset.absent(name, kind="image", width=size[0], height=size[1], notes=notes)


def test_pixels_are_read_by_the_size_of_the_picture():
    assert len(found("A dog on the left.", boxed())) == 1
    assert found("A dog on the left.", boxed(size=(400, 100))) == []
    assert found("A dog on the left.", boxed(size=(None, None))) == []


def test_what_cannot_be_held_against_boxes_is_not_run():
    bare = Asset.absent("b", kind="image")
    assert [one.severity for one in found("A dog on the left.", bare)] == ["not run"]
    assert [one.severity for one in found("A dog on the left.", boxed(), boxed("c"))] == ["not run"]
    assert [one.severity for one in found("Ein Hund.", boxed(), language="de")] == ["not run"]
    assert found("A dog sleeps.", bare) == [] and found("A dog on the left.") == []


def test_a_crowd_may_be_anywhere():
    asset = boxed()
    crowd = asset.but(notes=(*asset.notes, Note(id="c", kind="crowd", text="dog", box=(0, 0, 100, 100))))
    assert found("A dog on the left.", crowd) == []
