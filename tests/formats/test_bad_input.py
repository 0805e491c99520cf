"""Bad files: a finding or an error that names file and item, and the rest goes on."""

import os

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.detect import detect
from goldsmith.formats.format import Format
from zoo import PNG

GOOD = '{"id": "ok", "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]}'


def read(name, path, **options):
    found = list(Format.build({name: options}).read(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join([GOOD, "{broken", '{"id": "x", "messages": [{"role": "alien", "content": "?"}]}', "[1]", GOOD])
    )
    samples, findings = read("chat-jsonl", path)
    assert [one.id for one in samples] == ["ok"]
    assert [one.evidence["line"] for one in findings] == [2, 3, 4, 5]
    assert "was there before" in findings[-1].message


def test_names_that_leave_the_folder_are_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    for name in ("../secret.png", str(tmp_path / "secret.png"), "link.png"):
        path = tmp_path / "in" / "a.jsonl"
        part = f'{{"type": "image_url", "image_url": {{"url": "{name}"}}}}'
        path.write_text(f'{{"messages": [{{"role": "user", "content": [{part}]}}]}}\n')
        samples, findings = read("chat-jsonl", path)
        assert not samples and "outside" in findings[0].message


def test_damaged_pictures_are_findings(tmp_path):
    (tmp_path / "good.png").write_bytes(PNG)
    (tmp_path / "cut.png").write_bytes(PNG[:45])
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "film.jpg").write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64))
    samples, findings = read("pictures", tmp_path)
    assert len(samples) == 1
    assert sorted(one.evidence["file"] for one in findings) == ["cut.png", "empty.png", "film.jpg"]


def test_boxes_outside_the_picture(tmp_path):
    (tmp_path / "Annotations").mkdir()
    (tmp_path / "JPEGImages").mkdir()
    (tmp_path / "JPEGImages" / "a.png").write_bytes(PNG)
    box = "<object><name>{}</name><bndbox><xmin>{}</xmin><ymin>0</ymin><xmax>{}</xmax><ymax>1</ymax></bndbox></object>"
    text = f"<annotation><filename>a.png</filename>{box.format('cat', -5, 1)}{box.format('dog', 7, 9)}</annotation>"
    (tmp_path / "Annotations" / "a.xml").write_text(text)
    (tmp_path / "Annotations" / "b.xml").write_text("<annotation><filename>gone.png</filename></annotation>")
    (tmp_path / "Annotations" / "c.xml").write_text("<annotation>")
    samples, findings = read("voc", tmp_path)
    assert [note.box for note in samples[0].assets[0].noted("box")] == [(0.0, 0.0, 1.0, 1.0)]
    said = " ".join(one.message for one in findings)
    assert "clipped" in said and "no area" in said and "not XML" in said
    assert samples[1].assets[0].source == "gone.png" and samples[1].assets[0].size is None


def test_empty_missing_and_unknown_files(tmp_path):
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(GoldsmithError, match="empty"):
        read("chat-jsonl", tmp_path / "empty.jsonl")
    with pytest.raises(GoldsmithError, match="there is no"):
        detect(tmp_path / "gone")
    (tmp_path / "x.bin").write_bytes(b"\x00\x01")
    with pytest.raises(GoldsmithError, match="not recognised"):
        detect(tmp_path / "x.bin")
    (tmp_path / "bad.json").write_text('[\n{"conversations": \n')
    samples, findings = read("sharegpt", tmp_path / "bad.json")
    assert not samples and "bad.json:2: item 1" in findings[0].message and "cut off" in findings[1].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_folder(tmp_path):
    (tmp_path / "no").mkdir(mode=0)
    with pytest.raises(GoldsmithError, match="may not be read"):
        read("pictures", tmp_path / "no")


SHAPES = [
    ("chat-jsonl", "a.jsonl", '{"messages": [{"role": "user", "content": [5]}]}'),
    ("chat-jsonl", "a.jsonl", '{"messages": [7]}'),
    ("sharegpt", "a.json", '[{"conversations": ["x"]}]'),
    ("alpaca", "a.json", '[{"instruction": "a", "output": "b", "history": [["x"]]}]'),
    ("captions", "a.jsonl", '{"image": "x.png", "caption": 5}'),
]


@pytest.mark.parametrize(("name", "file", "text"), SHAPES)
def test_items_of_unexpected_shape_are_findings(tmp_path, name, file, text):
    (tmp_path / file).write_text(text)
    samples, findings = read(name, tmp_path / file)
    assert not samples and len(findings) == 1


def test_links_out_of_a_folder_of_pictures_are_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    samples, findings = read("pictures", tmp_path / "in")
    assert not samples and "outside" in findings[0].message
