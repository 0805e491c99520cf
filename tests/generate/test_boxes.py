"""Questions from boxes: right, balanced, unambiguous."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from goldsmith.core.types import Asset, Note, Sample
from goldsmith.generate.absent_objects import Habits
from goldsmith.generate.boxed import BoxQuestions
from goldsmith.generate.count_boxes import CountBoxes
from goldsmith.generate.exists_boxes import ExistsBoxes
from goldsmith.generate.position_boxes import PositionBoxes


def draft(name, *boxes):
    notes = tuple(Note(id=f"b{place}", kind="box", text=text, box=box) for place, (text, box) in enumerate(boxes))
    return Sample(id=name, assets=(Asset.absent(name, kind="image", notes=notes),))


TWO = draft("two", ("dog", (0.0, 0.0, 0.2, 0.2)), ("cat", (0.7, 0.7, 1.0, 1.0)), ("cup", (0.4, 0.4, 0.6, 0.6)))


def test_counts():
    sample = draft("c", *[("apple", (0.0, 0.0, 0.1, 0.1))] * 3)
    (made,) = CountBoxes(style="full").make(sample)
    assert made.turns[1].gold == ("3|three",) and "3 apples" in made.turns[1].text
    assert made.turns[1].evidence == ("b0", "b1", "b2")


def test_existence_is_balanced():
    answers = Counter()
    for number in range(200):
        answers.update(made.turns[1].gold[0] for made in ExistsBoxes().make(draft(f"s{number}", ("dog", (0, 0, 1, 1)))))
    assert answers["yes"] == answers["no"]


WORLD = [
    draft(f"w{place}", *((name, (0.0, 0.0, 1.0, 1.0)) for name in names.split()))
    for place, names in enumerate(
        ["fork knife spoon", "fork knife", "fork knife cup", "fork cup", "car bus", "car", "cup", "car fork"]
    )
]


def negatives(sample, **settings):
    generator = ExistsBoxes(style="short", per_sample=99, **settings).fitted(WORLD)
    made = [one.turns[1].origin.settings for one in generator.make(sample)]
    return [told["category"] for told in sorted(made, key=str) if not told["present"]]


def test_habits_are_what_a_count_by_hand_gives():
    habits = Habits.of(WORLD)
    assert habits.categories == ("fork", "car", "cup", "knife", "bus", "spoon")
    assert habits.together["fork"] == ("knife", "cup", "car", "spoon")
    for name, others in habits.together.items():
        counts = [sum({name, other} <= {note.text for note in one.notes()} for one in WORLD) for other in others]
        assert all(more >= fewer > 0 for more, fewer in pairwise(counts))


def test_popular_absent_objects_are_the_most_frequent_ones():
    assert negatives(draft("x", ("fork", (0, 0, 1, 1))), negatives="popular") == ["car"]
    assert set(negatives(WORLD[4], negatives="popular")) == {"fork", "cup"}


def test_adversarial_absent_objects_are_those_most_often_met_with_the_present_ones():
    assert negatives(draft("x", ("spoon", (0, 0, 1, 1))), negatives="adversarial") == ["fork"]
    assert negatives(draft("y", ("fork", (0, 0, 1, 1))), negatives="adversarial") == ["knife"]
    assert "knife" in negatives(WORLD[3], negatives="adversarial")


@pytest.mark.parametrize("way", ["random", "popular", "adversarial", "mixed"])
def test_every_way_is_balanced_and_names_only_what_is_absent(way):
    answers = Counter()
    generator = ExistsBoxes(negatives=way, languages=("en", "es")).fitted(WORLD)
    for sample in WORLD:
        here = {note.text for note in sample.notes()}
        for one in generator.make(sample):
            told = one.turns[1].origin.settings
            assert (told["category"] in here) is told["present"]
            answers[told["present"]] += 1
    assert answers[True] == answers[False] > 0


def test_a_given_list_of_categories_is_not_counted_anew():
    generator = ExistsBoxes(categories=("a",))
    assert generator.fitted(iter(())) is generator
    assert PositionBoxes().fitted(WORLD).categories[0] == "fork"


def test_zero_counts_come_at_their_share():
    generator = CountBoxes(zeros=0.25, style="full").fitted(WORLD)
    golds = Counter()
    for number in range(300):
        for one in generator.make(draft(f"z{number}", ("car", (0, 0, 1, 1)), ("cup", (0, 0, 1, 1)))):
            golds[one.turns[1].gold[0].partition("|")[0]] += 1
            assert ("no " in one.turns[1].text.lower() or "zero" in one.turns[1].text) is (
                one.turns[1].gold[0][0] == "0"
            )
            assert bool(one.turns[1].evidence) is (one.turns[1].gold[0][0] != "0")
    assert golds["0"] / golds.total() == pytest.approx(0.25, abs=0.04)
    assert not any(one.turns[1].gold[0][0] == "0" for one in CountBoxes(zeros=0.0).fitted(WORLD).make(WORLD[5]))


def test_crowds_are_neither_counted_nor_called_absent():
    sample = draft("c", ("person", (0, 0, 1, 1)), ("dog", (0, 0, 1, 1)))
    crowd = Note(id="crowd", kind="crowd", text="person")
    sample = sample.but(assets=(sample.assets[0].but(notes=(*sample.assets[0].notes, crowd)),))
    counted = {one.turns[1].origin.settings["category"] for one in CountBoxes().make(sample)}
    assert counted == {"dog"}


def test_questions_about_boxes_have_their_settings_from_one_place():
    for kind in (CountBoxes, ExistsBoxes, PositionBoxes):
        assert issubclass(kind, BoxQuestions)
        assert not set(kind.__annotations__) & set(BoxQuestions.model_fields)


def test_absent_objects_are_absent():
    for made in ExistsBoxes(categories=("dog", "cat", "zebra"), style="full").make(TWO):
        present = made.turns[1].origin.settings["category"] in ("dog", "cat", "cup")
        assert (made.turns[1].gold == ("yes",)) is present


def asked_of(sample, **settings):
    return {one.turns[0].text: one.turns[1].text for one in PositionBoxes(per_sample=99, **settings).make(sample)}


def test_positions_are_clear():
    said = asked_of(TWO, style="short")
    assert len(said) == 4 + 12  # dog and cat on two axes, all ordered pairs on two axes
    for question, answer in said.items():
        assert not re.search(r"cup (is |appear )?(on|at) the", question)
        pair = re.findall("dog|cat|cup", question)
        ends = (
            ("left", "right")
            if "left" in question
            else ("above", "below")
            if "above" in question
            else ("top", "bottom")
        )
        order = ("dog", "cup", "cat") if len(pair) == 2 else ("dog", "cat")
        first = order.index(pair[0]) < order.index(pair[1]) if len(pair) == 2 else pair[0] == "dog"
        assert answer == ends[not first], question


def test_objects_that_reach_to_each_others_centre_are_not_compared():
    near = draft("n", ("table", (0.0, 0.4, 0.9, 0.8)), ("cup", (0.65, 0.1, 0.75, 0.3)))
    assert all(
        "above" in question or "below" in question
        for question in asked_of(near)
        if "table" in question and "cup" in question
    )
    assert not any("left" in question for question in asked_of(near) if "table" in question)


def test_pixels_of_a_picture_of_unknown_size_say_nothing():
    assert not list(PositionBoxes().make(draft("p", ("dog", (10.0, 10.0, 40.0, 40.0)))))


def test_what_a_caption_mentions_is_not_called_absent():
    sample = draft("k", ("dog", (0, 0, 1, 1)))
    asset = sample.assets[0].but(
        notes=(*sample.assets[0].notes, Note(id="c", kind="caption", text="A dog and zebras."))
    )
    asked = [
        one.turns[1].origin.settings["category"]
        for one in ExistsBoxes(categories=("zebra",)).make(sample.but(assets=(asset,)))
    ]
    assert "zebra" not in asked


def test_spanish_contracts():
    texts = [
        turn.text
        for one in PositionBoxes(languages=("es",), per_sample=20, style="full").make(TWO)
        for turn in one.turns
    ]
    assert texts and not any(" a el " in text or " de el " in text for text in texts)
