"""Questions from boxes: right, balanced, unambiguous."""

from collections import Counter

from goldsmith.core.types import Asset, Note, Sample
from goldsmith.generate.count_boxes import CountBoxes
from goldsmith.generate.exists_boxes import ExistsBoxes
from goldsmith.generate.multiple_choice import MultipleChoice
from goldsmith.generate.position_boxes import PositionBoxes
from zoo import picture


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


def test_absent_objects_are_absent():
    for made in ExistsBoxes(categories=("dog", "cat", "zebra"), style="full").make(TWO):
        present = made.turns[1].origin.settings["category"] in ("dog", "cat", "cup")
        assert (made.turns[1].gold == ("yes",)) is present


def test_positions_are_clear():
    made = list(PositionBoxes(style="short", per_sample=20).make(TWO))
    assert made
    for one in made:
        question, answer = one.turns[0].text, one.turns[1].text
        assert "cup on" not in question
        if "dog" in question and "relation" not in question and "side of" not in question and "of the" not in question:
            assert answer in ("left", "top")


def test_every_letter_is_right_equally_often():
    notes = tuple(Note(id=f"v{place}", kind="value", text=f"{name}: {place}") for place, name in enumerate("wxyz"))
    from zoo import dialog

    sample = dialog("m", "Which?", "w", picture(*notes))
    sample = sample.but(turns=(sample.turns[0], sample.turns[1].but(gold=("w",))))
    made = list(MultipleChoice(rotate="all").make(sample))
    assert Counter(one.turns[1].text for one in made) == Counter("ABCD")
    for one in made:
        assert f"{one.turns[1].text}. w" in one.turns[0].text


def test_yes_and_no_get_no_options():
    for made in ExistsBoxes(style="short").make(TWO):
        assert not list(MultipleChoice(options=2).make(made))


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
