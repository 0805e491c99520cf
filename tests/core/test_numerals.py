"""Number words of six languages, written by their rules, and read as they stand in texts."""

import pytest

from goldsmith.core.numerals import numbers_in_words, scales_named, spellings

LANGUAGES = ("en", "es", "fr", "de", "pt", "it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_below_a_thousand_is_spelled(language):
    assert set(spellings(language).values()) == set(range(1000))


@pytest.mark.parametrize(
    ("word", "language", "value"),
    [
        ("ninety nine", "en", 99),
        ("two hundred and five", "en", 205),
        ("treinta y una", "es", 31),
        ("quinientas dos", "es", 502),
        ("soixante et onze", "fr", 71),
        ("quatre vingt dix huit", "fr", 98),
        ("zweihunderteinundzwanzig", "de", 221),
        ("vinte e uma", "pt", 21),
        ("ventotto", "it", 28),
    ],
)
def test_spellings(word, language, value):
    assert spellings(language)[word] == value


def test_no_language_has_the_words_of_another():
    assert "treinta y uma" not in spellings("es") and "vinte e un" not in spellings("pt")
    assert spellings("xx") == {}


def test_numbers_are_read_with_their_scales():
    assert [one[0] for one in numbers_in_words("two thousand three hundred dogs, one million cats", "en")] == [
        2300,
        1e6,
    ]
    assert list(numbers_in_words("a two-storey house", "en")) == []


def test_scales_are_named_in_headers():
    assert scales_named("people (millions)") == {1e6} and scales_named("budget") == frozenset()
