"""Links and addresses: what cannot be right, and what only looks odd."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import planted_sets
from zoo import dialog

CASES = [case for case in planted_sets(["links"])["links"] if not case.blind]
MINOR = [
    "[x](https://python.org/a.)",
    "[x]()",
    "http://192.168.0.1/admin",
    "http://printer.local",
    "地址是http://192.168.0.1/admin，请登录。",
    "打印机在http://printer.local。",
    "設定画面（http://192.168.1.1）を開きます。",
]


def found(text):
    return list(Check.build("links").find(dialog("x", "What?", text)))


@pytest.mark.parametrize("text", [case.answer for case in CASES if not case.fault])
def test_clean(text):
    assert [one.message for one in found(text)] == []


@pytest.mark.parametrize(("text", "shown"), [(case.answer, case.marks) for case in CASES if case.fault])
def test_faulty(text, shown):
    one = found(text)[0]
    assert (text[one.where.start : one.where.end], one.severity) == (shown, "minor" if text in MINOR else "major")
