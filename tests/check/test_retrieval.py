"""Entries for names that are misspelled or misheard."""

import pytest

from goldsmith.check.entities.gazetteer import Entry, Gazetteer
from goldsmith.check.entities.retrieval import Index

ENTRIES = [
    Entry("1", "Catherine Zeta-Jones", "person"),
    Entry("2", "Stephen King", "person", ("Richard Bachman",)),
    Entry("3", "Steven Queen", "person"),
    Entry("4", "Springfield", "city", popularity=1),
    Entry("5", "Springfield", "city", popularity=9),
    Entry("6", "Дмитрий Шостакович", "person"),
    Entry("7", "東京", "city"),
]
INDEX = Index(Gazetteer(ENTRIES))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Katherine Zita Jones", "1"), ("steven king", "2"), ("richart backman", "2"), ("STEVEN QUEEN", "3"),
        ("Дмитрий Шостаковeч", "6"), ("東京", "7"), ("Sprinkfield", "5"),
    ],
)  # fmt: skip
def test_the_likeliest_entry_comes_first(name, key):
    assert ENTRIES[INDEX.candidates(name)[0].entry].id == key


def test_the_same_name_is_wholly_alike_and_the_better_known_comes_first():
    first, second, *_ = INDEX.candidates("springfield")
    assert [ENTRIES[one.entry].id for one in (first, second)] == ["5", "4"]
    assert first.likeness == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["", " ", "zzz", "\u0301", "x" * 10_000, "-'"])
def test_what_is_like_nothing(name):
    assert all(one.likeness < 0.5 for one in INDEX.candidates(name))


def test_an_empty_gazetteer_has_no_candidates():
    assert Index(Gazetteer([])).candidates("Rome") == []
