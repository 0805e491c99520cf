"""A text is read in the language that it or its tag tells; what is not known is said so."""

from goldsmith.check import check_text
from goldsmith.check.text.tongue import UNKNOWN, tongue, unread
from zoo import dialog


def test_the_tag_counts_unless_the_text_is_sure():
    assert tongue(dialog("x", "q", "12", language="es-MX"), "12") == "es"
    assert tongue(dialog("x", "q", "12", language=""), "12") == ""
    english = "The cat sat on the mat and looked at the dog that was sleeping in the sun."
    assert tongue(dialog("x", "q", english, language="es"), english) == "en"


def test_a_language_that_is_not_known_is_not_called_by_an_empty_name():
    assert unread("hedges", "xx") == "hedges are not known in the language 'xx'" and unread("hedges", "") == UNKNOWN
    found = check_text("qwe", ["apology", "hedges", "grammar", "spelling"])
    assert {one.message for one in found} == {UNKNOWN} and {one.severity for one in found} == {"not run"}
