"""Reading recipes: what is wrong is said with file, line and remedy, before any work."""

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.recipe.recipe import Recipe, load_brief

READ = "{read: {format: {bundled: {sets: [iris]}}}}"
WRONG = [
    ("stages:\n  a: {reed: {}}", r"yaml:2: stage 'a': no stage is named 'reed'", "did you mean 'read'"),
    ("stages:\n  a:\n    read:\n      pathh: x", r"yaml:4: .*unknown setting 'pathh'", "did you mean 'path'"),
    (
        "stages:\n  a: {screen: {source: b, checks: [{token-lenght: {}}]}}",
        "token-lenght",
        "did you mean 'token-length'",
    ),
    ("stages:\n  a: {screen: {source: b, checks: [{token-length: {low: x}}]}}", "low", ""),
    (f"stages:\n  a: {READ}\n  b: {{screen: {{source: c, checks: []}}}}", r"yaml:3: .*takes from 'c'", "stages: a, b"),
    ("stages:\n  a: {screen: {source: b, checks: []}}\n  b: {screen: {source: a, checks: []}}", "circle", "break it"),
    (f"stages:\n  a: {READ}\n  a: {READ}", r"yaml:3: 'a' is given twice \(first in line 2\)", "keep one"),
    ("stages: [", r"yaml:\d: this is not YAML", ""),
    ("stges: {}", "mapping `stages`", ""),
    (f"stages: {{a: {READ}}}\nextra: 1", r"yaml:2: unknown key 'extra'", ""),
    ("stages:\n  a: {make: {generators: []}}", "'source' is missing", ""),
    ("stages: {a: 3}", "does not spell a stage", ""),
]


@pytest.mark.parametrize(("text", "problem", "remedy"), WRONG)
def test_mistakes_are_explained(tmp_path, text, problem, remedy):
    path = tmp_path / "recipe.yaml"
    path.write_text(text)
    with pytest.raises(GoldsmithError, match=problem) as caught:
        Recipe.load(path)
    assert remedy in f"{caught.value.remedy} {caught.value.problem}"


def test_a_missing_recipe_says_what_to_do(tmp_path):
    with pytest.raises(GoldsmithError, match="there is no") as caught:
        Recipe.load(tmp_path)
    assert "goldsmith new" in caught.value.remedy


def test_briefs_are_explained_too(tmp_path):
    path = tmp_path / "brief.yaml"
    path.write_text("size: 10\nlanguagess: [en]\n")
    with pytest.raises(GoldsmithError, match=r"brief.yaml:2: .*languagess"):
        load_brief(path)


@pytest.mark.parametrize(
    ("row", "line", "said"),
    [
        ("unit: words", 3, "neither `low` nor `high`"),
        ("low: 5\n    lwo: 3", 4, "unknown setting 'lengths.0.lwo'"),
        ("low: 5\n    where: {language: xx}", 4, "'xx' is not among en"),
        ("low: 5\n  - low: -1", 4, "lengths.1.low"),
    ],
)
def test_bounds_of_a_brief_are_explained_with_their_line(tmp_path, row, line, said):
    path = tmp_path / "brief.yaml"
    path.write_text(f"size: 10\nlengths:\n  - {row}")
    with pytest.raises(GoldsmithError, match=rf"brief.yaml:{line}: .*{said}"):
        load_brief(path)


def test_a_check_takes_its_bounds_from_a_brief(tmp_path):
    (tmp_path / "brief.yaml").write_text("size: 10\nlengths: [{unit: words, high: 9}]")
    text = f"stages:\n  a: {READ}\n  b: {{screen: {{source: a, checks: [{{text-length: {{brief: brief.yaml}}}}]}}}}"
    (tmp_path / "recipe.yaml").write_text(text)
    (check,) = Recipe.load(tmp_path).stages["b"].checks
    assert check.brief.lengths[0].high == 9


def test_stages_come_after_what_they_need():
    recipe = Recipe.load("src/goldsmith/cli/projects/proof")
    order = list(recipe.stages)
    for name, stage in recipe.stages.items():
        assert all(order.index(parent) < order.index(name) for parent in stage.parents())
    assert recipe.needed("charts") == ["tables", "charts"]


def test_a_changed_setting_changes_what_depends_on_it_alone(tmp_path):
    text = f"stages:\n  a: {READ}\n  b: {{make: {{source: a, generators: [{{draw-charts: {{per_table: 1}}}}]}}}}\n  c: {READ}\n"
    (tmp_path / "recipe.yaml").write_text(text)
    before = Recipe.load(tmp_path).fingerprints()
    (tmp_path / "recipe.yaml").write_text(text.replace("per_table: 1", "per_table: 2"))
    after = Recipe.load(tmp_path).fingerprints()
    assert before["a"] == after["a"] and before["c"] == after["c"] and before["b"] != after["b"]


def test_nested_steps_are_part_of_the_fingerprint():
    from goldsmith.recipe.stage import Stage

    one = Stage.build({"screen": {"source": "a", "checks": ["links"]}})
    other = Stage.build({"screen": {"source": "a", "checks": ["language"]}})
    assert one.identity() != other.identity()
    assert Stage.build(one.spell()) == one
