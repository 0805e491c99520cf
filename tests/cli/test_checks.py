"""`goldsmith checks` as a user meets it."""

import json

import pytest
from click.testing import CliRunner

from goldsmith.cli.checks import command
from goldsmith.core.errors import GoldsmithError


def checks(*words, status=0):
    done = CliRunner().invoke(command, [str(word) for word in words])
    if isinstance(done.exception, GoldsmithError):
        raise done.exception
    assert done.exit_code == status, done.output
    return done.output


def test_a_row_for_each_language():
    lines = checks("evaluate", "--only", "source-leak").splitlines()
    assert lines[0].split()[:3] == ["check", "language", "cases"]
    assert [line.split()[:2] for line in lines[1:]] == [["source-leak", "en"], ["source-leak", "es"]]


def test_as_json():
    rows = json.loads(checks("evaluate", "--only", "links", "--json"))["checks"]
    (one,) = [row for row in rows if row["language"] == "en"]
    assert one["check"] == "links" and one["found"] + one["wrong"] > 0
    assert one["recall"]["low"] < one["recall"]["value"] <= one["recall"]["high"]
    assert one["seconds_per_case"] > 0


def test_the_page_is_written_and_compared(tmp_path, monkeypatch):
    import goldsmith.check.measuring.planted_sets as sets

    links = sets.planted_sets(["links"])
    monkeypatch.setattr(sets, "planted_sets", lambda only=(): links)
    target = tmp_path / "checks.md"
    checks("evaluate", "--docs", target, "--same", status=1)
    checks("evaluate", "--docs", target)
    checks("evaluate", "--docs", target, "--same")
    assert "| links | en |" in target.read_text() and "`token-length`" in target.read_text()
    target.write_text(target.read_text() + "\n")
    assert "make docs" in checks("evaluate", "--docs", target, "--same", status=1)


def test_what_does_not_go_together(tmp_path):
    for words in (("--docs", tmp_path / "a.md", "--only", "links"), ("--same",), ("--only", "lniks")):
        with pytest.raises(GoldsmithError):
            checks("evaluate", *words)
