"""Nothing of the evaluation sets is trained on, whatever shape they have."""

import base64
import csv
import gzip
import io
import json
import random
import tarfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Sample, Turn
from goldsmith.likeness.evaluation_sets import Unreadable, items
from goldsmith.select.decontaminate import Decontaminate
from goldsmith.store.assets import AssetStore
from goldsmith.store.shards import write_shard

LONG = "the quick brown fox jumps over the lazy dog near the old river bank"
SHORT = "Which river is the longest?"


def photograph(seed: int, quality: int = 90) -> bytes:
    noise = Image.frombytes("RGB", (24, 24), random.Random(seed).randbytes(24 * 24 * 3))
    out = io.BytesIO()
    noise.resize((192, 160), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2)).save(
        out, "JPEG", quality=quality
    )
    return out.getvalue()


def dialog(name: str, question: str, *data: bytes, answer: str = "I do not know.") -> Sample:
    assets = tuple(Asset.made(one, kind="image", source=f"{name}.jpg") for one in data)
    return Sample(id=name, assets=assets, turns=(Turn.said("user", question), Turn.said("assistant", answer)))


LEAKS = [
    dialog("long", f"Why did {LONG}?"),
    dialog("answered", "Tell me a story.", answer=f"Once {LONG.upper()}, and then it slept."),
    dialog("seen", "What is this?", photograph(3, 50)),
]
CLEAN = [
    dialog("like long", "Why did the quick brown fox sleep near the river bank over the lazy old dog?"),
    dialog("new", "What is this?", photograph(4)),
    dialog("empty", ""),
    Sample(id="draft"),
]


def picked(against, samples=(*LEAKS, *CLEAN), **settings):
    names = [against] if not isinstance(against, list) else against
    out = list(Decontaminate(against=tuple(map(str, names)), **settings).pick(samples))
    kept = [one.id for one in out if isinstance(one, Sample)]
    return kept, [one for one in out if isinstance(one, Finding)]


def rows() -> list[dict[str, object]]:
    return [
        {"question": "Nothing of note", "picture": None},
        {"question": LONG, "picture": {"bytes": photograph(3), "path": "3.jpg"}},
    ]


def as_jsonl(folder):
    address = "data:image/jpeg;base64," + base64.b64encode(photograph(3)).decode()
    lines = [{"messages": [{"content": "Nothing"}]}, {"messages": [{"content": LONG}, {"image_url": {"url": address}}]}]
    path = folder / "eval.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    return path, f"{path}:2", f"{path}:2"


def as_json(folder):
    path = folder / "eval.json"
    (folder / "pictures").mkdir()
    (folder / "pictures" / "3.jpg").write_bytes(photograph(3))
    path.write_text(
        json.dumps({"info": {"year": 1}, "questions": [{"q": "no"}, {"q": LONG, "image": "pictures/3.jpg"}]})
    )
    return path, f"{path}, questions item 2", f"{path}, questions item 2"


def as_folder(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "x.jpg").write_bytes(photograph(3))
    (folder / "texts.txt").write_text(f"one\n\n{LONG}\n")
    return folder, f"{folder}/texts.txt:3", f"{folder}/deep/x.jpg"


def as_parquet(folder):
    path = folder / "eval.parquet"
    pq.write_table(pa.Table.from_pylist(rows()), path)
    return path, f"{path}, row 2", f"{path}, row 2"


def as_arrow(folder):
    path = folder / "data-00000-of-00001.arrow"
    table = pa.Table.from_pylist(rows())
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table)
    return path, f"{path}, row 2", f"{path}, row 2"


def as_tar(folder):
    path = folder / "eval.tar"
    with tarfile.open(path, "w") as archive:
        for name, data in (("a/1.json", json.dumps({"text": LONG}).encode()), ("a/1.jpg", photograph(3))):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path, f"{path}/a/1.json", f"{path}/a/1.jpg"


def as_zipped_csv(folder):
    path, picture = folder / "eval.csv.gz", folder / "3.jpg"
    with gzip.open(path, "wt", newline="") as file:
        csv.writer(file).writerows([["id", "text"], ["1", LONG]])
    picture.write_bytes(photograph(3))
    return folder, f"{path}:2", str(picture)


def as_stage(folder):
    held = dialog("held", LONG, photograph(3))
    (folder / "manifest.json").write_text(json.dumps({"told": CLEAN[0].turns[0].text}))
    write_shard(folder / "shards" / "00000.parquet", [held], AssetStore(folder / "assets"), {})
    place = f"{folder}/shards/00000.parquet, sample held"
    return folder, place, place


