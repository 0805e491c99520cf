"""Files that an operation's settings name lie beside the recipe, wherever it is run from."""

import json

from goldsmith.recipe.recipe import Recipe

RECIPE = """
stages:
  data: {read: {path: in.jsonl}}
  clean:
    screen:
      source: data
      checks:
        - json-schema: {against: schema.json}
        - json-schema: {against: {type: object}}
        - token-length: {tokenizer: goldsmith}
        - house-style: {style: style.yaml}
        - contamination: {against: [eval.jsonl], embedder: ""}
"""


def test_files_are_found_beside_the_recipe(tmp_path, monkeypatch):
    (tmp_path / "project").mkdir()
    for name in ("schema.json", "style.yaml", "eval.jsonl"):
        (tmp_path / "project" / name).write_text("{}")
    (tmp_path / "project" / "recipe.yaml").write_text(RECIPE)
    monkeypatch.chdir(tmp_path)
    recipe = Recipe.load("project")
    spelled = recipe.stages["clean"].settings()["checks"]
    settings = [next(iter(one.values())) for one in spelled]
    here = tmp_path / "project"
    assert settings[0]["against"] == str(here / "schema.json") and settings[1]["against"] == {"type": "object"}
    assert settings[2]["tokenizer"] == "goldsmith" and settings[3]["style"] == str(here / "style.yaml")
    assert settings[4]["against"] == [str(here / "eval.jsonl")] and settings[4]["embedder"] == ""


def test_a_changed_file_makes_another_identity(tmp_path):
    (tmp_path / "recipe.yaml").write_text(RECIPE)
    for name in ("schema.json", "style.yaml", "eval.jsonl", "in.jsonl"):
        (tmp_path / name).write_text("{}")
    before = Recipe.load(tmp_path).fingerprints()["clean"]
    (tmp_path / "schema.json").write_text(json.dumps({"type": "array"}))
    assert Recipe.load(tmp_path).fingerprints()["clean"] != before


def test_a_project_may_be_moved(tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "recipe.yaml").write_text(RECIPE)
    for name in ("schema.json", "style.yaml", "eval.jsonl", "in.jsonl"):
        (tmp_path / "here" / name).write_text("{}")
    before = Recipe.load(tmp_path / "here").stages["clean"].identity()
    (tmp_path / "here").rename(tmp_path / "there")
    assert Recipe.load(tmp_path / "there").stages["clean"].identity() == before
