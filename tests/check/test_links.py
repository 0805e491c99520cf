"""Links and addresses: what cannot be right, and what only looks odd."""

import pytest

from goldsmith.check.check import Check
from zoo import dialog

CLEAN = [
    "See https://python.org.",
    "(see https://en.wikipedia.org/wiki/Mercury_(planet))",
    "See https://en.wikipedia.org/wiki/Mercury_(planet), then go.",
    "Is it https://python.org/a?b=c&d=(e)!?",
    "«https://python.org/docs» and “https://python.org”",
    "[docs](https://docs.python.org/3/) and <https://python.org>",
    "[python.org](https://www.python.org/about)",
    "[README.md](https://github.com/python/cpython/blob/main/README.md)",
    "[setup.py](https://github.com/x/y)",
    "[Node.js](https://nodejs.org)",
    "[wiki](https://en.wikipedia.org/wiki/Mercury_(planet))",
    "![plot](plots/one.png) and [below](#results)",
    "[mail](mailto:info@python.org)",
    "JavaScript: The Good Parts; data: see below; metadata: a/b",
    "Write `[x](javascript:alert(1))` and `https://foo.notatld`.",
    "```\nhttps://foo.notatld\n```",
    "https://münchen.de and https://пример.рф",
    "http://8.8.8.8/dns",
]
FAULTY = [
    ("See https://foo.notatld/page.", "https://foo.notatld/page", "major"),
    ("(https://foo.notatld)", "https://foo.notatld", "major"),
    ("[example.com](https://evil.org/x)", "[example.com](https://evil.org/x)", "major"),
    ("[https://bank.com/login](https://evil.org/x)", "[https://bank.com/login](https://evil.org/x)", "major"),
    ("[click](javascript:alert(1))", "[click](javascript:alert(1))", "major"),
    ("[click](JaVaScRiPt:alert(1))", "[click](JaVaScRiPt:alert(1))", "major"),
    ("[click](&#106;avascript:alert(1))", "[click](&#106;avascript:alert(1))", "major"),
    ("![x](data:image/png;base64,AAAA)", "![x](data:image/png;base64,AAAA)", "major"),
    ("[x](data:text/html,<b>)", "[x](data:text/html,<b>)", "major"),
    ('<a href="javascript:alert(1)">x</a>', "javascript:alert(1)", "major"),
    ("Paste javascript:alert(1) there.", "javascript:alert(", "major"),
    ("Open data:text/html;base64,PHNjcmlwdD4= now.", "data:text/html;b", "major"),
    ("[x](file:///etc/passwd)", "[x](file:///etc/passwd)", "major"),
    ("[x](https://python.org/a.)", "[x](https://python.org/a.)", "minor"),
    ("[x]()", "[x]()", "minor"),
    ("http://192.168.0.1/admin", "http://192.168.0.1/admin", "minor"),
    ("http://999.1.1.1/", "http://999.1.1.1/", "major"),
    ("http://[::1", "http://[::1", "major"),
    ("https://google.com@evil.org/x", "https://google.com@evil.org/x", "major"),
    ("https://pаypal.com", "https://pаypal.com", "major"),
    ("http://printer.local", "http://printer.local", "minor"),
    ("[r][1]\n\n[1]: https://foo.notatld", "[r][1]", "major"),
]


def found(text):
    return list(Check.build("links").find(dialog("x", "What?", text)))


@pytest.mark.parametrize("text", CLEAN)
def test_clean(text):
    assert [one.message for one in found(text)] == []


@pytest.mark.parametrize(("text", "shown", "severity"), FAULTY)
def test_faulty(text, shown, severity):
    one = found(text)[0]
    assert (text[one.where.start : one.where.end], one.severity) == (shown, severity)
