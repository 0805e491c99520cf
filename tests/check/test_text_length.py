"""Lengths in any unit, by the bounds of a sample's cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.check import Check
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.check.text_length import TextLength
from goldsmith.check.token_length import TokenLength
from goldsmith.core.types import Sample, Turn
from zoo import dialog

BRIEF = {
    "size": 4,
    "languages": ["en", "es"],
    "length": {"low": 1, "high": 8},
    "lengths": [
        {"where": {"language": "es"}, "unit": "words", "low": 3},
        {"where": {"language": "es", "skill": ["summarization", "open-qa"]}, "unit": "words", "low": 5, "high": 9},
        {"unit": "turns", "high": 4},
    ],
}


def messages(answer, check, **tags):
    return [one.message for one in check.find(dialog("x", "Why?", answer, **tags))]


def test_the_bounds_of_the_cell_hold():
    check = TextLength(brief=BRIEF)
    said = "the turn has 2 words, fewer than 5 (language es, skill summarization or open-qa)"
    assert messages("Muy bien.", check, language="es", skill="open-qa") == [said]
    assert messages("Muy bien.", check, language="es") == ["the turn has 2 words, fewer than 3 (language es)"]
    assert messages("Muy bien, sí.", check, language="es") == []
    (many,) = messages("dog " * 20, check)
    assert many.startswith("the turn has") and many.endswith("tokens, more than 8")


def test_the_finding_says_what_was_counted():
    (one,) = TextLength(brief=BRIEF).find(dialog("x", "Why?", "Sí", language="es"))
    assert one.evidence["counted"] == 1 and one.evidence["cell"] == {"language": ["es"]}
    (one,) = TextLength(unit="tokens", high=1).find(dialog("x", "Why?", "Several tokens here."))
    assert one.evidence["tokenizer"].startswith("goldsmith@") and one.where.turn == 1


def test_turns_are_those_of_user_and_assistant():
    turns = (Turn.said("system", "Be kind."), *[Turn.said("user", "a"), Turn.said("assistant", "b")] * 3)
    (one,) = TextLength(brief=BRIEF).find(Sample(id="x", turns=turns))
    assert one.message == "the dialog has 6 turns, more than 4" and one.where.turn is None


def test_own_bounds_hold_beside_those_of_the_brief():
    assert len(messages("One two three.", TextLength(unit="characters", high=3, brief=BRIEF), language="es")) == 1
    assert messages("One two three.", TextLength()) == []


@pytest.mark.parametrize("unit", ["sentences", "words"])
def test_thai_words_have_wide_margins_and_its_sentences_are_not_counted(unit):
    (found,) = TextLength(unit=unit, low=30).find(dialog("x", "Why?", "สุนัขนอนหลับอยู่บนโซฟา"))
    assert found.severity == ("not run" if unit == "sentences" else "major")


@given(st.text(max_size=40), st.integers(0, 9), st.integers(0, 9))
def test_tokens_are_those_of_token_length(text, low, more):
    one, two = TextLength(unit="tokens", low=low, high=low + more + 1), TokenLength(low=low, high=low + more + 1)
    found = [list(check.find(dialog("x", "Why?", text))) for check in (one, two)]
    assert len(found[0]) == len(found[1]) or not text.strip()


def test_the_brief_is_spelled_with_the_check():
    check = TextLength(brief=BRIEF)
    assert Check.build(check.spell()) == check


def test_planted():
    for one in measure("text-length", planted_sets(["text-length"])["text-length"]):
        assert one.precision.value == 1 and one.recall.value == 1, one.language
