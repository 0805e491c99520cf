"""Numbers and amounts before a noun."""

from math import inf

import pytest

from goldsmith.check.evidence.quantities import Quantities, _numbers, alone
from goldsmith.core.vocabulary import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_word_is_read(language):
    words = _numbers(language)
    assert set(words.values()) >= set(range(101))
    for word, value in words.items():
        assert alone(f"{word.capitalize()}.", (language,))[:2] == (value, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1,234", 1234, 1234),
        ("about 20", 16, 24),
        ("at least five", 5, inf),
        ("more than five", 6, inf),
        ("fewer than five", 0, 4),
        ("up to five", 0, 5),
        ("two or three", 2, 3),
        ("2-3", 2, 3),
        ("a dozen", 12, 12),
        ("several", 2, inf),
        ("media docena de", 6, 6),
        ("más de dos", 3, inf),
    ],
)
def test_bounds_ranges_and_amounts(text, low, high):
    assert alone(text, LANGUAGES)[:2] == (low, high)


@pytest.mark.parametrize("text", ["2019", "two dogs", "", "none", "2.5", "x2", "50%"])
def test_what_is_no_number_alone(text):
    assert alone(text, ("en",)) is None


def test_numbers_do_not_run_together():
    assert alone("twenty eleven", ("en",)) is None


def test_a_percentage_is_no_hundred():
    text = "el treinta por ciento de los perros"
    assert Quantities(text, ("es",)).before(text.index("perros"), len(text)) is None


@pytest.mark.parametrize("word", ["VEINTIDÓS", "veintidos", "treinta y una", "dieciséis"])
def test_accents_come_and_go(word):
    assert alone(word, ("es",)) is not None
