"""Patterns tried only where a needed word occurs find what they find when all are tried."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.anchored import Anchored, needed


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bas of my (?:last|latest) update", ("as of my la",)), (r"(?:ignore|forget) (?:all )?rules?", ("ignore", "forget")),
        (r"(?:cat|dog)s?", ("cat", "dog")), (r"(?:cat|x)s?", ()), (r"\d+", ()), (r"a{3}bcd", ("bcd",)), (r"(?:abc)?d", ()),
        (r"(?:abc){2,3}", ("abc",)), (r"(?i:ABC)", ("abc",)), (r"(?P<x>lorem) ipsum\b", (" ipsum",)), (r"[Aa]pple", ("pple",)),
    ],
)  # fmt: skip
def test_needed_words(pattern, words):
    assert needed(pattern) == words


PATTERNS = (r"\b(?:ignore|forget) (?:all |the )?(?:rules|orders)", r"rules (?:are|is) off", r"\d{3}", r"(?:abc|abd)+x?")


@given(
    st.lists(
        st.sampled_from(["ignore ", "forget ", "all ", "rules ", "orders", "are off", "12", "345", "abc", "abdx", " "])
    )
)
def test_the_same_as_one_big_alternation(pieces):
    text = "".join(pieces)
    whole = [found.span() for found in re.finditer("|".join(PATTERNS), text)]
    assert [found.span() for found in Anchored(PATTERNS).finditer(text)] == whole


def test_case_and_length():
    assert [one.group() for one in Anchored([r"straße"], re.IGNORECASE).finditer("Die STRAßE")] == ["STRAßE"]
    assert not list(Anchored(["needle"] * 100).finditer("hay" * 100_000))
