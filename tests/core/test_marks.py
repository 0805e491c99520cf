"""Marks on letters."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goldsmith.core.marks import unstacked, without_marks


@given(st.text())
@example("e\u0301\u0323é ﬁ ﷺ가 Å")
def test_no_marks_are_left_and_all_else_stays(text):
    whole = unicodedata.normalize("NFKD", text)
    assert without_marks(text) == "".join(one for one in whole if not unicodedata.combining(one))


@given(st.text(max_size=30))
def test_writing_stays_as_it_is(text):
    assert unstacked(text) == text


@pytest.mark.parametrize("unit", ["\u0301\u0323", "a\u0301\u0323", "\u0e33", "\u0323\u0301\u05b0"])
def test_long_texts_take_time_in_proportion(unit):
    text = unit * 30_000
    assert len(without_marks(text)) <= 2 * len(text)
    assert unicodedata.normalize("NFC", unstacked(text)).startswith(unicodedata.normalize("NFC", unit * 3)[:3])
