"""What people said of findings is counted, and mistakes in the file are told with their line."""

import json

import pytest
from click.testing import CliRunner

from goldsmith.check.measuring.judged import read_judged, upheld
from goldsmith.cli.checks import evaluate
from goldsmith.core.errors import GoldsmithError


def line(upheld=None, check="links", severity="major", **more):
    plain = {"check": check, "severity": severity, "message": "x", "sample": "s", **more}
    return json.dumps(plain if upheld is None else {**plain, "upheld": upheld})


@pytest.fixture
def judged(tmp_path):
    path = tmp_path / "judged.jsonl"
    lines = [
        *[line(True)] * 8,
        *[line(False)] * 2,
        line(True, severity="minor"),
        line(),
        line(False, severity="not run"),
        "",
    ]
    path.write_text("\n".join([*lines, line(True, "language", language="de")]))
    return path


def test_shares(judged):
    german, links = upheld(read_judged([judged]))
    assert (german.check, german.language, german.all.value, german.too_grave) == ("language", "de", 1, False)
    assert (links.all.part, links.all.whole, links.major.part, links.major.whole, links.too_grave) == (
        9,
        11,
        8,
        10,
        True,
    )


@pytest.mark.parametrize("wrong", ["{", "[]", '{"check": "links"}', line(True, upholded=1), "[" * 10_000])
def test_a_wrong_line_is_named(tmp_path, wrong):
    path = tmp_path / "f.jsonl"
    path.write_text(line(True) + "\n" + wrong)
    with pytest.raises(GoldsmithError, match=r"f\.jsonl:2"):
        read_judged([path])


def test_the_command_shows_them(judged):
    done = CliRunner().invoke(evaluate, ["--only", "links", "--judged", str(judged)])
    assert (
        "82% [52, 95]" in done.output
        and "too grave: links=minor" in done.output
        and "de" not in done.output.split("judged")[1]
    )
    plain = json.loads(CliRunner().invoke(evaluate, ["--only", "links", "--judged", str(judged), "--json"]).output)
    assert plain["judged"][0]["too_grave"] and plain["judged"][0]["judged"] == 11
