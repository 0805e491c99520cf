"""Artefacts of machines and broken Markdown, and what only looks like it."""

import pytest

from goldsmith.check.check import MOST, Check
from zoo import dialog

CLEAN = [
    "2**3 is 8, 2 ** 3 too, and a**b**c.",
    "#hashtag #another_one and #MeToo grew.",
    "#MeToo in the news",
    "#1 of 5, issue #12, C# and F#.",
    "~~~\ncode <b>x</b> **\n~~~\nDone.",
    "~~~ The End ~~~\nMore <3 to come.",
    "Use snake_case_names and __init__ or _private.",
    "* 3 items *\n* 2 items *",
    "5 * 3 * 2 = 30",
    "* one\n* two",
    "Call f(*args, **kwargs) with **kwargs).",
    "The effect is 0.35** and 1.2***.",
    "`2**3` and ``a ` b`` and **bold**.",
    "```\n<|im_end|> **\n```",
    "````md\n```\ninner\n```\n````",
    "> ```py\n> x = 1\n> ```\n\nDone.",
    "- item\n  ```py\n  x\n  ```",
    "***bold and slanted*** text, **two\nlines**",
    "# Title\n\n## Second\n\nText.",
    "\\*\\*not bold\\*\\*",
    "5 < 6 and x<y",
    "[docs](https://example.org) (see there)",
    "مرحبا بالعالم",
    "naïve café, Ärger, Ñandú, São",
    "| a | b |\n|---|---|\n| 1 | **2** |",
]
FAULTY = [
    ("**Note: read this.", "**", "minor"),
    ("Read **this now.\n\nBye.", "**", "minor"),
    ("Title**\n\nText.", "**", "minor"),
    ("##Heading\n\nText.", "##Heading", "minor"),
    ("#Introduction to Biology\n\nCells are small.", "#Introduction to Biology", "minor"),
    ("~~~python\nprint(1)", "~~~", "major"),
    ("Text\n```\ncode", "```", "major"),
    ("Text\n```\ncode ``` more", "```", "major"),
    ("Done. <|im_end|>", "<|im_end|>", "major"),
    ("[INST] hi", "[INST]", "major"),
    ("So it is【4†source】.", "【4†source】", "major"),
    ("[docs] (https://example.org)", "[docs] (https://example.org)", "minor"),
    ("a <b>word</b>", "<b>", "minor"),
    ("cafÃ© con leche", "Ã©", "major"),
    ("a\x00b", "\x00", "major"),
    ("a\ud800b", "\ud800", "major"),
    ("abc\u202edef", "\u202e", "minor"),
]


def found(text, **tags):
    return list(Check.build("markdown-artefacts").find(dialog("x", "What?", text, **tags)))


@pytest.mark.parametrize("text", CLEAN)
def test_clean(text):
    assert [(one.message, text[one.where.start : one.where.end]) for one in found(text)] == []


@pytest.mark.parametrize(("text", "shown", "severity"), FAULTY)
def test_faulty(text, shown, severity):
    one = found(text)[0]
    assert (text[one.where.start : one.where.end], one.severity) == (shown, severity)


def test_a_block_of_html_is_one_finding():
    text = "Look:\n\n<table>\n<tr><td>1</td></tr>\n</table>\n\nThat is <b>it</b>."
    assert [text[one.where.start : one.where.end].strip() for one in found(text)] == [
        "<table>\n<tr><td>1</td></tr>\n</table>",
        "<b>",
        "</b>",
    ]


def test_data_is_no_markdown():
    assert found('{"note": "**open", "tag": "<b>"}', format="json") == []
    assert found("#NoSpace,##two\n1,2", format="csv") == []
    assert [one.severity for one in found('{"a": "<|im_end|>"}', format="json")] == ["major"]


def test_findings_about_one_text_are_counted_from_some_number_on():
    every = found("<|im_end|> " * 300)
    assert len(every) == MOST + 1
    assert every[-1].evidence["more"] == 300 - MOST and every[-1].severity == "major"
