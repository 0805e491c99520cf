"""Quotations are found in the marks of any language, with their places."""

import pytest

from goldsmith.check.text.quotations import quoted, unquoted


def pieces(text, **settings):
    return [text[start:end] for start, end in quoted(text, **settings)]


@pytest.mark.parametrize("piece", ['"a b"', "“a b”", "«a b»", "„a b“", "„a b”", "「甲」", "『甲』"])
def test_double_marks(piece):
    assert pieces(f"x {piece} y") == [piece]
    assert unquoted(f"x {piece} y") == f"x {' ' * len(piece)} y"


def test_single_marks_and_code_count_when_asked_for():
    text = "the dogs' bowl says 'Don't bite' and ‘It’s mine’ and `code`"
    assert pieces(text) == []
    assert pieces(text, single=True) == ["'Don't bite'", "‘It’s mine’"]
    assert pieces(text, code=True) == ["`code`"]


def test_a_quotation_ends_with_its_line_and_has_a_bound():
    assert pieces('a "b\nc" d') == []
    assert pieces('"' + "x" * 201 + '"') == [] and len(pieces('"' + "x" * 201 + '"', longest=300)) == 1


def test_a_mark_that_closes_opens_no_other():
    assert pieces('say "a" and "b"') == ['"a"', '"b"']
    assert pieces("„A“ und „B“") == ["„A“", "„B“"]
