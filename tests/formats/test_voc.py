"""Pascal VOC: hostile XML costs its file alone, and boxes come back as they were."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats import voc
from goldsmith.formats.voc import Voc
from zoo import PNG, dialog

GOOD = (
    "<annotation><filename>a.png</filename><object><name>dog</name><pose>Left</pose><bndbox><xmin>0</xmin><ymin>0</ymin>"
    "<xmax>1</xmax><ymax>1</ymax></bndbox></object></annotation>"
)


def read(path):
    found = list(Voc().samples(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


@pytest.fixture
def folder(tmp_path):
    for name in ("Annotations", "JPEGImages"):
        (tmp_path / "in" / name).mkdir(parents=True)
    (tmp_path / "in" / "JPEGImages" / "a.png").write_bytes(PNG)
    (tmp_path / "in" / "Annotations" / "a.xml").write_text(GOOD)
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "secret.txt").write_text("top secret")
    return tmp_path / "in"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = [
    "",
    "<annotation>",
    "no xml",
    "\0" * 99,
    "<annotation>" * 100_000,
    f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><annotation><filename>&l11;</filename></annotation>',
    f'<!DOCTYPE a [<!ENTITY x "{"x" * 100_000}">]><annotation><filename>{"&x;" * 10_000}</filename></annotation>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:../../secret.txt">]><annotation><filename>&x;</filename></annotation>',
    "<annotation><filename>../../secret.png</filename></annotation>",
    "<annotation><filename>cut.png</filename></annotation>",
    "<annotation><filename>empty.png</filename></annotation>",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_annotation_costs_itself_alone(folder, text):
    (folder / "JPEGImages" / "cut.png").write_bytes(PNG[:45])
    (folder / "JPEGImages" / "empty.png").touch()
    (folder / "Annotations" / "b.xml").write_text(text)
    samples, findings = read(folder)
    told = "".join(one.message for one in findings) + "".join(one.model_dump_json() for one in samples)
    assert samples[0].assets[0].source == "a.png" and "secret" not in told.replace("../../secret.png", "")
    assert len(samples) == 1 or samples[1].assets[0].size is None
    assert any("b.xml" in one.message or "b.jpg" in one.message for one in findings)


def test_an_external_list_of_entities_is_not_fetched(folder):
    (folder / "Annotations" / "x.dtd").write_text('<!ENTITY name "stolen">')
    text = GOOD.replace("dog", "&name;")
    (folder / "Annotations" / "a.xml").write_text(f'<!DOCTYPE annotation SYSTEM "x.dtd">{text}')
    samples, findings = read(folder)
    assert "stolen" not in "".join(one.model_dump_json() for one in (*samples, *findings))


def test_folders_links_and_large_files_in_the_place_of_annotations(folder, monkeypatch):
    monkeypatch.setattr(voc, "LARGEST_XML", 1000)
    (folder / "Annotations" / "b.xml").mkdir()
    (folder / "Annotations" / "c.xml").symlink_to("c.xml")
    (folder / "Annotations" / "d.xml").write_text(GOOD + " " * 2000)
    samples, findings = read(folder)
    assert len(samples) == 1 and Voc.knows(folder)
    assert [one.evidence.get("file") for one in findings] == ["b.xml", "c.xml", "d.xml", None]


def test_what_is_not_taken_in_is_said_once(folder):
    (folder / "Annotations" / "b.xml").write_text(GOOD)
    (finding,) = read(folder)[1]
    assert finding.severity == "note" and "not taken in: pose" in finding.message


def test_a_missing_picture_keeps_its_boxes_and_its_size(folder):
    size = "<size><width>9</width><height>8</height><depth>3</depth></size>"
    text = GOOD.replace("a.png", "gone.png").replace("<object>", f"{size}<object>")
    (folder / "Annotations" / "b.xml").write_text(text)
    asset = read(folder)[0][1].assets[0]
    assert (asset.size, asset.width, asset.height, len(asset.noted("box"))) == (None, 9, 8, 1)


def test_what_cannot_be_written_is_said(tmp_path):
    notes = [
        Note(id=str(place), kind="box", text=text, box=(0, 0, 1, 1)) for place, text in enumerate(("dog", "a\0", " "))
    ]
    picture = Asset.made(PNG, kind="image", mime="image/png", width=1, height=1, notes=tuple(notes))
    gone = Asset.absent("gone.jpg", kind="image")
    findings = list(Voc().write([Sample(id="s", assets=(picture, gone)), dialog("t", "q", "a")], tmp_path / "x"))
    assert [one.message.partition(" is left out")[0] for one in findings[:3]] == [
        "a box of sample s",
        "a box of sample s",
        "a picture of sample s",
    ]
    assert {one.evidence["lost"] for one in findings[3:]} == {"ids", "tags", "turns", "pictures together in a sample"}
    (sample,), _ = read(tmp_path / "x")
    assert [note.text for note in sample.notes()] == ["dog"]


def test_a_picture_of_two_samples_keeps_the_boxes_of_both(tmp_path):
    def seen(name, text):
        note = Note(id="b", kind="box", text=text, box=(0, 0, 1, 1))
        asset = Asset.made(PNG, kind="image", mime="image/png", width=1, height=1, notes=(note,))
        return Sample(id=name, assets=(asset,))

    list(Voc().write([seen("a", "dog"), seen("b", "cat")], tmp_path / "x"))
    assert {note.text for one in read(tmp_path / "x")[0] for note in one.notes()} == {"dog", "cat"}


def test_a_folder_without_annotations(tmp_path):
    with pytest.raises(GoldsmithError, match="no annotations"):
        read(tmp_path)


words = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=20).map(str.strip).filter(bool)
)
edge = st.floats(0, 1, allow_subnormal=False)
boxes = st.tuples(edge, edge, edge, edge).filter(lambda box: box[0] < box[2] and box[1] < box[3])


@given(st.dictionaries(st.integers(0, 99), st.lists(st.tuples(words, boxes), max_size=3), max_size=4))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_boxes_come_back_as_they_were(tmp_path_factory, drawn):
    path = tmp_path_factory.mktemp("x") / "voc"
    samples = [
        Sample(
            id=str(number),
            assets=(
                Asset.made(
                    PNG + bytes([number]), kind="image", mime="image/png", width=1, height=1,
                    notes=tuple(Note(id=f"box-{place}", kind="box", text=text, box=box) for place, (text, box) in enumerate(told, 1)),
                ),
            ),
        )
        for number, told in drawn.items()
    ]  # fmt: skip
    assert {one.evidence["lost"] for one in Voc().write(samples, path)} <= {"ids"}
    if samples:
        back, findings = read(path)
        assert not findings
        assert {one.assets[0].id: one.assets[0].notes for one in back} == {
            one.assets[0].id: one.assets[0].notes for one in samples
        }
