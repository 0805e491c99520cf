"""`goldsmith checks fit`: how good a classifier of one's own labels is."""

import json

from click.testing import CliRunner

from goldsmith.cli.checks import command


def run(*arguments):
    return CliRunner().invoke(command, ["fit", "domain-specific", *arguments])


def test_it_measures_own_labels(tmp_path):
    rows = [{"text": f"Mend machine {place}", "label": "gears"} for place in range(20)]
    rows += [{"text": f"Paint flower {place}", "label": "general"} for place in range(20)]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    told = json.loads(run("--labels", str(path), "--json").output)
    assert told["texts"] == 40 and told["accuracy"]["value"] == 1 and told["ece"] < 0.1
    assert {"label": "gears", "taken_for": "gears", "texts": 20} in told["confusion"]
    said = run("--labels", str(path)).output
    assert "accuracy   100% [91, 100]" in said and "gears -> gears: 20" in said


def test_too_few_labels_are_an_error(tmp_path):
    path = tmp_path / "labels.jsonl"
    path.write_text('{"text": "a", "label": "general"}')
    failed = run("--labels", str(path))
    assert failed.exit_code and "two are needed" in str(failed.exception or failed.output)
