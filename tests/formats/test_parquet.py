"""Parquet: shards and tables of others, where a bad row costs itself and damage is said with its place."""

import hashlib
import json

import pytest

from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.formats import arrow_rows
from goldsmith.formats.detect import detect
from goldsmith.formats.parquet import Parquet
from zoo import BOXED, PNG, ZOO, dialog

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def table(path, rows, features=None, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    made = pa.Table.from_pylist(rows)
    if features:
        made = made.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
    pq.write_table(made, path, **options)
    return path


def read(path):
    found = list(Parquet().read(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def cell(data=PNG, path=None):
    return {"bytes": data, "path": path}


def test_a_hub_layout_with_pictures_classes_and_splits(tmp_path):
    features = {"img": {"_type": "Image"}, "label": {"_type": "ClassLabel", "names": ["cat", "dog"]}}
    for split, label in (("train", 1), ("test", 0)):
        row = {"id": 7, "img": cell(), "label": label, "caption": f"A {split} picture", "score": 0.5}
        table(tmp_path / "data" / f"{split}-00000-of-00001.parquet", [row], features)
    assert detect(tmp_path).name() == "parquet"
    samples, findings = read(tmp_path)
    assert not findings and [one.id for one in samples] == ["test/7", "train/7"]
    assert [one.tags["split"] for one in samples] == ["test", "train"]
    assert [[note.text for note in one.notes()] for one in samples] == [
        ["A test picture", "cat"],
        ["A train picture", "dog"],
    ]
    assert samples[0].foreign == {"score": 0.5} and samples[0].assets[0].read() == PNG


@pytest.mark.parametrize(
    ("name", "split"),
    [("x/train/0000.parquet", "train"), ("validation.parquet", "validation"), ("latest.parquet", None)],
)
def test_a_split_is_told_by_the_layout(tmp_path, name, split):
    table(tmp_path / name, [{"question": "q", "answer": "a"}])
    assert read(tmp_path)[0][0].tags.get("split") == split


def test_objects_become_boxes_and_a_bad_one_costs_itself(tmp_path):
    objects = {"bbox": [[0, 0, 1, 1], [5, 5, 1, 1], [0, 0, 0.5, 1]], "category": [1, 0, 0]}
    names = {"_type": "ClassLabel", "names": ["cat", "dog"]}
    features = {"objects": {"_type": "Sequence", "feature": {"bbox": {}, "category": names}}}
    (sample,), (finding,) = read(table(tmp_path / "x.parquet", [{"image": cell(), "objects": objects}], features))
    assert [(note.text, note.box) for note in sample.notes()] == [("dog", (0, 0, 1, 1)), ("cat", (0, 0, 0.5, 1))]
    assert "row 1: object 2: its box has no area" in finding.message and "objects" not in sample.foreign


def test_objects_whose_categories_are_bare_numbers_stay_as_they_are(tmp_path):
    objects = {"bbox": [[0, 0, 1, 1]], "category": [3]}
    (sample,), (finding,) = read(table(tmp_path / "x.parquet", [{"image": cell(), "objects": objects}]))
    assert not list(sample.notes()) and sample.foreign == {"objects": objects}
    assert finding.severity == "minor" and "no names" in finding.message


BAD = [
    {"image": cell(PNG[:40])},
    {"image": cell(b"")},
    {"image": cell(b"%PDF-1.4")},
    {"image": cell(None, "../out.png")},
    {"messages": [{"role": "alien", "content": "hi"}]},
    {"note": "nothing of use"},
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_row_costs_itself_alone(tmp_path, bad):
    good = {"image": cell(), "messages": [{"role": "user", "content": "hi"}]}
    path = table(tmp_path / "x.parquet", [{**dict.fromkeys((*good, "note")), **row} for row in (good, bad, good)])
    samples, (finding,) = read(path)
    assert len(samples) == 2 and finding.severity == "major" and f"{path}: row 2: " in finding.message


def test_pictures_outside_the_table(tmp_path):
    (tmp_path / "a.png").write_bytes(PNG)
    names = ["a.png", "gone.png", "/home/somebody/b.png", "https://x.invalid/c.png"]
    samples, findings = read(table(tmp_path / "x.parquet", [{"image": cell(None, name)} for name in names]))
    assert not findings and [one.assets[0].source for one in samples] == names
    assert [one.assets[0].size is None for one in samples] == [False, True, True, True]


def test_other_media_and_cells_that_are_no_json(tmp_path):
    import datetime
    import decimal

    row = {
        "audio": cell(b"RIFF\0\0\0\0WAVEfmt "), "day": datetime.date(2020, 1, 2), "cost": decimal.Decimal("1.50"),
        "nothing": float("nan"), "deep": {"blob": b"\xff\xfe", "x": [1]}, "blob": b"\xff\xfe",
    }  # fmt: skip
    (sample,), findings = read(table(tmp_path / "x.parquet", [row]))
    assert sample.assets[0].kind == "audio" and not findings
    assert sample.foreign == {"day": "2020-01-02", "cost": "1.50", "nothing": None, "deep": {"x": [1]}}
    assert Sample.model_validate_json(sample.model_dump_json()) == sample


def test_a_damaged_file_costs_itself_alone(tmp_path):
    rows = [{"question": f"Question {place}?", "answer": "x" * 50} for place in range(100)]
    whole = table(tmp_path / "a.parquet", rows, row_group_size=20, compression="none").read_bytes()
    damaged = bytearray(whole)
    start = pq.ParquetFile(tmp_path / "a.parquet").metadata.row_group(2).column(0).dictionary_page_offset
    damaged[start : start + 40] = b"\xff" * 40
    (tmp_path / "b.parquet").write_bytes(damaged)
    (tmp_path / "c.parquet").write_bytes(whole[:300])
    (tmp_path / "d.parquet").touch()
    (tmp_path / "e.parquet").write_bytes(b"PAR1" + b"\xff" * 20 + b"PAR1")
    (tmp_path / "f.parquet").mkdir()
    samples, findings = read(tmp_path)
    assert len(samples) == 180
    assert [one.evidence["file"] for one in findings] == [f"{name}.parquet" for name in "bcdef"]
    assert "damaged or cut after row 40" in findings[0].message


def test_a_text_that_is_no_text_costs_its_row(tmp_path):
    texts = pa.array([b"good", b"\xff\xfe", b"good too"]).view(pa.string())
    pq.write_table(pa.table({"question": texts}), tmp_path / "x.parquet")
    samples, (finding,) = read(tmp_path / "x.parquet")
    assert [one.turns[0].text for one in samples] == ["good", "good too"] and "row 2" in finding.message


def test_rows_that_would_unpack_to_more_than_memory_holds(tmp_path, monkeypatch):
    monkeypatch.setattr(arrow_rows, "LARGEST_ROW", 10_000)
    path = table(tmp_path / "x.parquet", [{"question": "x" * 1_000_000}], compression="zstd")
    assert path.stat().st_size < 10_000
    samples, (finding,) = read(path)
    assert not samples and "the column question would unpack to" in finding.message


def test_what_is_wrong_with_a_shard_costs_its_sample(tmp_path):
    samples = [dialog("a", "q", "a"), dialog("b", "q", "b", BOXED)]
    list(Parquet().write(iter(samples), tmp_path / "x.parquet"))
    (medium,) = (path for path in (tmp_path / "assets").rglob("*") if path.is_file())
    medium.write_bytes(b"other")
    (sample,), (finding,) = read(tmp_path / "x.parquet")
    assert sample == samples[0] and "row 2" in finding.message and "holds other bytes" in finding.message
    medium.unlink()
    found, findings = read(tmp_path / "x.parquet")
    assert [one.id for one in found] == ["a", "b"] and not findings
    assert found[1].assets[0].size is None and found[1].assets[0].id == BOXED.id
    shard = pq.read_table(tmp_path / "x.parquet").to_pylist()
    table(tmp_path / "y.parquet", [{**shard[0], "sample": '{"id": 3'}, {**shard[0], "sample": None}, shard[0]])
    found, findings = read(tmp_path / "y.parquet")
    assert len(found) == 1 and ["row 1" in findings[0].message, "row 2" in findings[1].message] == [True, True]


def test_every_sample_survives(tmp_path):
    film = Asset.made(b"\0\0\0\x18ftypmp42" + bytes(20), kind="video", mime="video/mp4")
    samples = [*ZOO, Sample(id="film", assets=(film,))]
    assert not list(Parquet().write(iter(samples), tmp_path / "x.parquet"))
    found, findings = read(tmp_path / "x.parquet")
    assert found == samples and not findings
    assert hashlib.sha256(found[-1].assets[0].read()).hexdigest() == film.id


def test_addresses_are_opened_only_when_asked_to(tmp_path):
    import fsspec

    from goldsmith.store.assets import AssetStore
    from goldsmith.store.shards import write_shard

    with fsspec.open("memory://picture.png", "wb") as file:
        file.write(PNG)
    there = Asset.made(PNG, kind="image", mime="image/png", source="x", uri="memory://picture.png")
    write_shard(tmp_path / "a.parquet", [Sample(id="a", assets=(there,))], AssetStore(tmp_path / "a", copies=False), {})
    (closed,), (opened,) = (list(Parquet(fetch=fetch).read(tmp_path / "a.parquet")) for fetch in (False, True))
    assert closed.assets[0].size is None and closed.assets[0].uri == "memory://picture.png"
    assert opened.assets[0].read() == PNG
