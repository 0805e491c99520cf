"""Options are of one kind, one of them is right, and letters are right equally often."""

import re
from collections import Counter

import pytest

from goldsmith.core.types import Asset, Note, Sample
from goldsmith.generate.count_boxes import CountBoxes
from goldsmith.generate.exists_boxes import ExistsBoxes
from goldsmith.generate.multiple_choice import MultipleChoice
from goldsmith.generate.table_questions import TableQuestions
from zoo import dialog, picture

TABLE = "city,people,height (m)\nRome,2.8,21\nBonn,0.3,60\nOslo,0.7,23\nLima,9.9,154\nCork,0.2,9"
CHART = picture(Note(id="t", kind="table", text=TABLE)).but(kind="chart")


def question(name, text, right, task="value-lookup", asset=CHART):
    sample = dialog(name, text, right, asset, task=task)
    return sample.but(turns=(sample.turns[0], sample.turns[1].but(gold=(right,))))


def options_of(made):
    return dict(re.findall(r"(?m)^\(?([A-H])[.)] (.*)$", made.turns[0].text))


@pytest.mark.parametrize("options", [2, 3, 4, 5])
def test_every_letter_is_right_exactly_equally_often_over_all_rotations(options):
    samples = [question(f"q{place}", "Which is it?", name) for place, name in enumerate(("Rome", "Bonn", "Lima"))]
    made = [one for sample in samples for one in MultipleChoice(rotate="all", options=options).make(sample)]
    assert Counter(one.turns[1].text for one in made) == dict.fromkeys("ABCDE"[:options], 3)
    rights = Counter(options_of(one)[one.turns[1].text] for one in made)
    assert rights == {"Rome": options, "Bonn": options, "Lima": options}


def test_one_place_each_is_balanced_within_what_chance_allows():
    made = [one for place in range(160) for one in MultipleChoice().make(question(f"q{place}", "Which?", "Rome"))]
    counts = Counter(one.tags["letter"] for one in made)
    assert set(counts) == set("ABCD") and all(abs(count - 40) < 4 * (160 * 3) ** 0.5 / 4 for count in counts.values())
    assert all(one.turns[1].text == one.tags["letter"] for one in made)


@pytest.mark.parametrize(
    ("right", "kind", "allowed"),
    [
        ("Rome", "value-lookup", {"Rome", "Bonn", "Oslo", "Lima", "Cork"}),
        ("0.7", "value-lookup", {"2.8", "0.3", "0.7", "9.9", "0.2"}),
        ("39", "difference", {"39", "2", "133", "12", "37", "94", "51", "131", "14", "145"}),
        ("3", "count", {str(count) for count in range(7)}),
    ],
)
def test_options_are_of_the_kind_of_the_answer(right, kind, allowed):
    for seed in range(8):
        (made,) = MultipleChoice(seed=seed).make(question("q", "Which is it?", right, kind))
        options = options_of(made)
        assert options[made.turns[1].text] == right
        assert len(set(options.values())) == 4 and set(options.values()) <= allowed


def test_a_count_may_stand_anywhere_among_its_neighbours():
    made = [
        options_of(one)
        for place in range(60)
        for one in MultipleChoice().make(question(f"q{place}", "How many?", "5", "count"))
    ]
    assert {sorted(options.values()).index("5") for options in made} == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("text", "right", "task"),
    [
        ("Is it so?", "yes", "existence"),
        ("Rising?", "rising", "trend"),
        ("What is it?", "Paris", "value-lookup"),
        ("Which is higher, Rome or Bonn?", "Rome", "comparison"),
    ],
)
def test_what_has_no_options_of_its_kind_is_left_alone(text, right, task):
    assert not list(MultipleChoice().make(question("q", text, right, task)))


def test_two_options_may_be_those_of_the_question():
    (made,) = MultipleChoice(options=2).make(question("q", "Which is higher, Oslo or Bonn?", "Bonn", "comparison"))
    assert set(options_of(made).values()) == {"Oslo", "Bonn"}


def test_equal_numbers_are_not_two_options():
    asset = picture(Note(id="t", kind="table", text="a,x\nb,4\nc,4.0\nd,5\ne,6"))
    for made in MultipleChoice(options=3, rotate="all").make(question("q", "What?", "4", asset=asset)):
        assert set(options_of(made).values()) == {"4", "5", "6"}


def test_no_sentence_asks_for_another_form_than_a_letter():
    draft = Sample(id="d", assets=(CHART,), tags={"chart": "bar"})
    asked = [one for seed in (1, 2) for one in TableQuestions(forms=("prose",), per_sample=40, seed=seed).make(draft)]
    made = [one for sample in asked for one in MultipleChoice().make(sample)]
    assert {one.tags["language"] for one in made} == {"en", "es"}
    for one in made:
        assert not re.search("sentence|phrase|oración|frase", one.turns[0].text)
        assert re.search("letter|letra", one.turns[0].text)
        assert set(one.turns[1].evidence) >= {"t"}


def test_counts_from_boxes_get_options_and_yes_and_no_do_not():
    notes = tuple(Note(id=f"b{place}", kind="box", text="dog", box=(0, 0, 1, 1)) for place in range(2))
    sample = Sample(id="s", assets=(Asset.absent("s", kind="image", notes=notes),))
    (counted,) = CountBoxes(style="short").make(sample)
    (made,) = MultipleChoice().make(counted)
    assert options_of(made)[made.turns[1].text] == "2"
    assert not any(list(MultipleChoice(options=2).make(one)) for one in ExistsBoxes().make(sample))
