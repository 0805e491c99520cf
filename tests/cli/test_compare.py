"""`goldsmith compare`: what it leaves out it says, to people and to programs."""

import json

import pytest
from click.testing import CliRunner

from goldsmith.cli.compare import command


def goldsmith(*words):
    return CliRunner().invoke(command, [*map(str, words)])


@pytest.fixture
def files(tmp_path):
    rows = [{"id": place, "prompt": "Two and two?", "gold": "4", "answer": "4"} for place in range(3)]
    for name, kept in (("a", rows), ("b", rows[:2])):
        lines = [*map(json.dumps, kept), "{"]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines))
    return tmp_path / "a.jsonl", tmp_path / "b.jsonl"


def test_programs_are_told_what_was_left_out(files):
    plain = json.loads(goldsmith(*files, "--json").stdout)
    assert [finding["severity"] for finding in plain["findings"]] == ["major"] * 3
    assert plain["findings"][0]["message"].startswith(f"{files[0]}:4: not JSON")
    assert plain["samples"] == 2 and len(plain["rows"]) == 5


def test_people_are_told_beside_the_table(files):
    done = goldsmith(*files)
    assert "overall" in done.stdout and "major" not in done.stdout
    assert "1 answers in" in done.stderr and "'2'" in done.stderr


def test_names_from_data_do_not_steer_the_terminal(tmp_path):
    row = {"instruction": "x", "generator_2": "[red]m\x1b[2J", "preference": 2}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    shown = goldsmith(tmp_path / "a.jsonl").stdout
    assert "[red]m" in shown and "\x1b" not in shown


def test_a_folder_or_a_file_of_nothing_is_an_error(tmp_path):
    assert goldsmith(tmp_path).exit_code == 2
    (tmp_path / "empty.jsonl").touch()
    done = goldsmith(tmp_path / "empty.jsonl", tmp_path / "empty.jsonl")
    assert "holds no answers" in str(done.exception)
