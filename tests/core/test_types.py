"""The shared types: frozen all the way, picklable, spelled, equal by what is recorded."""

import pickle

import pytest
from pydantic import ValidationError

from goldsmith.core.brief import Brief
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.step import kebab
from goldsmith.core.types import Asset, Part, Sample, Turn
from zoo import BOXED, ZOO


@pytest.mark.parametrize("sample", ZOO, ids=lambda one: one.id)
def test_samples_survive(sample):
    assert pickle.loads(pickle.dumps(sample)) == sample
    assert Sample.model_validate_json(sample.model_dump_json()) == sample
    assert hash(sample) == hash(pickle.loads(pickle.dumps(sample)))


def test_nothing_can_be_changed():
    sample = ZOO[2]
    with pytest.raises(ValidationError):
        sample.id = "x"
    with pytest.raises(TypeError, match="frozen"):
        sample.tags["language"] = "x"
    with pytest.raises(ValidationError):
        sample.but(idd="x")


def test_pointers_must_hold():
    with pytest.raises(ValidationError, match="does not hold"):
        Sample(id="x", turns=(Turn(role="user", parts=(Part(asset="0" * 64),)),))
    with pytest.raises(ValidationError, match="either text or an asset"):
        Part()


def test_bytes_are_found_or_missed():
    assert BOXED.but(licence="x").read() == BOXED.read()
    with pytest.raises(GoldsmithError, match="not at hand"):
        Asset.absent("http://x", kind="image").read()


def test_children_have_stable_ids():
    assert ZOO[2].child("a", "1").id == ZOO[2].child("a", "1").id != ZOO[2].child("a", "2").id


@pytest.mark.parametrize(
    ("name", "public"), [("NearDuplicates", "near-duplicates"), ("HfDatasets", "hf-datasets"), ("Sft", "sft")]
)
def test_names(name, public):
    assert kebab(name) == public


def test_quotas_sum_to_the_size():
    brief = Brief(size=101, languages={"en": 2, "es": 1}, skills=["a", "b"], formats=["prose", "json"])
    quotas = brief.quotas()
    assert sum(quotas.values()) == 101 and len(quotas) == 8
    assert sum(count for cell, count in quotas.items() if cell[0] == "en") in (67, 68)
