"""The reading stage: evidence without pixels is no failure, and a limit still tells what is missing."""

import json

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.recipe.recipe import Recipe
from goldsmith.recipe.run import run
from goldsmith.recipe.stages.read import Read


@pytest.fixture
def captions(tmp_path):
    rows = [{"id": str(place), "image": f"{place}.jpg", "captions": ["A dog."]} for place in range(300)]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path


@pytest.mark.parametrize("limit", [None, 256, 7])
def test_evidence_without_pixels_is_no_failure(captions, limit):
    manifest = run(Recipe({"read": Read(path="in.jsonl", max_failed=0)}, captions), limit=limit)["read"]
    assert manifest.counts["out"] == (limit or 300) and manifest.counts["failed"] == 0
    assert manifest.findings == {"captions": {"note": 1}}


def test_items_that_cannot_be_read_count_against_the_limit_of_failures(captions):
    with (captions / "in.jsonl").open("a") as file:
        file.write('\n{"image": "../out.jpg", "captions": ["A cat."]}')
    with pytest.raises(GoldsmithError, match=r"1 of 301 items .* outside"):
        run(Recipe({"read": Read(path="in.jsonl", max_failed=0)}, captions))
