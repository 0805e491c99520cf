from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.check.repetition import Repetition
from goldsmith.check.text.reading import LARGEST, words
from zoo import dialog


def shares(answer, **settings):
    found = Repetition(**settings).find(dialog("a", "Why?", answer))
    return [one.evidence["share"] for one in found if one.severity == "major"]


def by_counting(said, ngram):
    """The share of repeated pieces, counted one by one."""
    pieces = Counter(tuple(said[start : start + ngram]) for start in range(len(said) - ngram + 1))
    return 1 - len(pieces) / pieces.total() if pieces.total() >= 12 else 0.0


@given(st.lists(st.sampled_from(["a", "b", "c", "é", "漢", "'"]), max_size=40), st.integers(1, 6), st.floats(0.01, 1))
def test_the_share_is_that_of_pieces_seen_before(said, ngram, share):
    answer = ". ".join(said)
    expected = by_counting(words(answer), ngram)
    assert shares(answer, ngram=ngram, share=share) == ([round(expected, 3)] if expected > share else [])


def test_an_answer_in_circles_is_flagged():
    assert shares("the same four words " * 10) == [pytest.approx(0.892)]


@pytest.mark.parametrize("answer", ["", "no no no", "one two three four " * 3])
def test_short_answers_are_left_alone(answer):
    assert shares(answer) == []


def test_letters_are_looked_at_where_no_spaces_part_words():
    assert shares("图中有一只猫" * 8) == [pytest.approx(0.854, abs=0.001)]
    assert shares("แมวนอนอยู่บนโต๊ะ" * 5, share=0.6) != []
    assert shares("图中有一只猫，" * 2) == []


CASES = [case for case in planted_sets(["repetition"])["repetition"] if not case.blind]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.answer[:20])
def test_planted(case):
    (sample,) = case.samples("x")
    assert bool(list(Repetition(**case.settings).find(sample))) is case.fault


SAID = "A long exposure keeps the shutter open for several seconds."
REST = (
    "Use a tripod, or lay the camera on a wall, a stone or your bag. Then press the button and wait without moving it."
)


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (f"{SAID} {REST} {SAID}", [SAID]),
        (f"{SAID}\n\n{REST} {SAID.upper()[:-1]}!\n", [SAID.upper()[:-1] + "!"]),
        (f"{SAID} {REST} {SAID[:-1]}", []),
        (f"{SAID} {REST} {SAID.replace('several', 'thirty')}", []),
        (f"Use a tripod. {SAID} {REST} Use a tripod.", []),
        (f"The last lens that fits the old mount has 3.5 stops. {REST} The last lens that fits the old mount has 3.8 stops.", []),
        (f"```\n{SAID}\n```\n{REST} {SAID}", []),
        ("窗台上的小猫正看着外面的两只鸽子。今天天气很好，阳光照在院子里，花都开了。窗台上的小猫正看着外面的两只鸽子。",
         ["窗台上的小猫正看着外面的两只鸽子。"]),
    ],
)  # fmt: skip
def test_a_long_sentence_said_again_is_pointed_at(answer, again):
    found = list(Repetition().find(dialog("a", "Why?", answer)))
    assert [answer[one.where.start : one.where.end] for one in found] == again
    assert {one.severity for one in found} <= {"minor"}


def test_how_long_a_sentence_must_be_is_a_setting():
    answer = "Use a tripod. Then open the shutter. Use a tripod."
    assert [one.where.start for one in Repetition(sentence=3).find(dialog("a", "Why?", answer))] == [37]
    assert shares(answer) == []


def test_data_in_a_form_may_repeat_themselves():
    assert not list(Repetition().find(dialog("a", "Give JSON.", "[1, 1, 1, 1] " * 30, format="json")))


def test_a_text_that_is_too_large_is_not_run():
    (found,) = Repetition().find(dialog("a", "Why?", "a " * LARGEST))
    assert found.severity == "not run"
