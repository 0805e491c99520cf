"""The house rules that tools do not know."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "goldsmith"
FILES = sorted(SOURCE.rglob("*.py"))
FORBIDDEN = {"utils", "common", "helpers", "base", "misc", "manager", "service"}
HEAVY = {
    "torch",
    "numpy",
    "PIL",
    "pyarrow",
    "daft",
    "matplotlib",
    "pandas",
    "sklearn",
    "transformers",
    "scipy",
    "pydantic",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_are_short_and_well_named(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 400
    assert path.stem not in FORBIDDEN
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 55, node.name


def test_one_operation_a_file_named_like_it():
    from goldsmith.cli.steps import all_steps

    for one in all_steps():
        assert one["module"].rpartition(".")[2].replace("_", "-") == one["name"]


def test_the_door_is_light():
    code = "import goldsmith.cli, sys, json; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert not HEAVY & set(loaded)


def test_listing_operations_loads_nothing_heavy():
    code = "import goldsmith.cli.steps as s, sys, json; s.all_steps(); print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert not (HEAVY - {"pydantic"}) & set(loaded)


def test_no_tool_marks_are_left():
    for path in FILES:
        text = path.read_text()
        assert "TODO" not in text and "FIXME" not in text
