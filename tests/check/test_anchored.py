"""Patterns tried only where a needed word occurs find what they find when all are tried."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.text.anchored import Anchored, needed


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bas of my (?:last|latest) update", ("as of my la", ("as of my last", "as of my latest"))), (r"(?:cat|dog)s?", (("cat", "dog"),)), (r"\d+", ()),
        (r"(?:ignore|forget) (?:all )?rules?", ("rule", ("ignore", "forget"))), (r"a{3}bcd", ("bcd", "a")), (r"(?:abc)?d", ("d",)),
        (r"(?:abc){2,3}", ("abc",)), (r"(?i:ABC)", ("abc",)), (r"\[(?:Your|My) (?P<x>name)\]", ("[", "]")), (r"[Aa]pple", ("pple",)),
        (r"(?:cat|\w)s", ("s",)), (r"x(?:min|max)\d", (("xmin", "xmax"), ("xm",))), (r"(?=abc)x", ("x",)), (r"(?!abc)\w", ()),
    ],
)  # fmt: skip
def test_needed_words(pattern, words):
    assert set(needed(pattern)) == {(word,) if isinstance(word, str) else word for word in words}


PATTERNS = (r"\b(?:ignore|forget) (?:all |the )?(?:rules|orders)", r"rules (?:are|is) off", r"\d{3}", r"(?:abc|abd)+x?")


@given(
    st.lists(
        st.sampled_from(["ignore ", "forget ", "all ", "rules ", "orders", "are off", "12", "345", "abc", "abdx", " "])
    )
)
def test_the_same_as_one_big_alternation(pieces):
    text = "".join(pieces)
    whole = [found.span() for found in re.finditer("|".join(PATTERNS), text)]
    assert [found.span() for _, found in Anchored((one, one) for one in PATTERNS).finditer(text)] == whole


def test_case_labels_and_length():
    found = Anchored([("a", r"straße"), ("b", "ß[a-z]")], re.IGNORECASE).finditer("Die STRAßE, daß")
    assert [(label, one.group()) for label, one in found] == [("a", "STRAßE")]
    assert not list(Anchored([("", "needle")] * 100).finditer("hay" * 100_000))
