"""Questions as they are put to an answerer, and which replies are right."""

import pytest

from goldsmith.check.answering.posed import Posed, posed
from goldsmith.core.types import Sample, Turn
from zoo import ZOO, dialog


def only(question, answer, gold=(), language="en"):
    turns = (Turn.said("user", question), Turn.said("assistant", answer, gold=gold))
    (found,) = posed(Sample(id="s", turns=turns, tags={"language": language}))
    return found


LISTED = "Which way does it roll?\nA. left\nB. right\nC. up\n\nReply with a letter."


@pytest.mark.parametrize("marks", ["{}. {}", "{}) {}", "({}) {}"])
def test_options_are_taken_out_of_the_question(marks):
    listed = "\n".join(marks.format(*one) for one in zip("ABC", ("left", "to the right", "up"), strict=True))
    found = only(f"Which way does it roll?\n{listed}", "B")
    assert found.text == "Which way does it roll?" and found.options == ("left", "to the right", "up")
    assert found.right == ("to the right",)


def test_options_in_one_line_and_words_around_them():
    assert only(LISTED, "B").text == "Which way does it roll?\nReply with a letter."
    assert only("See plan B. It is big. Who drew it?", "Ann").options == ()


@pytest.mark.parametrize("answer", ["B", "(B)", "B) right", "right", "Right."])
def test_the_right_option_is_told_by_letter_or_text(answer):
    found = only(LISTED, answer)
    assert found.right == ("right",) and found.is_right("right") and not found.is_right("left")
    assert found.is_read("left") and not found.is_read("I cannot tell")


def test_an_answer_that_is_no_option_cannot_be_held_against():
    assert "none of the options" in only(LISTED, "D")


@pytest.mark.parametrize(
    ("language", "answer", "options"),
    [("en", "Yes, it does.", ("yes", "no")), ("es", "No.", ("sí", "no")), ("ru", "да", ("да", "нет")), ("ja", "はい", ("はい", "いいえ"))],
)  # fmt: skip
def test_yes_and_no_are_options(language, answer, options):
    found = only("Does it stop?", answer, language=language)
    assert found.options == options and found.is_right(found.right[0])


@pytest.mark.parametrize(
    ("gold", "reply", "right"),
    [
        (("3|three",), "3", True), (("3|three",), "Three times.", True), (("3|three",), "3 or 4", False),
        (("3|three",), "13", False), (("red", "blue"), "red, then blue", True), (("red", "blue"), "red", False),
        (("New York",), "in new york city", True), (("New York",), "York, the new", False), (("3|three",), "", False),
        (("红色",), "红色", True), (("红色",), "蓝色", False), (("红色",), "是红色的", True), (("3",), "Three", True),
        (("3",), "thirteen", False), (("3",), "two or three", False), (("a dog",), "The dog.", True), (("dog",), "a cat", False),
        (("twenty-one",), "21", True), (("an A",), "A", False), (("café",), "Cafe", True),
    ],
)  # fmt: skip
def test_free_answers_state_what_is_right(gold, reply, right):
    assert only("What is it?", "See the gold.", gold).is_right(reply) is right


@pytest.mark.parametrize(
    ("language", "gold", "reply"),
    [("es", "3", "tres veces"), ("es", "un perro", "el perro"), ("fr", "le chat", "un chat"), ("de", "rot", "das Rot"),
     ("de", "21", "einundzwanzig"), ("it", "la palla", "una palla"), ("pt", "2", "duas"), ("ru", "зелёный", "Зеленый"),
     ("ja", "左", "左です")],
)  # fmt: skip
def test_articles_accents_and_number_words_make_no_difference(language, gold, reply):
    assert only("?", "x y z u v w", (gold,), language).is_right(reply)


def test_numbers_of_the_question_may_be_repeated():
    assert only("How often in the first 5 seconds?", "2").is_right("2 times in 5 seconds")


def test_long_answers_need_gold_values():
    assert "no gold value" in only("Why?", "Because it was thrown with all the force one has.")
    assert only("Why?", "Because it was thrown with all the force one has.", ("force",)).right == ("force",)


@pytest.mark.parametrize("unit", [" ", "\n", "A) ", "(", "A) x ", " \n", "B. ", "A)", "x ", "A. x\n", "\t,"])
def test_long_questions_take_time_in_proportion(unit):
    question = f"A) x{(unit * 30_000)[:30_000]}y\nB) z"
    assert isinstance(only(question, "x y z u v w", ("z",)), Posed | str)


def test_awkward_samples():
    for sample in ZOO:
        assert all(isinstance(one, Posed | str) for one in posed(sample))
    assert list(posed(dialog("x", "a" * 300_000, "b"))) == ["turn 0 or its answer is too large"]
