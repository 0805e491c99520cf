"""`goldsmith checks calibrate` as a user meets it."""

import json

import pytest
from click.testing import CliRunner

from goldsmith.check.machine_written import MachineWritten
from goldsmith.cli.checks import command
from goldsmith.core.errors import GoldsmithError
from zoo import dialog

HUMAN = "We dug the bed in March and planted beans along the wall, which did badly in the wind number {}. " * 6


def calibrate(*words):
    done = CliRunner().invoke(command, ["calibrate", "machine-written", *map(str, words)])
    if isinstance(done.exception, GoldsmithError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def accepted(tmp_path):
    rows = [
        {
            "messages": [{"role": "user", "content": "Tell me."}, {"role": "assistant", "content": text}],
            "language": "en",
        }
        for text in [HUMAN.format(*[place] * 6) for place in range(25)] + ["Too short."]
    ]
    path = tmp_path / "accepted.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_the_check_uses_what_was_written(accepted, tmp_path):
    target = tmp_path / "people.json"
    said = calibrate("--accepted", accepted, "--out", target)
    assert "0 of 25 [0.0%, 13.3%]" in said and "left out 1: too short" in said
    text = "Certainly! I hope this helps. It's important to note one thing. " + HUMAN.format(*[0] * 6)
    (one,) = MachineWritten(calibration=target).find(dialog("x", "?", text))
    assert one.evidence["accepted"] == 25 and one.evidence["p_value"] < 0.05


def test_too_few_texts_are_said_so(accepted, tmp_path):
    settings = ("--settings", "{false_alarms: 0.01, least_words: 60}")
    assert "too few" in calibrate("--accepted", accepted, "--out", tmp_path / "x.json", *settings)
    said = json.loads(calibrate("--accepted", accepted, "--out", tmp_path / "x.json", "--json", *settings))
    assert said["rates"][0]["texts"] == 25 and not said["rates"][0]["enough"]


@pytest.mark.parametrize("settings", ["{", "{no_such: 1}", "5"])
def test_wrong_settings_are_refused(accepted, tmp_path, settings):
    with pytest.raises(GoldsmithError):
        calibrate("--accepted", accepted, "--out", tmp_path / "x.json", "--settings", settings)