@pytest.mark.parametrize("shape", [as_jsonl, as_json, as_folder, as_parquet, as_arrow, as_tar, as_zipped_csv, as_stage])
def test_leaks_are_found_in_every_shape_and_named(shape, tmp_path):
    path, text_place, picture_place = shape(tmp_path)
    kept, findings = picked(path)
    assert kept == [one.id for one in CLEAN]
    found = {one.sample: one for one in findings if one.severity == "major"}
    assert {name: one.evidence["item"] for name, one in found.items()} == {
        "long": text_place, "answered": text_place, "seen": picture_place,
    }  # fmt: skip
    assert "quick brown fox" in found["long"].evidence["ngram"] and text_place in found["long"].message
    assert not [one for one in findings if one.severity == "not run"]


def test_the_same_file_is_told_from_one_re_encoded(tmp_path):
    (tmp_path / "x.jpg").write_bytes(photograph(3))
    (tmp_path / "x.mp3").write_bytes(b"ID3 a song")
    song = Sample(id="song", assets=(Asset.made(b"ID3 a song", kind="audio", mime="audio/mpeg"),))
    samples = [dialog("same", "?", photograph(3)), dialog("again", "?", photograph(3, 40)), song]
    kept, findings = picked(tmp_path, samples)
    assert not kept
    assert [one.message for one in findings][:3] == [
        f"has the same image as {tmp_path}/x.jpg",
        f"shows the picture of {tmp_path}/x.jpg, changed a little",
        f"has the same audio as {tmp_path}/x.mp3",
    ]


def test_short_texts_are_compared_whole_and_said_to_be(tmp_path):
    (tmp_path / "eval.txt").write_text(f"{SHORT}\nIs it?\n東京はどこですか\n")
    samples = [
        dialog("same", "which river - is the LONGEST"),
        dialog("more", "Which river is the longest in Asia?"),
        dialog("in answer", "Ask me something.", answer=SHORT),
        dialog("about a picture", SHORT, photograph(4)),
        dialog("tiny", "Is it?"),
        dialog("unspaced", "東京はどこですか。"),
    ]
    kept, findings = picked(tmp_path, samples)
    assert kept == ["more", "in answer", "about a picture", "tiny"]
    assert [one.sample for one in findings if "compared whole" in one.message and one.sample] == ["same", "unspaced"]
    row = {"rule": "whole", "whole": "which river is the longest", "item": f"{tmp_path}/eval.txt:1", "turn": 0}
    assert findings[0].evidence == {**row, "rows": [row]}
    assert "2 were compared whole and 1 not at all" in findings[-1].message
    assert picked(tmp_path, samples, ngram=5)[0] == ["tiny"]


def test_an_n_gram_is_as_long_as_asked(tmp_path):
    (tmp_path / "eval.txt").write_text(LONG)
    near = dialog("near", "Say: the quick brown fox jumps over a cat")
    assert picked(tmp_path, [near], ngram=6)[0] == [] and picked(tmp_path, [near], ngram=7)[0] == ["near"]


