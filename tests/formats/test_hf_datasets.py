"""Hugging Face folders: what their own library writes is read, and their library reads what is written."""

import json

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.detect import detect
from goldsmith.formats.hf_datasets import HfDatasets
from zoo import BOXED, PNG, ZOO, dialog

pa = pytest.importorskip("pyarrow")
FILM = Asset.made(b"\0\0\0\x18ftypmp42" + bytes(20), kind="video", mime="video/mp4")
TABLE = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv", notes=(Note(id="t", kind="table", text="a,b\n1,2"),))


def read(path, **options):
    found = list(HfDatasets(**options).samples(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def saved(path, rows, features=None, **info):
    """A folder as the library writes it."""
    path.mkdir(parents=True)
    table = pa.Table.from_pylist(rows)
    with pa.ipc.new_stream(str(path / "a.arrow"), table.schema) as file:
        file.write_table(table, max_chunksize=1)
    (path / "state.json").write_text(json.dumps({"_data_files": [{"filename": "a.arrow"}]}))
    (path / "dataset_info.json").write_text(json.dumps({"features": features or {}, **info}))
    return path


def cell(data=PNG, path=None):
    return {"bytes": data, "path": path}


def test_every_sample_survives(tmp_path):
    samples = [*(one for one in ZOO if one.id != "nothing"), Sample(id="media", assets=(FILM, BOXED, TABLE))]
    samples.append(dialog("film", "What happens?", "A dog runs.", FILM, BOXED))
    assert not list(HfDatasets().write(iter(samples), tmp_path / "x"))
    found, findings = read(tmp_path / "x")
    assert found == samples
    assert [one.severity for one in findings] == ["minor"] and "x.jpg" in findings[0].message
    assert found[-2].assets[0].read() == FILM.read()


def test_pictures_classes_and_a_licence(tmp_path):
    names = {"names": ["cat", "dog"], "_type": "ClassLabel"}
    features = {"pic": {"_type": "Image"}, "label": names, "both": {"feature": names, "_type": "List"}}
    rows = [{"pic": cell(path="a.png"), "label": 1, "text": "A dog.", "both": [0, 1]}]
    (sample,), findings = read(saved(tmp_path / "x", rows, features, license="MIT"))
    assert not findings and [(note.kind, note.text) for note in sample.notes()] == [
        ("caption", "A dog."),
        ("label", "dog"),
    ]
    assert (sample.assets[0].licence, sample.assets[0].source) == ("MIT", "a.png")
    assert sample.foreign == {"both": ["cat", "dog"]}


def test_the_splits_of_a_dictionary_stay_apart(tmp_path):
    for name in ("train", "test"):
        saved(tmp_path / name, [{"id": place, "question": f"{name} {place}?", "answer": "a"} for place in range(2)])
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["train", "test", "gone"]}')
    samples, (finding,) = read(tmp_path)
    assert [one.id for one in samples] == ["train/0", "train/1", "test/0", "test/1"]
    assert [one.tags["split"] for one in samples] == ["train", "train", "test", "test"]
    assert finding.severity == "major" and "gone" in finding.message


METADATA = {
    "metadata.csv": "file_name,text,extra\na.png,A dog,1\ngone.png,A cat,2\n../out.png,Out,3\n",
    "metadata.jsonl": "\n".join(
        json.dumps({"file_name": name, "text": text, "extra": extra})
        for name, text, extra in (("a.png", "A dog", "1"), ("gone.png", "A cat", "2"), ("../out.png", "Out", "3"))
    ),
}


@pytest.mark.parametrize("name", METADATA)
@pytest.mark.parametrize("folder", ["", "train"])
def test_a_folder_of_pictures_with_metadata(tmp_path, name, folder):
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "a.png").write_bytes(PNG)
    (tmp_path / folder / name).write_text(METADATA[name])
    assert detect(tmp_path).name() == "hf-datasets"
    samples, findings = read(tmp_path)
    assert [[note.text for note in one.notes()] for one in samples] == [["A dog"], ["A cat"]]
    assert [one.foreign for one in samples] == [{"extra": "1"}, {"extra": "2"}]
    assert {one.tags.get("split") for one in samples} == {folder or None}
    assert samples[0].assets[0].read() == PNG and samples[1].assets[0].size is None
    assert ["outside" in findings[0].message, "not at hand: gone.png" in findings[1].message] == [True, True]


def test_metadata_in_parquet_with_several_pictures(tmp_path):
    import pyarrow.parquet as pq

    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.png").write_bytes(PNG + b"\n")
    row = {"left_file_name": "a.png", "right_file_name": "b.png", "question": "Which is older?", "answer": "The left."}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "metadata.parquet")
    (sample,), findings = read(tmp_path)
    assert [asset.source for asset in sample.assets] == ["a.png", "b.png"] and not findings
    assert [turn.text for turn in sample.turns] == ["Which is older?", "The left."]


