"""Every format against what is broken, hostile or not what it says: the item is named, and the rest goes on."""

import io
import json
import os
import random
import shutil
import struct
import tarfile
import zlib

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.detect import detect
from goldsmith.formats.format import Format
from zoo import BOXED, PNG, dialog

FILES = {
    "captions": "x.csv",
    "coco": "x.json",
    "hf-datasets": "x",
    "parquet": "x.parquet",
    "pictures": "x",
    "voc": "x",
    "vqa": "x",
    "webdataset": "x.tar",
}


def read(form, path):
    found = list(form.samples(path))
    assert all(one.model_dump_json() for one in found)
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, rows, *more):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURES = {
    "empty": b"",
    "cut": PNG[:45],
    "wide": png(100_000, 100_000, zlib.compress(bytes(1000))),
    "deep": png(1, 1, zlib.compress(bytes(2)), *[chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(30_000_000)))] * 3),
    "text": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "script": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\nquit\n",
    "archive": b"PK\x03\x04" + bytes(60),
}
"""Pictures that are none, or would fill the memory when decoded."""


def named(folder, name):
    """A small data set of every kind that names pictures, which names one more than `good.png`."""
    (folder / "Annotations").mkdir()
    for number, one in enumerate(("good.png", name)):
        text = f"<annotation><filename>{one}</filename></annotation>"
        (folder / "Annotations" / f"{number}.xml").write_text(text, errors="surrogateescape")
    rows = [
        {"image": one, "caption": "c", "question": "q", "answer": "a", "id": place}
        for place, one in enumerate(("good.png", name))
    ]
    images = [{"id": place, "file_name": row["image"]} for place, row in enumerate(rows)]
    (folder / "captions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (folder / "vqa.json").write_text(json.dumps(rows))
    (folder / "coco.json").write_text(json.dumps({"images": images}))
    (folder / "metadata.jsonl").write_text(
        "\n".join(json.dumps({"file_name": row["image"], "text": "c"}) for row in rows)
    )
    return {
        "captions": "captions.jsonl",
        "vqa": "vqa.json",
        "coco": "coco.json",
        "voc": "",
        "hf-datasets": "",
        "pictures": "",
    }


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_a_hostile_picture_costs_its_item_alone(tmp_path, data):
    (tmp_path / "good.png").write_bytes(PNG)
    (tmp_path / "bad.png").write_bytes(data)
    for name, file in named(tmp_path, "bad.png").items():
        samples, findings = read(Format.build(name), tmp_path / file)
        assert [one.assets[0].source for one in samples] == ["good.png"], name
        assert ["bad.png" in one.message for one in findings if one.severity == "major"] == [True], name


@pytest.mark.parametrize("name", ["../out.png", "in/../../out.png", "link.png", "up/out.png", "pipe.png", "folder.png"])
def test_a_name_that_is_no_file_of_the_folder_costs_its_item_alone(tmp_path, name):
    (tmp_path / "out.png").write_bytes(PNG + b"secret")
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "good.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    (folder / "up").symlink_to(tmp_path)
    (folder / "folder.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    for form, file in named(folder, name).items():
        samples, findings = read(Format.build(form), folder / file)
        known = [asset for one in samples for asset in one.assets if asset.size is not None]
        assert [asset.source for asset in known] == ["good.png"], form
        assert findings and all("secret" not in one.model_dump_json() for one in findings), form


def packed(path, names, data):
    with tarfile.open(path, "w") as tar:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def test_names_in_a_tar_reach_nothing_outside(tmp_path):
    names = ["../../up.png", "/abs.png", "a\\..\\b.png", "\udcff.png", "x" * 300 + ".png", "good.png"]
    packed(tmp_path / "x.tar", names, PNG)
    samples, findings = read(Format.build("webdataset"), tmp_path / "x.tar")
    assert [one.assets[0].source.rpartition("/")[2] for one in samples][-1] == "good.png"
    assert len(samples) + len(findings) == len(names) and [file.name for file in tmp_path.iterdir()] == ["x.tar"]


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_a_hostile_picture_in_a_tar_or_table_costs_its_sample_alone(tmp_path, data):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    with tarfile.open(tmp_path / "x.tar", "w") as tar:
        for name, held in (("1.png", data), ("2.png", PNG)):
            info = tarfile.TarInfo(name)
            info.size = len(held)
            tar.addfile(info, io.BytesIO(held))
    pq.write_table(
        pa.Table.from_pylist([{"image": {"bytes": one, "path": ""}} for one in (data, PNG)]), tmp_path / "x.parquet"
    )
    for name in ("x.tar", "x.parquet"):
        samples, findings = read(detect(tmp_path / name), tmp_path / name)
        assert len(samples) == 1 and [one.severity for one in findings] == ["major"], name


WRONG = {"empty": b"", "zeros": bytes(2000), "text": b"hello\n", "json": b"{}", "gzip": b"\x1f\x8b\x08\0", "png": PNG}


@pytest.mark.parametrize("name", ["captions", "coco", "parquet", "vqa", "webdataset"])
@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_a_file_that_is_not_what_its_ending_says(tmp_path, name, data):
    path = tmp_path / FILES[name].replace("x", "y", 1)
    path = path.with_suffix(".json") if name == "vqa" else path
    path.write_bytes(data)
    try:
        samples, findings = read(Format.build(name), path)
    except GoldsmithError as error:
        assert path.name in error.problem
    else:
        assert not samples and (not data.strip(b"\0") or path.name in findings[0].message)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A small data set in every format that is written."""
    notes = (Note(id="b", kind="box", text="dog", box=(0, 0, 1, 1)), Note(id="c", kind="caption", text="A dog."))
    other = Asset.made(PNG + b"1", kind="image", mime="image/png", width=1, height=1, notes=notes)
    samples = [
        dialog("a", "What?", "A dog.", BOXED),
        dialog("b", "Who?", "A cat.", other),
        Sample(id="c", assets=(other,)),
    ]
    folder = tmp_path_factory.mktemp("whole")
    for name, file in FILES.items():
        (folder / name).mkdir()
        list(Format.build(name).write(iter(samples), folder / name / file))
    return folder


SWAPS = [
    (b'"', b""),
    (b"[", b"{"),
    (b"1", b"null"),
    (b":", b","),
    (b"{", b"[]"),
    (b"1", b"1e999"),
    (b"1", b"[[]]"),
    (b'"', b'"\\ud800'),
]


def spoil(file, chance):
    """Damage a file somewhere: cut it, change or repeat bytes, swap a sign of JSON, replace or remove it."""
    data = bytearray(file.read_bytes())
    place, other = (chance.randrange(len(data) + 1) for _ in range(2))
    how = chance.randrange(6)
    if how == 0:
        del data[place:]
    elif how == 1:
        data[place : place + chance.choice((1, 4, 99))] = bytes(
            chance.choices(range(256), k=chance.choice((0, 1, 4, 99)))
        )
    elif how == 2:
        data[place:place] = data[other : other + 60]
    elif how == 3:
        old, new = chance.choice(SWAPS)
        data = data[:place] + data[place:].replace(old, new, 1)
    elif how == 4:
        data = bytearray(
            chance.choice((b"", b"\0", b"{}", b"[]", b"null", b"\xff\xfe", b'{"images": 5}', b"<annotation/>"))
        )
    else:
        file.unlink()
        file.mkdir()
        return
    file.write_bytes(data)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_ends_in_a_finding_or_an_error_with_a_remedy(tmp_path, whole, name, seed):
    chance = random.Random(f"{name}:{seed}")
    shutil.copytree(whole / name, tmp_path / name)
    for file in chance.sample(sorted(file for file in (tmp_path / name).rglob("*") if file.is_file()), k=1):
        spoil(file, chance)
    path = tmp_path / name / FILES[name]
    for form in (lambda: Format.build(name), lambda: detect(path)):
        try:
            read(form(), path)
        except GoldsmithError as error:
            assert error.problem
