"""Questions that nothing noted can answer."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Asset, Note, Turn
from zoo import dialog, picture

NAME = "ungrounded-questions"
PARK = picture(Note(id="c", kind="caption", text="A man in a park."), Note(id="b", kind="box", text="person"))


def found(question, *assets, answer="Yes.", check=NAME, **tags):
    return list(Check.build(check).find(dialog("x", question, answer, *(assets or (PARK,)), **tags)))


def test_the_planted_set():
    for measured in measure(NAME, planted_sets([NAME])[NAME]):
        assert measured.precision.value == 1 and (measured.recall.value or 0) > 0.85, measured


def test_a_finding_has_its_place_and_says_how_sure_it_is():
    question = "It is sunny. What is the man's name? Why might he be here?"
    (one,) = found(question)
    assert question[one.where.start : one.where.end] == "what is the man's name".capitalize()
    assert (one.severity, one.where.turn, one.evidence["sure"]) == ("minor", 0, 0.85)


def test_captions_alone_do_not_show_everything():
    (one,) = found("What colour is the cat?", picture(Note(id="c", kind="caption", text="A man in a park.")))
    assert one.severity == "note" and one.evidence["sure"] < 0.7


def test_an_answer_that_cites_a_note_has_ground():
    sample = dialog("x", "What is the man's name?", "Bob.", PARK)
    cited = sample.but(turns=(sample.turns[0], sample.turns[1].but(evidence=("c",))))
    lost = sample.but(turns=(sample.turns[0], sample.turns[1].but(evidence=("z",))))
    check = Check.build(NAME)
    assert [len(list(check.find(one))) for one in (sample, cited, lost)] == [1, 0, 1]


@pytest.mark.parametrize("answer", ["The picture does not show it.", "That cannot be told.", "There is no name."])
def test_an_answer_that_says_so_is_fair(answer):
    assert found("What is the man's name?", answer=answer) == []


def test_what_cannot_be_looked_at_is_not_run():
    assert [one.severity for one in found("What is it?", picture())] == ["not run"]
    assert [one.severity for one in found("Mikä tämä on?", language="fi")] == ["not run"]
    huge = picture(Note(id="o", kind="ocr", text="a " * 150_000))
    assert [one.severity for one in found("What is it?", huge)] == ["not run"]


def test_texts_without_media_are_left_alone():
    assert list(Check.build(NAME).find(dialog("x", "What is the man's name?", "Bob."))) == []


def test_a_clip_knows_what_happens_later_but_not_after_its_end():
    clip = Asset.absent("v", kind="video", seconds=20.0, notes=(Note(id="c", kind="caption", text="A ball rolls."),))
    assert found("What happens after that?", clip) == []
    (one,) = found("What happens at 0:45?", clip)
    assert "after the end" in one.message


def test_every_question_of_a_dialog_is_looked_at():
    sample = dialog("x", "What is he doing?", "He stands.", PARK)
    more = (Turn.said("user", "What is his phone number?"), Turn.said("assistant", "555."))
    (one,) = Check.build(NAME).find(sample.but(turns=(*sample.turns, *more)))
    assert one.where.turn == 2