BROKEN = [
    ("state.json", b""),
    ("state.json", b"[]"),
    ("state.json", b'{"_data_files": [{"filename": "../secret.arrow"}]}'),
    ("state.json", b'{"_data_files": [{"filename": "gone.arrow"}]}'),
    ("state.json", b"{" * 99_999),
    ("dataset_info.json", b"\xff\xfe"),
    ("a.arrow", b""),
    ("a.arrow", b"ARROW1\0\0"),
    ("a.arrow", b"\xff\xff\xff\xff\xff\xff\xff\x7f" + b"\0" * 99),
]


@pytest.mark.parametrize(("name", "data"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_folder_costs_itself_alone(tmp_path, name, data):
    saved(tmp_path / "bad", [{"question": "Why?", "answer": "So."}])
    saved(tmp_path / "good", [{"question": "Who?", "answer": "She."}])
    (tmp_path / "bad" / name).write_bytes(data)
    (tmp_path / "secret.arrow").write_bytes((tmp_path / "good" / "a.arrow").read_bytes())
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["bad", "good"]}')
    samples, (finding,) = read(tmp_path)
    assert [one.turns[0].text for one in samples] == ["Who?"] and finding.severity == "major"


def test_a_cut_file_gives_the_rows_before_the_cut(tmp_path):
    path = saved(tmp_path / "x", [{"question": f"{place}?", "answer": "x" * 300} for place in range(5)]) / "a.arrow"
    path.write_bytes(path.read_bytes()[:-900])
    samples, (finding,) = read(tmp_path / "x")
    assert [one.turns[0].text for one in samples] == ["0?", "1?", "2?"]
    assert "a.arrow: damaged or cut after row 3" in finding.message


def test_a_row_that_lies_about_its_memory_costs_itself(tmp_path):
    path = saved(tmp_path / "x", [{"question": "0123456789?"}, {"question": "fine?"}]) / "a.arrow"
    good = b"\0\0\0\0\x0b\0\0\0"
    path.write_bytes(path.read_bytes().replace(good, b"\0\0\0\0\xff\xff\xff\x7f", 1))
    samples, (finding,) = read(tmp_path / "x")
    assert [one.turns[0].text for one in samples] == ["fine?"] and "row 1" in finding.message


def test_what_is_no_datasets_folder(tmp_path):
    with pytest.raises(GoldsmithError, match="not a datasets folder"):
        read(tmp_path)


@pytest.mark.slow
def test_the_library_reads_what_is_written_and_writes_what_is_read(tmp_path):
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    samples = [dialog("a", "What?", "A dog.", BOXED), dialog("b", "Hi", "Hello"), Sample(id="c", assets=(TABLE,))]
    list(HfDatasets().write(iter(samples), tmp_path / "ours"))
    loaded = datasets.load_from_disk(str(tmp_path / "ours"))
    assert loaded["id"][:] == ["a", "b", "c"] and loaded[0]["images"][0].size == (1, 1)
    assert loaded[0]["messages"][0] == {"role": "user", "content": "<image>\nWhat?"}
    datasets.DatasetDict(train=loaded, test=loaded.select([])).save_to_disk(str(tmp_path / "again"))
    assert [one.but(tags=dict(one.tags) | {"split": "train"}) for one in samples] == read(tmp_path / "again")[0]

    def rows():
        yield {"image": loaded[0]["images"][0], "label": 1, "text": "A dog."}
        yield {"image": str(tmp_path / "a.png"), "label": 0, "text": "A cat."}

    (tmp_path / "a.png").write_bytes(PNG)
    kinds = {
        "image": datasets.Image(),
        "label": datasets.ClassLabel(names=["cat", "dog"]),
        "text": datasets.Value("string"),
    }
    made = datasets.Dataset.from_generator(rows, features=datasets.Features(kinds), cache_dir=str(tmp_path / "cache"))
    made.save_to_disk(str(tmp_path / "theirs"))
    made.to_parquet(str(tmp_path / "data" / "train-00000-of-00001.parquet"))
    for folder, pixels in (("theirs", [False, False]), ("data", [False, True])):
        found = [one for one in detect(tmp_path / folder).read(tmp_path / folder) if isinstance(one, Sample)]
        assert [[note.text for note in one.notes()] for one in found] == [["A dog.", "dog"], ["A cat.", "cat"]]
        assert [one.assets[0].size is None for one in found] == pixels
