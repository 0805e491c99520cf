"""Artefacts of machines and broken Markdown, and what only looks like it."""

import pytest

from goldsmith.check.check import MOST, Check
from goldsmith.check.measuring.planted_sets import planted_sets
from zoo import dialog

CASES = planted_sets(["markdown-artefacts"])["markdown-artefacts"]
MAJOR = ("```", "~~~", "<|im_end|>", "[INST]", "【4†source】", "Ã©", "\x00", "\ud800")
FAULTY = [(case.answer, case.marks) for case in CASES if case.fault and case.marks]
FAULTY.append(("a\ud800b", "\ud800"))  # YAML cannot hold it


def found(text, **tags):
    return list(Check.build("markdown-artefacts").find(dialog("x", "What?", text, **tags)))


@pytest.mark.parametrize("text", [case.answer for case in CASES if not case.fault])
def test_clean(text):
    assert [(one.message, text[one.where.start : one.where.end]) for one in found(text)] == []


@pytest.mark.parametrize(("text", "shown"), FAULTY)
def test_faulty(text, shown):
    one = found(text)[0]
    assert (text[one.where.start : one.where.end], one.severity) == (shown, "major" if shown in MAJOR else "minor")


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


def test_xml_that_was_asked_for_is_no_markup_in_a_text():
    check = Check.build("markdown-artefacts")
    answer = "<item><highest>1972</highest></item>"
    assert list(check.find(dialog("x", "Return XML with the element highest, and no other text.", answer))) == []
    assert len(list(check.find(dialog("x", "Which year is the highest?", answer)))) > 0


def test_findings_about_one_text_are_counted_from_some_number_on():
    every = found("<|im_end|> " * 300)
    assert len(every) == MOST + 1
    assert every[-1].evidence["more"] == 300 - MOST and every[-1].severity == "major"
