"""Faults of form, with their place."""

import pytest

from goldsmith.core.forms import fault

CASES = [
    ("json", '{"a": 1}', None), ("json", "7", 0), ("json", '{"a": 1', 7), ("xml", "<a><b/></a>", None), ("xml", "<a>", 3),
    ("csv", "a,b\n1,2", None), ("csv", "a,b\n1,2\n3", 8), ("csv", "one", 0), ("table", "|a|b|\n|-|-|\n|1|2|", None),
    ("table", "|a|b|\n|1|2|\n|3|4|", 6), ("prose", "Hello.", None), ("prose", '{"a": 1}', 0), ("prose", "", 0),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "place"), CASES)
def test_faults(form, text, place):
    found = fault(form, text)
    assert (found[1] if found else None) == place


def test_the_place_in_a_long_table():
    assert fault("csv", "a,b\n" * 20_000 + "1,2,3")[1] == 80_000
