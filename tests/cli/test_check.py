"""`goldsmith check` as a tool for continuous integration."""

import json
import os

import pytest
from click.testing import CliRunner

from goldsmith.cli.check import command
from goldsmith.core.errors import GoldsmithError
from zoo import dialog

LINK = "See https://foo.notatld/page – [x]()."


def row(name, answer=LINK):
    return {"id": name, "messages": [{"role": "user", "content": "Where?"}, {"role": "assistant", "content": answer}]}


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "data.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (row("fine", "Here."), row("bad"))))
    return path


def check(*words, status=0, stdin=None):
    done = CliRunner().invoke(command, [str(word) for word in words], input=stdin)
    if isinstance(done.exception, GoldsmithError):
        raise done.exception
    assert done.exit_code == status, done.output
    return done.output


def found(*words, **more):
    return json.loads(check(*words, "--json", "--only", "links", **more))["findings"]


def test_the_status_follows_the_severity(data):
    check(data, "--only", "links", status=1)
    check(data, "--only", "links", "--fail-on", "never")
    lenient = (data, "--only", "links", "--severity", "links=minor")
    check(*lenient)
    check(*lenient, "--fail-on", "minor", status=1)
    check(data, "--only", "language", "--fail-on", "minor", "--severity", "language=major")  # only "not run"


def test_severities_are_overridden(data):
    assert {one["severity"] for one in found(data, "--severity", "links=note")} == {"note"}
    for wrong in ("links", "links=grave", "lniks=minor", "links=not run"):
        with pytest.raises(GoldsmithError):
            check(data, "--severity", wrong)


def test_standard_input(data):
    assert [one["sample"] for one in found("-", "--format", "chat-jsonl", stdin=data.read_text(), status=1)] == [
        "bad"
    ] * 2
    broken = check("-", "--format", "chat-jsonl", "--only", "links", stdin="{", status=1)
    assert "stdin:1: not JSON" in broken and "tmp" not in broken
    with pytest.raises(GoldsmithError, match="does not say which format"):
        check("-", stdin="")


def test_a_folder_of_files(data, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "more.jsonl").write_text(json.dumps(row("bad")))
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / ".hidden.jsonl").write_text("x")
    plain = json.loads(check(tmp_path, "--only", "links", "--json", status=1))
    assert plain["files"] == {str(data): 2, str(tmp_path / "sub" / "more.jsonl"): 1}
    files = {one["evidence"].get("file") for one in plain["findings"] if one["check"] == "links"}
    assert files == {str(data), str(tmp_path / "sub" / "more.jsonl")}
    (unknown,) = [one for one in plain["findings"] if one["check"] == "detect"]
    assert "package.json" in unknown["message"] and unknown["severity"] == "not run"
    check(tmp_path, "--only", "links", "--html", tmp_path / "page.html", status=1)
    assert f"{data}: bad" in (tmp_path / "page.html").read_text()


def test_a_folder_of_dialogs_beside_their_pictures_is_one_of_dialogs(data, tmp_path):
    from zoo import PNG

    (tmp_path / "a.png").write_bytes(PNG)
    assert json.loads(check(tmp_path, "--only", "links", "--json", status=1))["format"] == "chat-jsonl"


def test_a_folder_of_several_formats_hides_none(data, tmp_path):
    from goldsmith.formats.parquet import Parquet

    (tmp_path / "more").mkdir()
    assert list(Parquet().write([dialog("p", "q", "a")], tmp_path / "more" / "data.parquet")) == []
    plain = json.loads(check(tmp_path, "--only", "links", "--json", status=1))
    assert plain["format"] == "chat-jsonl, parquet" and plain["samples"] == 3
    data.unlink()
    assert json.loads(check(tmp_path, "--only", "links", "--json"))["format"] == "parquet"


def test_names_of_files_that_are_no_text(data, tmp_path):
    for name in (b"a\xff.jsonl", b"b\xff.jsonl"):
        (tmp_path / os.fsdecode(name)).write_text(json.dumps(row("bad")))
    outputs = [word for kind in ("html", "sarif", "jsonl") for word in (f"--{kind}", tmp_path / f"out.{kind}.txt")]
    check(tmp_path, "--only", "links", *outputs, status=1)
    assert "a\\udcff.jsonl" in (tmp_path / "out.html.txt").read_text()
    assert "a%FF.jsonl" in (tmp_path / "out.sarif.txt").read_text()


