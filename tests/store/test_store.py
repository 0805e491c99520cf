"""Media are kept once, shards whole or not at all."""

import hashlib

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.store.assets import AssetStore
from goldsmith.store.files import whole, write_whole
from goldsmith.store.shards import Samples, find_sample, read_shard, shard_info, write_shard
from zoo import PNG, ZOO


def test_the_zoo_survives(tmp_path):
    store = AssetStore(tmp_path / "assets")
    info = {}

    def counted():
        for sample in ZOO:
            info["seen"] = info.get("seen", 0) + 1
            yield sample

    assert write_shard(tmp_path / "s" / "00000.parquet", counted(), store, info) == len(ZOO)
    found = list(read_shard(tmp_path / "s" / "00000.parquet", store))
    assert found == ZOO
    assert shard_info(tmp_path / "s" / "00000.parquet") == {"seen": len(ZOO)}
    assert found[1].assets[0].read() == PNG
    (kept,) = (tmp_path / "assets").rglob("*.png")
    assert kept.stem == hashlib.sha256(PNG).hexdigest()


def test_the_same_samples_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_shard(tmp_path / name / "x.parquet", iter(ZOO), AssetStore(tmp_path / name), {})
    assert (tmp_path / "a" / "x.parquet").read_bytes() == (tmp_path / "b" / "x.parquet").read_bytes()


def test_a_break_leaves_nothing_behind(tmp_path):
    def broken():
        yield ZOO[0]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_shard(tmp_path / "x.parquet", broken(), AssetStore(tmp_path / "assets"), {})
    assert not list(tmp_path.glob("*.parquet")) and not list(tmp_path.glob(".*part"))


def test_files_are_whole(tmp_path):
    write_whole(tmp_path / "a", "old")
    with pytest.raises(ValueError, match="stop"), whole(tmp_path / "a") as draft:
        draft.write_text("new")
        raise ValueError("stop")
    assert (tmp_path / "a").read_text() == "old"


def test_slices_filters_and_finding(tmp_path):
    store = AssetStore(tmp_path / "assets")
    write_shard(tmp_path / "s" / "00000.parquet", iter(ZOO[:5]), store, {})
    write_shard(tmp_path / "s" / "00001.parquet", iter(ZOO[5:]), store, {})
    samples = Samples(tmp_path / "s", store)
    assert len(samples) == len(ZOO) == len(list(samples)) == len(list(samples))
    cut = samples.slices(2)
    rows = [sample.id for piece in cut for sample in read_shard(piece.path, store, piece.start, piece.stop)]
    assert rows == [sample.id for sample in ZOO]
    assert [one.id for one in Samples(tmp_path / "s", store, (("language", "es"),))] == ["parts"]
    assert len(Samples(tmp_path / "s", store, limit=3).slices(2)) == 2
    assert find_sample(tmp_path / "s", store, "many").id == "many-turns"
    assert find_sample(tmp_path / "s", store, "nobody") is None


def test_damage_is_named(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(GoldsmithError, match=r"x.parquet cannot be read"):
        list(read_shard(tmp_path / "x.parquet", AssetStore(tmp_path)))
