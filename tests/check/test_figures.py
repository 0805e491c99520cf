"""Numbers as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.evidence.figures import every_reading, figures, scale_named


def worth(text):
    return [{value for value, _ in one.readings} for one in figures(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234.5", [{1234.5}]),
        ("1.234,5", [{1234.5}]),
        ("1,234,567", [{1234567}]),
        ("1.234.567", [{1234567}]),
        ("1 234 567", [{1234567}]),
        ("1\u202f234,5", [{1234.5}]),
        ("12'500", [{12500}]),
        ("1,234", [{1234, 1.234}]),
        ("2,8", [{2.8}]),
        ("0.125", [{0.125}]),
        (".5 and -.5", [{0.5}, {0.5}]),
        ("1,2,3", [{1}, {2}, {3}]),
        ("1, 2 and 3.", [{1}, {2}, {3}]),
        ("$4.4M, 12km, 7%", [{4.4, 4400, 4.4e6}, {12}, {7}]),
        ("4.4 million", [{4.4, 4400, 4.4e6}]),
        ("3 mil millones", [{3, 3000, 3e6, 3e9}]),
        ("1.5e3 apples", [{1500}]),
        ("the 2nd, 3D, 5G, a 21st, B12, MP3", []),
        ("10–20", [{10}, {20}]),
        ("2020-05-01", [{2020}, {5}, {1}]),
        ("v1.2.3", []),
        ("12/30", [{12}, {30}]),
    ],
)
def test_what_numbers_are_worth(text, values):
    read = worth(text)
    assert [sorted(one) for one in read] == [pytest.approx(sorted(one)) for one in values]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("In 1999 it was 1999 units", ["year", "number"]),
        ("from 1990 to 2000", ["year", "year"]),
        ("Sales (2015) were 2015", ["year", "number"]),
        ("the 1980s", ["year"]),
        ("May 3, 2020", ["number", "year"]),
        ("en 2010 y hasta 2020", ["year", "year"]),
        ("1. red\n2. blue\n3) 40 green", ["numbering", "numbering", "numbering", "number"]),
        ("12. That is it.", ["number"]),
        ("Step 3: see Figure 2 and #4", ["numbering", "numbering", "numbering"]),
    ],
)
def test_what_numbers_are_used_for(text, uses):
    assert [one.use for one in figures(text)] == uses


def test_in_data_a_comma_parts_numbers():
    assert worth("1,234,2.5") != [{1}, {234}, {2.5}]
    assert [sorted(values for values, _ in one.readings) for one in figures("Rome,1,234,2.5", data=True)] == [
        [1.0],
        [234.0],
        [2.5],
    ]
    assert list(every_reading("3 200")) == [3200.0, 3.0, 200.0]


def test_a_round_number_after_about_may_be_rounded():
    (plain,) = figures("4,000")
    (about,) = figures("about 4,000")
    (over,) = figures("over 4,000")
    (nearly,) = figures("nearly 4,000")
    assert [one.readings[0][1] for one in (plain, about, over)] == pytest.approx([0.5, 500, 500], rel=1e-3)
    assert [one.side for one in (plain, about, over, nearly)] == [0, 0, 1, -1]


def test_the_word_behind_a_number_is_kept():
    assert [one.after for one in figures("12 km, 7% and 3 Jahre, 5")] == ["km", "%", "jahre", ""]


def test_scales_of_headers():
    assert [scale_named(header) for header in ("people (millions)", "ventas (miles)", "km")] == [1e6, 1e3, 1.0]


@given(st.floats(min_value=0.001, max_value=1e12, allow_nan=False), st.integers(0, 3))
def test_numbers_of_both_conventions_are_read_back(value, digits):
    english = f"{value:,.{digits}f}"
    spanish = english.translate(str.maketrans(",.", ".,"))
    for written in (english, spanish):
        (one,) = figures(f"It is {written} now.")
        assert any(near == pytest.approx(float(english.replace(",", ""))) for near, _ in one.readings)


@given(st.text(alphabet="0123456789.,-+eE %kmM$ \n\u202f'", max_size=60))
def test_any_text_is_read_and_places_hold(text):
    for data in (False, True):
        for one in figures(text, data):
            assert text[one.start : one.end] == one.text and one.readings
