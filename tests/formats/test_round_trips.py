"""What is written is read back the same, or the format says what it drops."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.types import Asset, Note, Part, Sample, Turn
from goldsmith.formats.detect import detect
from goldsmith.formats.format import Format
from zoo import BOXED, ZOO, dialog, picture

LOSSLESS = {
    "chat-jsonl": "x.jsonl",
    "sharegpt": "x.json",
    "parquet": "x.parquet",
    "webdataset": "x.tar",
    "hf-datasets": "x",
}
SPOKEN = [sample for sample in ZOO if sample.turns and sample.id != "marks"]


def placeless(sample):
    """Where a picture lies now is no part of what it is."""
    return sample.but(assets=tuple(asset.but(uri=None) for asset in sample.assets))


def back(name, path, samples, **options):
    form = Format.build({name: options})
    lost = list(form.write(iter(samples), path))
    found = list(form.read(path))
    return [placeless(one) for one in found if isinstance(one, Sample)], lost + [
        one for one in found if not isinstance(one, Sample)
    ]


@pytest.mark.parametrize("name", LOSSLESS)
def test_nothing_is_lost(name, tmp_path):
    found, lost = back(name, tmp_path / LOSSLESS[name], SPOKEN)
    assert not [one for one in lost if one.severity == "major"]
    assert found == SPOKEN
    assert found[0].assets[0].read() == BOXED.read()


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_format_is_recognised(name, tmp_path):
    path = tmp_path / LOSSLESS[name]
    list(Format.build(name).write(iter([dialog("a", "q", "b")]), path))
    assert detect(path).name() == name


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40).filter(
    lambda text: "<image>" not in text
)


@given(st.lists(st.tuples(texts, texts, st.booleans()), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_dialogs(tmp_path_factory, pairs):
    samples = [
        dialog(f"s{place}", question, answer, *([BOXED] if seen else []))
        for place, (question, answer, seen) in enumerate(pairs)
    ]
    for name in ("chat-jsonl", "sharegpt"):
        found, _ = back(name, tmp_path_factory.mktemp("x") / "x.json", samples)
        assert found == samples


def test_llava_is_byte_stable(tmp_path):
    samples = [dialog(f"s{place}", f"Question {place}?", f"Answer {place}.", BOXED) for place in range(20)]
    list(Format.build("llava").write(iter(samples), tmp_path / "a.json"))
    again = list(Format.build("llava").read(tmp_path / "a.json"))
    list(Format.build("llava").write(iter(again), tmp_path / "b.json"))
    first, second = ((tmp_path / name).read_text() for name in ("a.json", "b.json"))
    assert first.replace("a.media", "") == second.replace("b.media", "")
    plain = json.loads(first)[0]
    assert plain["conversations"][0] == {"from": "human", "value": "<image>\nQuestion 0?"}


def test_llava_says_what_it_leaves_out(tmp_path):
    two = picture(Note(id="x", kind="label", text="y"))
    other = Asset.made(two.read() + b"x", kind="image", mime="image/png", width=1, height=1)
    sample = dialog("two", "q", "a", BOXED, other)
    _, lost = back("llava", tmp_path / "a.json", [sample])
    assert any("several pictures" in one.message for one in lost)


def test_alpaca_says_what_it_leaves_out(tmp_path):
    found, lost = back("alpaca", tmp_path / "a.json", [dialog("t", "q", "a"), dialog("p", "q", "a", BOXED)])
    assert [one.id for one in found] == ["t"]
    assert any("pictures" in one.message for one in lost)


def test_llama_factory(tmp_path):
    samples = [dialog("a", "q", "b", BOXED)]
    found, _ = back("llama-factory", tmp_path / "set", samples)
    assert [turn.text for turn in found[0].turns] == ["q", "b"]
    info = json.loads((tmp_path / "set" / "dataset_info.json").read_text())
    assert info["goldsmith"]["columns"]["messages"] == "conversations"


def test_vqa(tmp_path):
    asked = Turn(role="user", parts=(Part(asset=BOXED.id), Part(text="What?")))
    sample = Sample(id="1", assets=(BOXED,), turns=(asked, Turn.said("assistant", "dog", gold=("dog",))))
    found, _ = back("vqa", tmp_path / "v", [sample])
    assert [turn.text for turn in found[0].turns] == ["What?", "dog"]
    assert found[0].assets[0].read() == BOXED.read()


def test_coco_and_voc_keep_boxes(tmp_path):
    draft = Sample(id="d", assets=(picture(Note(id="b", kind="box", text="dog", box=(0.0, 0.0, 1.0, 1.0))),))
    for name, path in (("coco", tmp_path / "c.json"), ("voc", tmp_path / "voc")):
        found, _ = back(name, path, [draft])
        (note,) = found[0].assets[0].noted("box")
        assert (note.text, note.box) == ("dog", (0.0, 0.0, 1.0, 1.0))


def test_captions(tmp_path):
    draft = Sample(id="d", assets=(picture(Note(id="c", kind="caption", text="A, dog")),))
    for name in ("c.csv", "c.jsonl"):
        found, _ = back("captions", tmp_path / name, [draft])
        assert [note.text for note in found[0].assets[0].noted("caption")] == ["A, dog"]


def test_a_first_record_without_a_picture_costs_no_picture(tmp_path):
    samples = [dialog("text", "q", "a"), dialog("seen", "q", "a", BOXED)]
    list(Format.build("llava").write(iter(samples), tmp_path / "x.json"))
    found = [one for one in detect(tmp_path / "x.json").read(tmp_path / "x.json") if isinstance(one, Sample)]
    assert [len(one.assets) for one in found] == [0, 1]
