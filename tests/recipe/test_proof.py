"""The whole way at the smallest size: train, answer, compare, score, export, report; then again from what is there."""

import json

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.engine.pool import Pool
from goldsmith.recipe.recipe import Recipe
from goldsmith.recipe.run import run
from goldsmith.recipe.workplace import Workplace

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("torch")]
SFT = "{sft: {steps: 3, batch_size: 8, tiny: {image_size: 32, width: 32, heads: 2, vision_layers: 1, language_layers: 1, vocabulary: 300}}}"
RECIPE = f"""
stages:
  digits: {{read: {{format: {{bundled: {{sets: [digits]}}}}}}}}
  assets: {{pick: {{source: digits, selectors: [{{split: {{holdout: 0.3}}}}]}}}}
  asked: {{make: {{source: assets, generators: [{{digit-questions: {{per_sample: 2}}}}]}}}}
  plain: {{make: {{source: assets, where: {{split: train}}, generators: [{{academic-pairs: {{per_sample: 1}}}}]}}}}
  base: {{train: {{source: plain, objective: {SFT}}}}}
  built: {{train: {{source: asked, where: {{split: train}}, start: base, seeds: [1, 2], objective: {{sft: {{steps: 2}}}}}}}}
  other: {{train: {{source: plain, start: base, seeds: [1, 2], objective: {{sft: {{steps: 2}}}}}}}}
  answers: {{answer: {{source: asked, where: {{split: heldout}}, models: [built, other, base], max_new_tokens: 4}}}}
  wins: {{compare: {{answers: answers, a: built, b: other}}}}
  scores: {{score: {{answers: answers, benchmarks: [exact-match], candidate: built, reference: base}}}}
  dataset: {{export: {{source: asked, format: {{hf-datasets: {{}}}}, to: out}}}}
  report: {{report: {{data: [asked, plain], comparisons: wins, abilities: scores, brief: brief.yaml}}}}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proof")
    (folder / "recipe.yaml").write_text(RECIPE)
    (folder / "brief.yaml").write_text("size: 20\nskills: [open-qa, rewriting]\n")
    return folder, run(Recipe.load(folder), limit=40, pool=Pool(1))


def test_the_report_says_what_came_out(project):
    folder, manifests = project
    page = (folder / "report.html").read_text()
    verdict = manifests["report"].figure("verdict")
    assert verdict.split("'")[0] in page.replace("&#39;", "'")
    assert page.count("<svg") >= 4
    comparison = manifests["wins"].figure("comparison")
    assert comparison["seeds"] == [1, 2] and comparison["samples"] == manifests["answers"].counts["in"]
    assert manifests["scores"].figure("abilities")[0]["items"] > 0
    assert (folder / "out" / "README.md").read_text().startswith("---\n")


def test_no_held_out_asset_was_trained_on(project):
    folder, _ = project
    place = Workplace(folder / "work")
    from goldsmith.store.shards import Samples

    sides = {"train": set(), "heldout": set()}
    for sample in Samples(place.newest("asked") / "shards", place.store):
        sides[sample.tags["split"]] |= {asset.id for asset in sample.assets}
    assert sides["train"] and sides["heldout"] and not sides["train"] & sides["heldout"]


def test_answers_go_on_from_where_they_stopped(project):
    folder, _ = project
    answers = Workplace(folder / "work").newest("answers")
    file = answers / "answers" / "built.1.jsonl"
    before = file.read_text()
    lines = before.splitlines(keepends=True)
    file.unlink()
    file.with_suffix(".part").write_text("".join(lines[:3]) + '{"sample": "cut')
    (answers / "manifest.json").unlink()
    run(Recipe.load(folder), limit=40, pool=Pool(1), only="answers")
    assert sorted(file.read_text().splitlines()) == sorted(before.splitlines())


def test_mistakes_between_stages_are_explained(project):
    folder, _ = project
    broken = RECIPE.replace("compare: {answers: answers, a: built", "compare: {answers: digits, a: built")
    (folder / "other").mkdir()
    (folder / "other" / "recipe.yaml").write_text(broken)
    (folder / "other" / "brief.yaml").write_text("size: 20\n")
    with pytest.raises(GoldsmithError, match="holds no answers of 'built'"):
        run(Recipe.load(folder / "other"), limit=5, only="wins", pool=Pool(1))


def test_the_manifest_holds_the_exact_recipe(project):
    _, manifests = project
    record = manifests["built"].figure("seeds")["1"]
    assert record["settings"]["steps"] == 2 and record["start"].endswith("seed-0/model")
    assert json.loads(manifests["built"].model_dump_json())["recipe"]["train"]["seeds"] == [1, 2]