def test_the_files_of_one_format_in_a_folder(data, tmp_path):
    (tmp_path / "other.csv").write_text("image,caption\na.jpg,A dog.\n")
    plain = json.loads(check(tmp_path, "--only", "links", "--json", "--format", "chat-jsonl", status=1))
    assert (plain["format"], plain["samples"]) == ("chat-jsonl", 2)
    with pytest.raises(GoldsmithError, match="is a folder"):
        check(tmp_path, "--format", "llava")


def test_a_folder_with_nothing_to_read(tmp_path):
    with pytest.raises(GoldsmithError, match="not recognised"):
        check(tmp_path)


def test_sarif_points_at_the_piece_in_the_file(data, tmp_path):
    check(data, "--only", "links", "--sarif", tmp_path / "a.sarif", status=1)
    (run,) = json.loads((tmp_path / "a.sarif").read_text())["runs"]
    line = data.read_text().splitlines()[1]
    pieces = []
    for one in run["results"]:
        region = one["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == 2
        pieces.append(line[region["startColumn"] - 1 : region["endColumn"] - 1])
    assert sorted(pieces) == ["[x]()", "https://foo.notatld/page"]
    assert "impossible" in run["tool"]["driver"]["rules"][0]["help"]["text"]


def test_json_lines_are_there_even_when_nothing_was_found(data, tmp_path):
    check(data, "--only", "links", "--jsonl", tmp_path / "a.jsonl", status=1)
    assert [json.loads(line)["check"] for line in (tmp_path / "a.jsonl").read_text().splitlines()] == ["links"] * 2
    check(data, "--only", "empty-turns", "--jsonl", tmp_path / "b.jsonl")
    assert (tmp_path / "b.jsonl").read_text() == ""


def test_slow_checks_wait_to_be_asked_and_remember(data, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("goldsmith.check.links.Links.slow", True)
    plain = json.loads(check(data, "--json"))
    assert "links" in plain["not_asked"] and not any(one["check"] == "links" for one in plain["findings"])
    found = check(data, "--only", "links", "--workers", "1", status=1)
    assert len(list((tmp_path / "cache").rglob("*.json"))) == 2
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_text("[]")
    assert "nothing found by links" in check(data, "--only", "links", "--workers", "1", status=0)
    assert check(data, "--only", "links", "--workers", "1", "--fresh", status=1) == found


def test_checks_come_with_settings(data, tmp_path):
    short = "token-length: {high: 3}"
    assert "token-length" in check(data, "--only", short, "--fail-on", "never")
    for wrong, problem in (("token-length: {hihg: 3}", "unknown setting 'hihg'"), ("links: [", "not YAML")):
        with pytest.raises(GoldsmithError, match=problem):
            check(data, "--only", wrong)


def test_checks_come_from_a_file(data, tmp_path):
    listed = tmp_path / "house" / "checks.yaml"
    listed.parent.mkdir()
    (listed.parent / "kept-out.jsonl").write_text(json.dumps(row("eval", "Anything.")) + "\n")
    listed.write_text(f"- links\n- {'{contamination: {against: [kept-out.jsonl]}}'}\n")
    plain = json.loads(check(data, "--checks", listed, "--json", status=1))
    assert plain["checks"] == ["links", "contamination"] and {one["check"] for one in plain["findings"]} >= {"links"}
    for text, problem in (("- links\n- lniks\n", "checks.yaml:2: no check is named 'lniks'"), ("{}", "not a list")):
        listed.write_text(text)
        with pytest.raises(GoldsmithError, match=problem):
            check(data, "--checks", listed)


def test_a_program_reads_whole_lines(data):
    text = check(data, "--only", "links", "--only", "token-length: {high: 1}", status=1)
    assert "…" not in text and "\x1b" not in text


def test_media_beside_a_file_are_no_data_of_their_own(data, tmp_path):
    (tmp_path / "data.media").mkdir()
    (tmp_path / "data.media" / "table.csv").write_text("year,value\n1990,3\n")
    plain = json.loads(check(tmp_path, "--only", "links", "--json", status=1))
    assert not [one for one in plain["findings"] if one["check"] == "detect"]


def test_an_empty_file_is_called_empty(tmp_path):
    (tmp_path / "empty.jsonl").write_text("")
    with pytest.raises(GoldsmithError, match="is empty"):
        check(tmp_path / "empty.jsonl")
