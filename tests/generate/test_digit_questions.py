"""Questions about digits: right in every kind and form, and in words that a person would use."""

import json
import re
from typing import get_args

import pytest

from goldsmith.core.forms import fault
from goldsmith.core.types import Note, Sample
from goldsmith.generate.digit_questions import DigitQuestions, Kind
from goldsmith.generate.phrases import languages, phrases
from zoo import picture


def made(digit, **settings):
    sample = Sample(id=f"d{digit}", assets=(picture(Note(id="l", kind="label", text=str(digit))),))
    return list(DigitQuestions(per_sample=80, **settings).make(sample))


@pytest.mark.parametrize("digit", range(10))
def test_answers_state_their_gold_in_their_form(digit):
    for one in made(digit):
        answer, gold = one.turns[1].text, one.turns[1].gold
        assert fault(one.tags["format"], answer) is None
        assert all(any(way in answer.lower() for way in value.split("|")) for value in gold), (answer, gold)
        assert one.turns[1].evidence == ("l",)


def test_articles_fit_eight():
    texts = [turn.text for one in made(8, languages=("en",), seed=3) for turn in one.turns]
    assert any("an 8" in text.lower() for text in texts)
    assert not any(re.search(r"(?i)\ba 8", text) for text in texts)


def test_digits_are_numbers_in_json():
    rows = [json.loads(one.turns[1].text) for one in made(7, languages=("en",), forms=("json",))]
    assert {row["digit"] for row in rows if "digit" in row} == {7}


@pytest.mark.parametrize("language", languages())
def test_every_kind_has_five_ways_to_ask_and_to_answer(language):
    wording = phrases("labels", language)
    for kind in get_args(Kind):
        assert [len(set(wording[kind][name])) for name in ("ask", "say")] == [5, 5], kind


@pytest.mark.parametrize("language", languages())
def test_bare_answers_are_asked_for(language):
    hints = phrases("response_formats", language)["short"]
    plain = [one for one in made(8, languages=(language,), short=0.5) if one.tags["format"] == "prose"]
    bare = [one for one in plain if any(hint in one.turns[0].text for hint in hints)]
    assert 0 < len(bare) < len(plain)
    for one in plain:
        assert (one in bare) == (one.turns[1].text == one.turns[1].gold[0]), one.turns
    assert not [one for one in made(8, forms=("prose",)) if any(hint in one.turns[0].text for hint in hints)]


def test_one_sentence_is_answered_with_one():
    asked = [
        one.turns[1].text
        for digit in range(10)
        for one in made(digit, languages=("en",), forms=("prose",))
        if re.search("one sentence|full sentence|complete sentence", one.turns[0].text)
    ]
    assert asked and not [answer for answer in asked if re.search(r"[.!?] ", answer)]
