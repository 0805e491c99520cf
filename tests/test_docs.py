"""The docs are true: the reference is what the code says, and the README's commands do what it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_reference_is_what_the_code_says():
    from goldsmith.cli.reference import reference

    assert (ROOT / "docs" / "reference.md").read_text() == reference(), "run `make docs`"


def test_links_between_the_docs_lead_somewhere():
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!http)([^)#\s]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_contents_lead_to_their_sections():
    for page in (ROOT / "docs").glob("*.md"):
        text = page.read_text()
        titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        there = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= there, page.name


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)


def without_times(text):
    return re.sub(r"\d+\.\d+ s", "# s", re.sub(r"[ \t]+", " ", text)).strip()


@pytest.mark.slow
def test_the_readme_session_is_real(tmp_path):
    (session,) = blocks("README.md", "console")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "200"}
    for step in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, expected = step.partition("\n")
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        said = (done.stdout + done.stderr).replace(f"{tmp_path.resolve()}/", "")
        for line in filter(None, map(str.strip, without_times(expected).splitlines())):
            if line != "...":
                assert line in without_times(said), f"{command}: {line}\n{said}"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/recipes.md", "docs/checking.md"])
def test_python_in_the_docs_runs(page, tmp_path):
    for code in blocks(page, "python"):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "'failed': 0" in done.stdout


@pytest.mark.parametrize("page", ["docs/recipes.md", "docs/checking.md"])
def test_recipes_in_the_docs_are_recipes(page, tmp_path):
    from goldsmith.recipe.recipe import Recipe

    for text in blocks(page, "yaml"):
        if text.startswith("stages:"):
            (tmp_path / "recipe.yaml").write_text(text)
            assert Recipe.load(tmp_path).stages
