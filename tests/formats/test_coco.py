"""COCO: one bad item costs that item, and several files about the same pictures are read together."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.coco import Coco
from zoo import BOXED, PNG, picture


def split(found):
    found = list(found)
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def read(path, **plain):
    path.write_text(json.dumps(plain))
    return split(Coco().read(path))


def noted(sample):
    return [(note.kind, note.text, note.box) for note in sample.notes()]


DOG = {"id": 1, "name": "dog"}
SEEN = {"id": 1, "file_name": "seen.png"}
FAR = {"id": 2, "file_name": "far.jpg", "width": 9, "height": 9}
GOOD = {"id": 5, "image_id": 2, "category_id": 1, "bbox": [1, 2, 3, 4]}
UNFIT = [
    ({"bbox": ["a", 0, 1, 1]}, "could not convert"),
    ({"bbox": [0, 0, 1]}, "not enough values"),
    ({"bbox": [float("nan"), 0, 1, 1]}, "finite"),
    ({"bbox": [20, 0, 1, 1]}, "no area"),
    ({"category_id": 9}, "category 9 is not listed"),
    ({"category_id": []}, "unhashable"),
    ({"caption": 5}, "no text"),
    ({"bbox": None, "caption": " "}, "no text"),
]


@pytest.mark.parametrize(("change", "why"), UNFIT, ids=range(len(UNFIT)))
def test_a_bad_annotation_costs_itself_alone(tmp_path, change, why):
    bad = {**GOOD, "id": 77, **change}
    (sample,), (finding,) = read(tmp_path / "x.json", images=[FAR], annotations=[bad, GOOD], categories=[DOG])
    assert noted(sample) == [("box", "dog", (1.0, 2.0, 4.0, 6.0))]
    assert finding.severity == "minor" and why in finding.message and "far.jpg: annotation 77" in finding.message


BAD_IMAGES = [
    7,
    {"id": 9},
    {"file_name": "no-id.png"},
    {"id": [], "file_name": "x"},
    {"id": 2, "file_name": "twice.png"},
    {"id": 9, "file_name": "../out.png"},
    {"id": 9, "file_name": "x" * 5000},
    {"id": 9, "file_name": "nul\0.png"},
    {"id": 9, "file_name": "cut.png"},
    {"id": 9, "file_name": "empty.png"},
    {"id": 9, "file_name": "far.png", "width": "wide"},
]


@pytest.mark.parametrize("bad", BAD_IMAGES, ids=range(len(BAD_IMAGES)))
def test_a_bad_picture_costs_itself_alone(tmp_path, bad):
    (tmp_path / "cut.png").write_bytes(PNG[:45])
    (tmp_path / "empty.png").touch()
    (sample,), (finding,) = read(tmp_path / "x.json", images=[FAR, bad], annotations=[GOOD], categories=[DOG])
    assert sample.assets[0].source == "far.jpg" and finding.severity == "major" and "x.json" in finding.message


def test_annotations_of_no_listed_picture_are_named(tmp_path):
    strays = [{**GOOD, "image_id": 99, "id": place} for place in range(200)]
    for one in (3, {**GOOD, "image_id": []}, {"id": 8}):
        strays.append(one)
    (sample,), (finding,) = read(tmp_path / "x.json", images=[FAR], annotations=[*strays, GOOD], categories=[DOG])
    assert len(noted(sample)) == 1 and finding.severity == "minor"
    assert "203 annotations" in finding.message and "annotation 0 (picture 99); annotation 1" in finding.message
    assert len(finding.evidence["annotations"]) == 100


def test_boxes_and_captions_in_two_files_are_about_the_same_pictures(tmp_path):
    (tmp_path / "seen.png").write_bytes(PNG)
    whole = {**GOOD, "image_id": 1, "bbox": [0, 0, 1, 1]}
    read(tmp_path / "captions.json", images=[SEEN], annotations=[{"id": 1, "image_id": 1, "caption": " A dog. "}])
    read(tmp_path / "instances.json", images=[SEEN, FAR], annotations=[whole, GOOD], categories=[DOG])
    samples, findings = split(Coco().read(tmp_path))
    assert [noted(one) for one in samples] == [
        [("caption", "A dog.", None), ("box", "dog", (0.0, 0.0, 1.0, 1.0))],
        [("box", "dog", (1.0, 2.0, 4.0, 6.0))],
    ]
    assert [one.assets[0].size is None for one in samples] == [False, True] and not findings


def test_two_files_that_number_pictures_and_categories_alike_stay_apart(tmp_path):
    for split_name, animal in (("train", "dog"), ("val", "cat")):
        images = [{"id": 2, "file_name": f"{split_name}.jpg"}]
        read(tmp_path / f"{split_name}.json", images=images, annotations=[GOOD], categories=[{"id": 1, "name": animal}])
    samples, findings = split(Coco().read(tmp_path))
    assert [(one.assets[0].source, noted(one)[0][1]) for one in samples] == [("train.jpg", "dog"), ("val.jpg", "cat")]
    assert len({one.id for one in samples}) == 2 and not findings


def test_crowds_licences_and_other_fields_are_kept(tmp_path):
    crowd = {**GOOD, "iscrowd": 1, "segmentation": {"counts": [1], "size": [2, 2]}, "area": 3}
    image = {**FAR, "license": 4, "flickr_url": "http://x.invalid/1", "date_captured": "2013"}
    listed = {"images": [image], "annotations": [crowd], "licenses": [{"id": 4, "name": "CC-BY-2.0"}]}
    (sample,), (finding,) = read(tmp_path / "x.json", **listed, categories=[DOG])
    assert noted(sample)[0][0] == "crowd" and sample.assets[0].licence == "CC-BY-2.0"
    assert sample.foreign == {"flickr_url": "http://x.invalid/1", "date_captured": "2013"}
    assert finding.severity == "note" and "not taken in: segmentation" in finding.message
    list(Coco().write([sample], tmp_path / "out" / "y.json"))
    written = json.loads((tmp_path / "out" / "y.json").read_text())
    assert written["annotations"][0]["iscrowd"] == 1 and written["images"][0]["flickr_url"] == "http://x.invalid/1"


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"images": {}}',
        '{"images": [], "annotations": 3}',
        "{",
        "[" * 99_999,
        '{"images": ' + "9" * 9999 + "}",
    ],
)
def test_what_is_no_coco_file(tmp_path, text):
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(GoldsmithError, match=r"bad\.json"):
        list(Coco().read(tmp_path / "bad.json"))
    read(tmp_path / "good.json", images=[FAR], annotations=[GOOD], categories=[DOG])
    (sample,), (finding,) = split(Coco().read(tmp_path))
    assert sample.assets[0].source == "far.jpg" and finding.evidence["file"] == "bad.json"


def test_pictures_listed_after_many_annotations_are_recognised(tmp_path):
    annotations = [{**GOOD, "id": place} for place in range(20_000)]
    (tmp_path / "x.json").write_text(json.dumps({"annotations": annotations, "images": [FAR], "categories": [DOG]}))
    assert Coco.knows(tmp_path / "x.json")


words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20).map(str.strip).filter(bool)
edges = st.floats(0, 1, allow_subnormal=False)
boxes = st.tuples(edges, edges, edges, edges).filter(lambda box: box[2] - box[0] > 1e-6 and box[3] - box[1] > 1e-6)
notes = st.one_of(
    st.builds(lambda text: Note(id="c", kind="caption", text=text), words),
    st.builds(lambda kind, text, box: Note(id="b", kind=kind, text=text, box=box), st.sampled_from(["box", "crowd"]), words, boxes),
    st.builds(lambda text: Note(id="l", kind="label", text=text), words),
)  # fmt: skip


@given(st.lists(st.tuples(st.booleans(), st.lists(notes, max_size=4), words | st.just("")), max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_comes_back_or_is_named(tmp_path_factory, drafts):
    path = tmp_path_factory.mktemp("x") / "x.json"
    samples = []
    for place, (seen, some, licence) in enumerate(drafts):
        asset = picture() if seen else Asset.absent(f"{place}.jpg", kind="image", width=1, height=1)
        samples.append(Sample(id=str(place), assets=(asset.but(notes=some, licence=licence),)))
    lost = {one.evidence["lost"] for one in Coco().write(samples, path)}
    back, findings = split(Coco().samples(path))
    assert len(back) == len(samples) and {one.severity for one in findings} <= {"minor", "note"}
    for one, other in zip(samples, back, strict=True):
        kept = [note for note in one.notes() if f"{note.kind} notes" not in lost]
        assert [(note.kind, note.text) for note in kept] == [(note.kind, note.text) for note in other.notes()]
        for note, same in zip(kept, other.notes(), strict=True):
            assert note.box is None or same.box == pytest.approx(note.box, abs=1e-9)
        assert (one.assets[0].id, one.assets[0].licence) == (other.assets[0].id, other.assets[0].licence)
    assert lost <= {"ids", "label notes"}


def test_what_cannot_be_carried_is_said_once(tmp_path):
    other = Asset.absent("other.jpg", kind="image")
    table = Asset.made(b"a,b", kind="text", mime="text/csv")
    samples = [Sample(id=str(place), assets=(BOXED, other, table), tags={"x": "y"}) for place in range(3)]
    lost = {one.message for one in Coco().write(samples, tmp_path / "x.json")}
    for loss in ("ids", "tags", "text assets", "table notes", "label notes", "pictures together in a sample"):
        assert f"{loss} of 3 of 3 samples cannot be carried" in lost
