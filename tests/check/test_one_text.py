"""Checks of one text or dialog, without a data set."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from goldsmith.check import check_text
from goldsmith.core.errors import GoldsmithError
from zoo import dialog

LINK = "See https://foo.notatld/page."


def names(findings):
    return {one.check for one in findings if one.severity != "not run"}


def test_an_answer_a_dialog_and_a_sample():
    messages = [{"role": "user", "content": "Where?"}, {"role": "assistant", "content": LINK}]
    for said in (LINK, messages, dialog("x", "Where?", LINK)):
        (found,) = check_text(said, ["links"])
        assert (found.severity, found.where.start, found.where.end) == ("major", 4, 28)


def test_settings_question_and_tags():
    assert names(check_text("one two three", [{"token-length": {"high": 2}}])) == {"token-length"}
    assert names(check_text('{"a": 1', ["answer-format"], format="json")) == {"answer-format"}
    asked = "What does the caption of the comic say?"
    assert check_text("The caption says hello.", ["source-leak"], question=asked, language="en") == []
    assert names(check_text("The caption says that a dog runs.", ["source-leak"], language="en")) == {"source-leak"}


def test_without_a_language_nothing_passes():
    (found,) = check_text("A dog runs.", ["language"])
    assert found.severity == "not run"


def test_mistakes_are_told():
    for said, checks, more in (
        (LINK, ["lniks"], {}),
        ([{"role": "judge", "content": "x"}], ["links"], {}),
        (["x"], ["links"], {}),
        ([{"role": "user", "content": "x"}], ["links"], {"question": "y"}),
    ):
        with pytest.raises(GoldsmithError):
            check_text(said, checks, **more)


def test_the_sessions_in_the_docs_are_real():
    page = (Path(__file__).parents[2] / "docs" / "checking.md").read_text()
    for session in re.findall(r"```pycon\n(.*?)```", page, re.DOTALL):
        test = doctest.DocTestParser().get_doctest(session, {}, "checking", None, 0)
        assert doctest.DocTestRunner().run(test).failed == 0


def test_all_checks_by_default():
    found = check_text(LINK, language="en")
    assert "links" in names(found) and "repeated-turns" not in names(found)


@pytest.mark.slow
def test_the_door_does_not_load_the_checks():
    code = "import goldsmith.cli, sys; sys.exit('goldsmith.check' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
