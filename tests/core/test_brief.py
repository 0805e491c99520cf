"""The bounds of a cell."""

import pytest
from pydantic import ValidationError

from goldsmith.core.brief import Brief

ROWS = (
    {"unit": "words", "low": 1},
    {"where": {"language": "es"}, "unit": "words", "low": 2},
    {"where": {"skill": "open-qa"}, "unit": "words", "low": 3},
    {"where": {"language": "es", "skill": "open-qa"}, "unit": "words", "low": 4},
    {"where": {"format": ["json", "csv"]}, "unit": "tokens", "high": 99},
)
BRIEF = Brief(size=1, languages=["en", "es"], lengths=ROWS)


@pytest.mark.parametrize(
    ("tags", "low"),
    [
        ({}, 1),
        ({"language": "en"}, 1),
        ({"language": "es"}, 2),
        ({"skill": "open-qa"}, 3),
        ({"language": "es", "skill": "open-qa"}, 4),
    ],
)
def test_the_most_tags_count(tags, low):
    (one,) = BRIEF.bounds(tags)
    assert (one.unit, one.low) == ("words", low)


def test_of_as_many_tags_the_last_counts():
    brief = Brief(size=1, lengths=ROWS[1:3], languages=["es"])
    assert [one.low for one in brief.bounds({"language": "es", "skill": "open-qa"})] == [3]


def test_each_unit_has_its_bounds():
    assert {one.unit: one.high for one in BRIEF.bounds({"format": "csv"})} == {"words": None, "tokens": 99}


def test_the_plain_length_holds_where_no_other_does():
    brief = Brief(size=1, lengths=[{"unit": "turns", "high": 4}])
    assert {one.unit: one.high for one in brief.bounds({})} == {"turns": 4, "tokens": 512}
    assert [one.unit for one in Brief(size=1).bounds({})] == ["tokens"]


def test_a_brief_is_spelled_and_read():
    assert Brief.model_validate(BRIEF.model_dump(mode="json")) == BRIEF


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"where": {"language": "fr"}, "low": 1}, "lengths.0.where.language: 'fr' is not among en, es"),
        ({"low": 5, "high": 3}, "more than high"),
        ({"unit": "words"}, "neither"),
        ({"where": 4, "low": 1}, "dictionary"),
    ],
)
def test_wrong_bounds_are_refused(row, said):
    with pytest.raises(ValidationError, match=said):
        Brief(size=1, languages=["en", "es"], lengths=[row])
