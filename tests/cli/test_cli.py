"""The command line as a user meets it."""

import json
import re
import subprocess
import sys

import pytest

from zoo import PNG

SAID = {"messages": [{"role": "user", "content": "Say it."}, {"role": "assistant", "content": "Hello<|im_end|>"}]}


def goldsmith(*words, status=0):
    command = [sys.executable, "-m", "goldsmith.cli", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr + done.stdout
    return done.stdout + done.stderr


def test_help_names_every_command():
    from goldsmith.cli.main import COMMANDS

    text = goldsmith("--help")
    assert all(name in text for name in COMMANDS)


@pytest.mark.parametrize(
    "name", ["new", "run", "status", "show", "steps", "check", "checks", "convert", "compare", "report", "completion"]
)
def test_every_command_has_examples(name):
    from goldsmith.cli.main import cli

    command = cli.get_command(None, name)
    assert "Examples:" in command.epilog and command.help


def test_a_wrong_command_names_the_right_one():
    assert "did you mean 'status'" in goldsmith("statu", status=2)


def test_steps_as_json():
    steps = json.loads(goldsmith("steps", "--json"))
    assert len(steps) > 50
    assert all(one["help"] for one in steps)
    undocumented = [
        f"{one['name']}.{s['name']}" for one in steps for s in one["settings"] if not s["help"] and s["name"] != "seed"
    ]
    assert not undocumented


def test_a_step_and_a_near_miss():
    assert "Most tokens" in goldsmith("steps", "token-length")
    assert "did you mean 'token-length'" in goldsmith("steps", "token-lenght", status=2)
    assert goldsmith("steps", "check") == goldsmith("steps", "--family", "check")
    assert re.search(r"needs-time +slow: ", goldsmith("steps", "check"))


def test_check_ends_with_one_when_it_is_grave(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(SAID))
    text = goldsmith("check", tmp_path / "a.jsonl", "--out", tmp_path / "f.jsonl", status=1)
    assert "markdown-artefacts" in text and "chat template" in text
    assert json.loads((tmp_path / "f.jsonl").read_text().splitlines()[0])["check"]
    plain = json.loads(goldsmith("check", tmp_path / "a.jsonl", "--json", "--only", "links"))
    assert plain["findings"] == [] and plain["samples"] == 1


def test_convert_and_say_what_is_lost(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(SAID))
    assert "1 samples: chat-jsonl → sharegpt" in goldsmith("convert", tmp_path / "a.jsonl", tmp_path / "b.json")
    assert "exists" in goldsmith("convert", tmp_path / "a.jsonl", tmp_path / "b.json", status=2)


def test_compare_two_files(tmp_path):
    for name, word in (("a", "4"), ("b", "five")):
        rows = [{"id": str(n), "prompt": "What is two and two?", "gold": "4", "answer": word} for n in range(12)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    plain = json.loads(goldsmith("compare", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--json"))
    overall = next(row for row in plain["rows"] if row["criterion"] == "overall")
    assert (overall["wins"], overall["losses"]) == (12, 0)
    assert "overall" in goldsmith("compare", tmp_path / "a.jsonl", tmp_path / "b.jsonl")


def test_compare_an_annotation_file(tmp_path):
    rows = [
        {"instruction": str(n), "output_1": "x", "output_2": "y", "generator_2": "m", "preference": p}
        for n, p in enumerate([1, 2, 1.5, None, 0, 1.9])
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    (row,) = json.loads(goldsmith("compare", tmp_path / "a.json", "--json"))["rows"]
    assert row["rate"]["value"] == pytest.approx((0 + 1 + 0.5 + 0.5 + 0.9) / 5)
    assert (row["wins"], row["ties"], row["losses"]) == (2, 2, 1)


def test_a_folder_of_pictures_end_to_end(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.png").write_bytes(PNG)
    (tmp_path / "recipe.yaml").write_text("stages: {pictures: {read: {path: p, licence: MIT}}}")
    assert "run" in goldsmith("run", tmp_path, "--dry-run")
    assert "1 → 1 samples" in goldsmith("run", tmp_path)
    assert "kept" in goldsmith("run", tmp_path)
    (state,) = json.loads(goldsmith("status", tmp_path, "--json"))
    assert state["state"] == "finished"
    assert "pictures" in goldsmith("show", "pictures", "--recipe", tmp_path)
    assert "error: there is no stage 'x'" in goldsmith("run", tmp_path, "--stage", "x", status=2)


def test_completion():
    assert "_GOLDSMITH_COMPLETE" in goldsmith("completion", "bash")


def test_new_refuses_a_full_folder(tmp_path):
    (tmp_path / "x").touch()
    assert "not empty" in goldsmith("new", tmp_path, status=2)
