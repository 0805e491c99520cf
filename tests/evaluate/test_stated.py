"""Numbers are read however they are written: figures, words of six languages, scales, units."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.numerals import numbers_in_words, spellings
from goldsmith.evaluate.languages import fold
from goldsmith.evaluate.stated import mentions, quantities, quantity

LANGUAGES = ("en", "es", "fr", "de", "pt", "it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_to_999_has_a_spelling_that_is_read_back(language):
    known = spellings(language)
    assert set(known.values()) == set(range(1000))
    for spelled in list(known)[:: max(1, len(known) // 60)]:
        assert [value for value, _, _ in numbers_in_words(spelled, language)] == [known[spelled]]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("two thousand three hundred and five, one", "en", [2305, 1]),
        ("twenty-one", "en", [21]),
        ("a two-storey house, seen once", "en", []),
        ("two million five hundred thousand", "en", [2_500_000]),
        ("dos mil trescientos once", "es", [2311]),
        ("doscientas treinta y una", "es", [231]),
        ("soixante-dix-sept et quatre-vingt-dix-neuf", "fr", [77, 99]),
        ("vingt et un", "fr", [21]),
        ("einundzwanzig, dreihundertfünf", "de", [21, 305]),
        ("vinte e um, duzentas e trinta", "pt", [21, 230]),
        ("ventuno, trentotto, duecentouno", "it", [21, 38, 201]),
        ("siedem", "pl", []),
    ],
)
def test_numbers_in_words(text, language, values):
    assert [value for value, _, _ in numbers_in_words(fold(text), language)] == values


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,234", [{1234, 1.234}]), ("1.234,5", [{1234.5}]), ("1 234 567", [{1234567}]), ("1'234", [{1234}]),
        ("2.5 million", [{2.5e6}]), ("3 mil", [{3000}]), ("2,5 Mio.", [{2.5e6}]), ("5M", [{5, 5e6}]), ("−3", [{-3}]),
        ("1967,51.4,12.1", [{1967}, {51.4}, {12.1}]), ("2007,74.5", [{2007}, {74.5}]), ("1e3", [{1000}]), (".5", [{0.5}]),
        ("12 por ciento", [{12}]), ("v1 and x2", []),
    ],
)  # fmt: skip
def test_numbers_in_figures(text, readings):
    assert [set(one.readings) for one in quantities(fold(text), "es")] == readings


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.5 km", "1500 m", True), ("90 min", "1.5 hours", True), ("2 kg", "2000 g", True), ("1 ft", "12 inches", True),
        ("1.5 km", "1.5", True), ("5 cm", "5 mm", False), ("$5", "5 USD", True), ("$5", "€5", False), ("12%", "0.12", True),
        ("5.63 m", "5.6", False), ("29341.5", "29342", False), ("29342", "29341.5", True),
    ],
)  # fmt: skip
def test_units_are_converted_left_out_or_others(one, other, same):
    assert quantity(fold(one)).says(quantity(fold(other))) is same


@given(st.text(max_size=60))
def test_any_text_is_read_and_spans_lie_in_it(text):
    folded = fold(text)
    for language in (*LANGUAGES, "xx"):
        found = quantities(folded, language)
        assert all(0 <= one.start < one.end <= one.unit_end <= len(folded) for one in found)
        assert all(one.end <= two.start for one, two in itertools.pairwise(found))


def test_names_are_whole_words_plural_or_not():
    assert mentions("two dogs", "dog") and not mentions("dogma", "dog")
    assert mentions("die strasse", "Straße") and mentions("这是猫", "猫")