DAMAGED = {
    "a line": ("eval.jsonl", f'{{"q": "fine words here"}}\n{{"q": "{LONG}\n'.encode(), "eval.jsonl:2"),
    "json": ("eval.json", b'{"a": [\n1,\n}', "eval.json:3"),
    "utf-16": ("eval.txt", LONG.encode("utf-16"), "eval.txt"),
    "parquet": ("eval.parquet", b"PAR1 and no more", "eval.parquet"),
    "gzip": ("eval.txt.gz", gzip.compress(LONG.encode() * 99)[:60], "eval.txt.gz"),
    "tar": ("eval.tar", b"no archive" * 100, "eval.tar"),
    "picture": ("eval.jpg", photograph(3)[:1500], "eval.jpg"),
    "no picture": ("eval.png", b"hello", "eval.png"),
    "binary": ("model.bin", b"\0\1\2\3" * 9, "model.bin"),
    "empty": ("eval.txt", b"", "eval.txt"),
    "nothing": ("eval", b"", "eval"),
    "deep": ("eval.json", b"[" * 100_000, "eval.json"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_what_cannot_be_read_is_said_and_the_rest_goes_on(case, tmp_path):
    name, data, place = DAMAGED[case]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(LONG)
    kept, findings = picked(tmp_path)
    (told,) = [one for one in findings if one.severity == "not run"]
    assert f"{tmp_path}/{place}" in told.message and "was not compared" in told.message
    assert "long" not in kept and "seen" in kept


def test_a_sample_whose_picture_cannot_be_opened_is_kept_and_said(tmp_path):
    (tmp_path / "x.jpg").write_bytes(photograph(3))
    broken = dialog("broken", "What is this?", photograph(3, 50)[:1500])
    lost = Sample(id="lost", assets=(Asset.absent("lost.jpg", kind="image"),))
    kept, findings = picked(tmp_path, [broken, broken.but(id="again"), lost])
    assert kept == ["broken", "again", "lost"]
    damaged, absent = [one for one in findings if one.severity == "not run"]
    assert damaged.evidence["asset"] == broken.assets[0].id and "broken.jpg" in damaged.message
    assert absent.evidence["assets"] == [lost.assets[0].id]


def test_names_that_lead_out_of_the_folder_are_not_followed(tmp_path):
    (tmp_path / "secret.jpg").write_bytes(photograph(3))
    (tmp_path / "set").mkdir()
    names = ["../secret.jpg", str(tmp_path / "secret.jpg"), "a" * 5000 + ".jpg", "a\0.jpg"]
    (tmp_path / "set" / "eval.jsonl").write_text(json.dumps({"images": names}))
    assert "seen" in picked(tmp_path / "set")[0]


def test_a_set_that_is_not_there_is_an_error_and_a_changed_one_another_step(tmp_path):
    with pytest.raises(GoldsmithError, match="there is no evaluation set"):
        picked(tmp_path / "nowhere")
    step = Decontaminate(against=(str(tmp_path),))
    (tmp_path / "a.txt").write_text("one")
    first = step.identity()
    (tmp_path / "a.txt").write_text("other")
    assert step.identity() != first


def test_pictures_that_are_only_named_are_compared_by_name_and_said(tmp_path):
    rows = [{"image": name, "q": "What can be seen here?"} for name in ("https://x.org/1.jpg", "images/2.jpg")]
    (tmp_path / "eval.json").write_text(json.dumps(rows))
    (tmp_path / "shown").mkdir()
    (tmp_path / "shown" / "2.jpg").write_bytes(photograph(3))
    named = Sample(id="named", assets=(Asset.absent("https://x.org/1.jpg", kind="image"),))
    kept, findings = picked(tmp_path, [named, dialog("text", "What can be seen here?"), LEAKS[2]])
    assert kept == ["text"]
    assert findings[0].evidence["item"] == f"{tmp_path}/eval.json, item 1"
    (told,) = [one for one in findings if one.severity == "not run"]
    assert told.message.startswith("no bytes are at hand of 1 picture,") and "https://x.org/1.jpg" in told.message


SUFFIXES = [".json", ".jsonl", ".csv", ".txt", ".gz", ".csv.gz", ".tar", ".parquet", ".arrow", ".jpg", ".mp4", ""]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(SUFFIXES), st.binary(max_size=300) | st.text().map(str.encode))
def test_no_file_whatever_stops_the_reading(tmp_path, suffix, data):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    for one in items(path):
        assert one.place.startswith(str(path))
        assert not isinstance(one, Unreadable) or one.problem


def test_a_line_with_an_endless_number_costs_that_line(tmp_path):
    path = tmp_path / "eval.jsonl"
    path.write_text("9" * 10_000 + f'\n{{"q": "{LONG}"}}\n')
    bad, good = items(path)
    assert (bad.place, good.place, good.texts) == (f"{path}:1", f"{path}:2", (LONG,))


def test_with_an_embedder_a_question_but_for_a_few_letters_goes_with_the_rows_as_evidence():
    samples = [
        dialog("typo", "Which river flows through teh most countries?"),
        dialog("other", "Which lake is the deepest?"),
    ]
    step = {"against": (), "texts": ("Which river flows through the most countries?", LONG)}
    out = list(Decontaminate(**step, embedder="char-ngrams").pick(samples))
    assert [one.id for one in out if isinstance(one, Sample)] == ["other"]
    (row,) = out[0].evidence["rows"]
    assert (row["rule"], row["text"], row["item"], row["turn"]) == (
        "edited", "Which river flows through the most countries?", "texts, item 1", 0,
    )  # fmt: skip
    assert [one.id for one in Decontaminate(**step).pick(samples) if isinstance(one, Sample)] == ["typo", "other"]


def test_it_is_held_against_something():
    with pytest.raises(GoldsmithError, match="against"):
        Decontaminate.build("decontaminate")
