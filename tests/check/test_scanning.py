"""Names of a gazetteer in a text: whole words in any script, the longest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.entities.gazetteer import Entry, Gazetteer
from goldsmith.check.entities.scanning import Scanner

NAMES = [
    "New York",
    "New York Times",
    "York",
    "US",
    "The Who",
    "Zoë",
    "Москва",
    "東京",
    "서울",
    "São Paulo",
    "Jean-Luc",
    "दिल्ली",
]
SCANNER = Scanner(Gazetteer(Entry(name, name) for name in NAMES))


def seen(text, **how):
    return [text[one.start : one.end] for one in SCANNER.spot(text, **how)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("new york, Yorkshire and New  York's", ["new york", "New  York"]),
        ("The New York Times of York", ["New York Times", "York"]),
        ("Москва, Москвабад", ["Москва"]),
        ("私は東京都に住む", ["東京"]),
        ("서울에서", ["서울"]),
        ("sao paulo SÃO PAULO Sa\u0303o Paulo", ["sao paulo", "SÃO PAULO", "Sa\u0303o Paulo"]),
        ("Jean Luc, Jean‑Luc", ["Jean Luc", "Jean‑Luc"]),
        ("Zoe\u0308", ["Zoe\u0308"]),
        ("दिल्ली दिल्लीवाला", ["दिल्ली"]),
        ("", []),
    ],
)
def test_whole_words(text, names):
    assert seen(text) == names


def test_capitals_where_they_are_asked_for():
    text = "the who told us in york; The Who, US, Us"
    assert seen(text) == ["the who", "us", "york", "The Who", "US", "Us"]
    assert seen(text, cased=True) == ["The Who", "US"]


@given(st.lists(st.sampled_from([*NAMES, "x", " ", ", ", "\u0301", "ﬁ", "\n"]), max_size=20).map("".join))
def test_finds_point_at_what_was_found(text):
    end = 0
    for one in SCANNER.spot(text):
        assert end <= one.start < one.end <= len(text) and one.entries
        end = one.end


def test_an_empty_gazetteer_finds_nothing():
    assert Scanner(Gazetteer([])).spot("New York") == []
