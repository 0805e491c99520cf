"""What every format says alike: ids given twice, and media that are not at hand."""

import json

import pytest

from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.format import Format
from zoo import BOXED, PNG, dialog


class Held(Format):
    """A format of samples at hand."""

    held: tuple[Sample, ...]

    def read(self, path):
        """The samples."""
        yield from self.held


def taken(form, path, limit=None):
    found = list(form.samples(path, limit))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def gone(name, **fields):
    return Asset.absent(name, kind="image", notes=(Note(id="c", kind="caption", text="A cat."),), **fields)


def test_an_id_given_twice_costs_the_second_sample(tmp_path):
    samples, (finding,) = taken(
        Held(held=(dialog("a", "q", "a"), dialog("b", "q", "b"), dialog("a", "q", "c"))), tmp_path
    )
    assert [one.turns[-1].text for one in samples] == ["a", "b"]
    assert finding.severity == "major" and "sample 3: the id 'a'" in finding.message and finding.check == "held"


def test_halves_of_characters_and_what_is_no_text_cost_the_sample(tmp_path):
    bad = (dialog("b", "q", "half \ud83d"), Sample(id="\udcff"), Sample(id="c", foreign={"x": b"\xff"}))
    samples, findings = taken(Held(held=(dialog("a", "q", "a"), *bad)), tmp_path / "\udcff")
    assert [one.id for one in samples] == ["a"] and len(findings) == 3
    assert all("cannot be stored" in one.message and one.model_dump_json() for one in findings)


def test_missing_media_are_one_finding_however_many(tmp_path):
    drafts = tuple(Sample(id=str(place), assets=(gone(f"{place}.jpg"),)) for place in range(300))
    samples, (finding,) = taken(Held(held=(Sample(id="seen", assets=(BOXED,)), *drafts)), tmp_path)
    assert len(samples) == 301 and finding.severity == "minor"
    assert "300 of 301 samples" in finding.message and "0.jpg, 1.jpg, 2.jpg, ..." in finding.message
    assert len(finding.evidence["files"]) == 100


@pytest.mark.parametrize(
    ("sample", "severity"),
    [(Sample(id="1", assets=(gone("x.jpg"),)), "note"), (dialog("1", "Which?", "A cat.", gone("x.jpg")), "minor")],
    ids=["evidence", "dialog"],
)
def test_evidence_without_pixels_is_no_failure(tmp_path, sample, severity):
    samples, (finding,) = taken(Held(held=(sample,)), tmp_path)
    assert samples == [sample] and finding.severity == severity


def test_a_limit_counts_samples_and_still_tells_what_is_missing(tmp_path):
    held = (Sample(id="1", assets=(gone("x.jpg"),)), Sample(id="1"), Sample(id="2"), Sample(id="3"))
    samples, findings = taken(Held(held=held), tmp_path, 2)
    assert [one.id for one in samples] == ["1", "2"]
    assert ["before" in one.message for one in findings] == [True, False]
    assert "1 of 3 samples" in findings[-1].message


@pytest.mark.parametrize(
    ("form", "name", "data"),
    [
        ("captions", "x.csv", "image,caption\ngone.png,A dog\nhere.png,A cat\n"),
        ("coco", "x.json", {"images": [{"id": 1, "file_name": "gone.png"}, {"id": 2, "file_name": "here.png"}]}),
        ("vqa", "x.json", [{"image": name, "question": "What?", "answer": "x"} for name in ("gone.png", "here.png")]),
        ("voc", "x.xml", "<annotation><filename>gone.png</filename></annotation>"),
    ],
)
def test_a_missing_picture_costs_its_pixels_alone(tmp_path, form, name, data):
    (tmp_path / "here.png").write_bytes(PNG)
    (tmp_path / "y.xml").write_text("<annotation><filename>here.png</filename></annotation>")
    (tmp_path / name).write_text(data if isinstance(data, str) else json.dumps(data))
    samples, (finding,) = taken(Format.build(form), tmp_path if form == "voc" else tmp_path / name)
    assert sorted(asset.size is None for one in samples for asset in one.assets) == [False, True]
    assert finding.severity == "minor" and "gone.png" in finding.message
