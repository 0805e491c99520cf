"""Folders of pictures: what cannot be read is named, what cannot be written too."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.pictures import Pictures
from zoo import BOXED, PNG, dialog


def read(path, **options):
    found = list(Pictures(**options).samples(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def other(number, *notes):
    return Asset.made(PNG + bytes([number]), kind="image", mime="image/png", width=1, height=1, notes=notes)


def test_drafts_are_written_and_what_is_left_out_is_said(tmp_path):
    table = Asset.made(b"a,b", kind="text", mime="text/csv")
    gone = Asset.absent("gone.jpg", kind="image")
    samples = [Sample(id="draft", assets=(other(1), table, gone)), dialog("spoken", "q", "a", BOXED)]
    findings = list(Pictures().write(iter(samples), tmp_path / "x"))
    assert sorted(file.name for file in (tmp_path / "x").iterdir()) == sorted(
        f"{asset.id}.png" for asset in (BOXED, other(1))
    )
    assert findings[0].severity == "minor" and findings[0].sample == "draft" and "gone.jpg" in findings[0].message
    lost = {one.evidence["lost"] for one in findings[1:]}
    notes = {f"{kind} notes" for kind in ("box", "caption", "table", "label")}
    assert lost == notes | {"ids", "turns", "tags", "licences", "text assets", "pictures together in a sample"}


def test_nothing_is_left_behind_when_writing_fails(tmp_path):
    broken = Asset(id="0" * 64, kind="image", mime="image/png", size=3)
    with pytest.raises(GoldsmithError, match="not at hand"):
        list(Pictures().write([Sample(id="a", assets=(broken,))], tmp_path / "x"))
    assert not list(tmp_path.iterdir())
    (tmp_path / "x").mkdir()
    with pytest.raises(GoldsmithError, match="exists"):
        list(Pictures().write([], tmp_path / "x"))


HOSTILE = ["../up", "/root", "..", ".hidden", "a/b", "nul\0", "new\nline", "x" * 300, ""]


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_a_label_that_is_no_folder_name_stays_out_of_the_path(tmp_path, label):
    samples = [Sample(id="a", assets=(other(1, Note(id="l", kind="label", text=label)),))]
    lost = {one.evidence["lost"] for one in Pictures(labels=True).write(samples, tmp_path / "x")}
    assert len(list((tmp_path / "x").iterdir())) == 1 == len(list(tmp_path.iterdir()))
    assert lost == {"ids"} | ({"label notes that are no folder's name"} if label else set())


plain = st.text(st.characters(whitelist_categories=("L", "N")), min_size=1, max_size=10)


@given(st.dictionaries(st.integers(0, 9), st.none() | plain, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_labelled_pictures_come_back(tmp_path_factory, drawn):
    path = tmp_path_factory.mktemp("x") / "pictures"
    samples = [
        Sample(id=str(number), assets=(other(number, *([Note(id="l", kind="label", text=label)] if label else [])),))
        for number, label in drawn.items()
    ]
    assert {one.evidence["lost"] for one in Pictures(labels=True).write(samples, path)} <= {"ids"}
    back, findings = read(path, labels=True)
    told = {one.assets[0].id: [note.text for note in one.notes()] for one in back}
    assert told == {one.assets[0].id: [note.text for note in one.notes()] for one in samples} and not findings


def test_the_same_picture_twice_gives_one_sample(tmp_path):
    for name in ("a.png", "b.PNG"):
        (tmp_path / name).write_bytes(PNG)
    (sample,), (finding,) = read(tmp_path)
    assert sample.assets[0].source == "a.png" and finding.severity == "note" and "b.PNG" in finding.message


def test_names_that_are_not_utf_8_are_named_with_escapes(tmp_path):
    (tmp_path / "good.png").write_bytes(PNG)
    (tmp_path / os.fsdecode(b"b\xffd.png")).write_bytes(PNG + b"\0")
    (sample,), (finding,) = read(tmp_path)
    assert sample.assets[0].source == "good.png" and r"b\udcffd.png" in finding.message
    assert finding.model_dump_json()


def test_rings_of_links_end(tmp_path):
    (tmp_path / "good.png").write_bytes(PNG)
    (tmp_path / "ring.png").symlink_to("ring.png")
    (tmp_path / "loop").symlink_to(tmp_path)
    samples, findings = read(tmp_path)
    assert len(samples) == 1 and [one.evidence["file"] for one in findings] == ["ring.png"]
