"""Languages of blocks: what is told of versions, of bombs, of depth, and where a fault lies in the text."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.forms.blocks import blocks
from goldsmith.check.forms.grammars import flaws
from zoo import dialog


def test_a_block_in_a_list_knows_its_place():
    text = "- ñ one\n\n  ```python\n  x = 1\n  y = = 2\n  ```\n"
    (block,) = blocks(text)
    assert (block.language, block.body) == ("python", "x = 1\ny = = 2\n")
    assert text[block.place(6) :].startswith("y = = 2")
    (one,) = Check.build("code-blocks").find(dialog("x", "q", text))
    assert text[one.where.start : one.where.end] == "y = = 2"


@pytest.mark.parametrize(
    ("code", "severity", "said"),
    [
        ("print 'x'", "minor", "Python 2"),
        ("x = = 1", "major", "not Python 3."),
        ("x = 1\nx = '\\d'", None, ""),
        ("-" * 100_000 + "1", "not run", "too deep"),
        ("x = '\x00'", "major", "null"),
    ],
)
def test_python(code, severity, said):
    found = [(flaw.severity, flaw.message) for flaw in flaws("python", code)]
    assert [one for one, _ in found] == ([severity] if severity else [])
    assert all(said in message for _, message in found)


def test_yaml_that_grows_is_refused():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert ["refused" in flaw.message for flaw in flaws("yaml", bomb)] == [True]
    assert [flaw.severity for flaw in flaws("yaml", "[" * 5_000)] == ["not run"]


def test_sql_says_how_sure_it_is():
    (flaw,) = flaws("sql", "SELECT (1")
    assert flaw.severity == "minor" and "not known here" in flaw.message


def test_a_repair_of_json_comes_with_the_finding():
    assert [flaw.suggestion for flaw in flaws("json", "{'a': 1,}")] == ['{"a": 1}']
    assert list(flaws("cobol", "{")) == []
