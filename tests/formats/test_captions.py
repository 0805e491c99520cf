"""Captions: all lines about a picture make one sample, a bad line costs itself, other columns are kept."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats import separated
from goldsmith.formats.captions import Captions
from goldsmith.formats.detect import detect
from zoo import BOXED, PNG, dialog


def split(found):
    found = list(found)
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def read(path, text, **options):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return split(Captions(**options).read(path))


def told(samples):
    return [(one.assets[0].source, [note.text for note in one.notes()]) for one in samples]


def test_captions_of_a_picture_are_gathered_wherever_they_stand(tmp_path):
    lines = "image,caption,who\na.png,One,Ann\nb.png,Two,Bob\na.png,Three,Bob\n"
    samples, findings = read(tmp_path / "x.csv", lines)
    assert told(samples) == [("a.png", ["One", "Three"]), ("b.png", ["Two"])] and not findings
    assert [one.foreign for one in samples] == [{"who": ["Ann", "Bob"]}, {"who": "Bob"}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "File_Name,Caption\na.png,A dog\n"),
        ("x.csv", "IMAGE,TEXT\na.png,A dog\n"),
        ("x.csv", "\ufefffile name;Description\na.png;A dog\n"),
        ("x.csv", "image_name| comment_number| comment\na.png| 0| A dog\n"),
        ("x.tsv", "Filepath\tTitle\r\na.png\tA dog\r\n"),
        ("x.jsonl", '{"File_Name": "a.png", "Text": "A dog"}'),
        ("x.jsonl", '{"id": 3, "img": "a.png", "captions": ["A dog", " "]}'),
        ("x.json", '[{"photo": "a.png", "sentence": "A dog"}]'),
        ("x.csv", 'image,captions\na.png,"[""A dog""]"\n'),
    ],
    ids=range(9),
)
def test_columns_by_their_usual_names(tmp_path, name, text):
    (tmp_path / "a.png").write_bytes(PNG)
    samples, findings = read(tmp_path / name, text)
    assert told(samples) == [("a.png", ["A dog"])] and not findings
    assert samples[0].assets[0].read() == PNG
    assert detect(tmp_path / name).name() == "captions"


def test_columns_by_their_given_names(tmp_path):
    text = "Foto,Texto,caption\na.png,Un perro,A dog\n"
    samples, _ = read(tmp_path / "x.csv", text, picture="Foto", caption="Texto")
    assert told(samples) == [("a.png", ["Un perro"])] and samples[0].foreign == {"caption": "A dog"}


def test_ids_that_differ_between_lines_are_kept(tmp_path):
    samples, _ = read(tmp_path / "x.csv", "id,image,caption\n7,a.png,One\n8,a.png,Two\n9,b.png,Three\n")
    assert [(one.id, one.foreign) for one in samples] == [("7", {"ids": ["7", "8"]}), ("9", {})]


BAD_LINES = [
    b"a.png,too,many\n",
    b"a.png\n",
    b",A dog\n",
    b"a.png,\xff\xfe\n",
    b'a.png,"A "dog\n',
    b"a.png," + b"x" * 200_000 + b"\n",
    b"../out.png,A dog\n",
    b"nul\0.png,A dog\n",
    b"cut.png,A dog\n",
    b"empty.png,A dog\n",
    b"a.png,\r \n",
]


@pytest.mark.parametrize("bad", BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_costs_itself_alone(tmp_path, bad):
    (tmp_path / "cut.png").write_bytes(PNG[:45])
    (tmp_path / "empty.png").touch()
    samples, findings = read(tmp_path / "x.csv", b"image,caption\none.png,One\n" + bad + b"two.png,Two\n")
    assert told(samples) == [("one.png", ["One"]), ("two.png", ["Two"])]
    assert [one.severity for one in findings] == ["major"] and "x.csv:3: " in findings[0].message


def test_a_quote_that_is_never_closed_is_said_where_it_begins(tmp_path):
    samples, (finding,) = read(tmp_path / "x.csv", 'image,caption\none.png,One\n\ntwo.png,"Two\nthree.png,Three\n')
    assert told(samples) == [("one.png", ["One"])] and "x.csv:4: " in finding.message


def test_a_file_without_line_ends_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(separated, "LONGEST_LINE", 1000)
    samples, findings = read(tmp_path / "x.csv", "image,caption\none.png,One\n" + "x" * 5000 + ",y\ntwo.png,Two\n")
    assert told(samples) == [("one.png", ["One"]), ("two.png", ["Two"])] and len(findings) == 1


@pytest.mark.parametrize("data", [b"", "image,caption\na.png,x\n".encode("utf-16")], ids=["empty", "utf-16"])
def test_files_that_cannot_be_read(tmp_path, data):
    with pytest.raises(GoldsmithError, match=r"x\.csv"):
        read(tmp_path / "x.csv", data)


@pytest.mark.parametrize("options", [{}, {"picture": "photo"}], ids=["guessed", "given"])
def test_columns_that_are_not_there_are_said_with_those_that_are(tmp_path, options):
    with pytest.raises(GoldsmithError, match=r"x\.csv: .* among name, words"):
        read(tmp_path / "x.csv", "name,words\na.png,A dog\n", **options)


def test_a_bad_instance_costs_itself_alone(tmp_path):
    fit = {"category": "dog", "bbox": [0.1, 0.1, 0.5, 0.5]}
    rows = [
        {"image": "a.png", "caption": "One", "instances": [fit, {"category": "cat"}, {"bbox": [0, 0, 1, 1]}, 5, fit]},
        {"image": "a.png", "caption": "Two", "instances": [{"category": "x", "bbox": [0, 0, 0, 1]}]},
        {"image": "b.png", "caption": "Three", "instances": 5},
        {"image": "c.png", "caption": "Four", "instances": []},
    ]
    samples, findings = read(tmp_path / "x.jsonl", "\n".join(map(json.dumps, rows)))
    assert told(samples) == [("a.png", ["One", "Two", "dog", "dog"]), ("b.png", ["Three"]), ("c.png", ["Four"])]
    assert [one.foreign for one in samples] == [{}, {"instances": 5}, {}]
    assert [one.severity for one in findings] == ["minor"] * 4 and "instance 2" in findings[0].message


def test_boxes_repeated_with_each_caption_are_there_once(tmp_path):
    row = {"image": "a.png", "instances": [{"category": "dog", "bbox": [0.1, 0.1, 0.5, 0.5]}]}
    samples, _ = read(tmp_path / "x.jsonl", "\n".join(json.dumps({**row, "caption": text}) for text in ("One", "Two")))
    assert told(samples) == [("a.png", ["One", "Two", "dog"])]


def test_what_cannot_be_carried_is_said(tmp_path):
    samples = [dialog("spoken", "q", "a", BOXED), dialog("bare", "q", "a")]
    findings = list(Captions().write(samples, tmp_path / "x.csv"))
    assert findings[0].severity == "minor" and "sample bare is left out" in findings[0].message
    lost = {one.evidence["lost"] for one in findings[1:]}
    assert lost == {"turns", "tags", "licences", "box notes", "label notes", "table notes"}


words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20).map(str.strip).filter(bool)
captions = st.lists(words, min_size=1, max_size=3)
values = words | st.integers() | st.lists(words | st.none(), max_size=3)
others = st.dictionaries(st.sampled_from(["who", "when", "Caption", "id"]), values, max_size=2)
drafts = st.lists(st.tuples(captions, words | st.just(""), others, st.booleans()), max_size=4)


@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.jsonl"])
@given(drafts)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_comes_back_or_is_named(tmp_path_factory, name, drafts):
    path = tmp_path_factory.mktemp("x") / name
    samples = []
    for place, (texts, licence, other, boxed) in enumerate(drafts):
        notes = [Note(id=f"caption-{number}", kind="caption", text=text) for number, text in enumerate(texts, 1)]
        notes += [Note(id="box-1", kind="box", text="dog", box=(0.0, 0.0, 0.5, 1.0))] if boxed else []
        asset = Asset.absent(f"{place}.png", kind="image", notes=tuple(notes), licence=licence)
        samples.append(Sample(id=f"s{place}", assets=(asset,), foreign=other, tags={"modality": "image"}))
    lost = {one.evidence["lost"] for one in Captions().write(samples, path)}
    if not samples:
        return
    back, findings = split(Captions().read(path))
    assert len(back) == len(samples) and not findings
    for one, other in zip(samples, back, strict=True):
        kept = [(note.id, note.text, note.box) for note in one.notes() if f"{note.kind} notes" not in lost]
        assert kept == [(note.id, note.text, note.box) for note in other.notes()]
        assert one.id == other.id and ("licences" in lost or one.assets[0].licence == other.assets[0].licence)
        if not any("foreign" in loss for loss in lost):
            assert one.foreign == other.foreign
