"""ShareGPT, LLaVA and Alpaca: tags stand for media, and nothing else does; what cannot be written is said."""

import json

import pytest

from goldsmith.core.types import Asset, Finding, Part, Sample, Turn
from goldsmith.formats.detect import detect
from goldsmith.formats.format import Format
from zoo import BOXED, PNG, dialog

FILM = Asset.made(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64), kind="video", mime="video/mp4")
GREY = Asset.absent("grey.png", kind="image")


def read(name, path, *items, **options):
    if items:
        path.write_text(json.dumps(items))
    found = list(Format.build({name: options}).read(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def written(name, path, *samples, **options):
    lost = list(Format.build({name: options}).write(iter(samples), path))
    return json.loads(path.read_text()), lost


def talk(*values, **more):
    names = ("human", "gpt") * len(values)
    return {
        "conversations": [{"from": name, "value": value} for name, value in zip(names, values, strict=False)],
        **more,
    }


@pytest.mark.parametrize("name", ["sharegpt", "llava"])
def test_a_tag_that_a_text_speaks_of_is_no_picture(tmp_path, name):
    sample = dialog("html", "What does <image> do? And <\\image>, <video>?", "<image> is no HTML.", BOXED)
    (plain,), lost = written(name, tmp_path / "x.json", sample, record=False)
    first, second = (turn["value"] for turn in plain["conversations"])
    assert first == "<image>\nWhat does <\\image> do? And <\\\\image>, <\\video>?" and "<image>" not in second
    assert [one.sample for one in lost if one.severity == "minor"] == ["html"]
    assert "speaks of a tag" in lost[0].message
    (again,), findings = read(name, tmp_path / "x.json")
    assert again.turns == sample.turns and len(again.assets) == 1 and not findings


@pytest.mark.parametrize("name", ["sharegpt", "llava"])
def test_tags_and_pictures_are_counted(tmp_path, name):
    items = [
        talk("<image>\nWhat?", "A dog.", id="right", images=["a.png"]),
        talk("Is <image> a tag<image>?", "No.", id="none"),
        talk("<image>\nWhat? <image>", "A dog.", id="more", images=["a.png"]),
        talk("What?", "A dog.", id="fewer", images=["a.png", "b.png"]),
    ]
    samples, findings = read(name, tmp_path / "x.json", *items)
    assert [one.sample for one in findings] == ["none", "more", "fewer"]
    assert "x.json:1: item 2: 2 `<image>` tags for 0 media" in findings[0].message
    assert samples[1].turns[0].parts == (Part(text="Is <image> a tag<image>?"),)
    assert [part.text for part in samples[2].turns[0].parts] == [None, "What? <image>"]
    assert [part.text for part in samples[3].turns[0].parts] == [None, None, "What?"]


def test_media_of_several_kinds_have_tags_of_their_own(tmp_path):
    parts = (Part(asset=FILM.id), Part(text="and"), Part(asset=BOXED.id), Part(text="?"))
    sample = Sample(id="a", assets=(BOXED, FILM), turns=(Turn(role="user", parts=parts), Turn.said("assistant", "Yes")))
    (plain,), _ = written("sharegpt", tmp_path / "x.json", sample)
    assert plain["conversations"][0]["value"] == "<video>\nand\n<image>\n?"
    assert len(plain["videos"]) == len(plain["images"]) == 1
    (again,), findings = read("sharegpt", tmp_path / "x.json")
    assert again.turns == sample.turns and [one.read() for one in again.assets] == [PNG, FILM.read()] and not findings
    _, lost = written("llava", tmp_path / "y.json", sample, dialog("film", "q", "a", FILM))
    assert ["several" in lost[0].message, "no picture" in lost[1].message] == [True, True]


def test_speakers_and_fields_of_messages_survive(tmp_path):
    turns = [
        {"from": "human", "value": "Weather?", "weight": 0},
        {"from": "function_call", "value": '{"name": "weather"}'},
        {"from": "observation", "value": "21"},
        {"from": "gpt", "value": "21 °C."},
    ]
    item = {"id": "x", "conversations": turns, "tools": "[]"}
    (sample,), findings = read("sharegpt", tmp_path / "x.json", item)
    assert [turn.role for turn in sample.turns] == ["user", "assistant", "tool", "assistant"]
    (plain,), lost = written("sharegpt", tmp_path / "y.json", sample, record=False)
    assert plain == item and not findings and not lost


def test_calls_of_tools_are_said_to_be_strange_here(tmp_path):
    calls = dialog("calls", "q", "").turns[1].but(foreign={"tool_calls": [{"id": "1"}]})
    sample = Sample(id="calls", turns=(Turn.said("user", "q"), calls))
    (plain,), lost = written("sharegpt", tmp_path / "x.json", sample)
    assert plain["conversations"][1]["tool_calls"] == [{"id": "1"}] and "calls tools" in lost[0].message
    assert read("sharegpt", tmp_path / "x.json") == ([sample], [])


@pytest.mark.parametrize("name", ["sharegpt", "llava", "alpaca"])
def test_drafts_are_said_to_be_dropped(tmp_path, name):
    table = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv", notes=BOXED.notes[:1])
    plain, lost = written(name, tmp_path / "x.json", Sample(id="draft", assets=(table,)), dialog("a", "q", "b"))
    assert [one["id"] for one in plain] == ["a"]
    assert lost[0].sample == "draft" and "no turns; dropped: text/csv with 1 notes" in lost[0].message


def test_a_table_in_a_turn_has_no_tag(tmp_path):
    table = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv")
    plain, lost = written("sharegpt", tmp_path / "x.json", dialog("a", "q", "b", table))
    assert not plain and "file that is neither" in lost[0].message


def test_records_of_different_samples_have_one_type(tmp_path):
    samples = dialog("a", "q", "b", BOXED).but(foreign={"own": [1, {"x": None}]}), dialog("b", "q", "b")
    plain, _ = written("sharegpt", tmp_path / "x.json", *samples)
    assert all(isinstance(one["goldsmith"], str) for one in plain)


@pytest.mark.parametrize("image", ["a.png", ["a.png"], ["a.png", "b.png"]])
@pytest.mark.parametrize("name", [7, 0, "seven"])
def test_llava_pictures_and_ids(tmp_path, image, name):
    (tmp_path / "a.png").write_bytes(PNG)
    tags = "<image>\n" * (2 if len(image) == 2 else 1)
    (sample,), findings = read("llava", tmp_path / "x.json", talk(f"{tags}What?", "A dog.", id=name, image=image))
    assert sample.id == str(name) and not findings
    assert sample.assets[0].read() == PNG
    assert [one.source for one in sample.assets if one.size is None] == (["b.png"] if len(image) == 2 else [])
    assert detect(tmp_path / "x.json").name() == "llava"


QUESTIONS = [
    ({"question_id": 3, "image": "a.png", "text": "What?", "category": "conv"}, "3", ["What?"]),
    ({"question_id": 3, "image": "a.png", "prompt": "What?", "text": "A dog.", "model_id": "x"}, "3", ["What?", "A dog."]),
    ({"id": "p-1", "image": "a.png", "question": "What?", "answer": "A dog."}, None, ["What?", "A dog."]),
    ({"id": "p-1", "image": "a.png", "instruction": "What?", "output": "A dog."}, None, ["What?", "A dog."]),
]  # fmt: skip


@pytest.mark.parametrize(("item", "name", "said"), QUESTIONS)
def test_llava_questions_and_answers(tmp_path, item, name, said):
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(item))
    assert detect(path).name() == "llava"
    (sample,), findings = read("llava", path)
    assert [turn.text for turn in sample.turns] == said and not findings
    assert sample.turns[0].parts[0].asset == sample.assets[0].id
    assert sample.id == name or sample.id.startswith("p-1-")
    assert set(sample.foreign) == set(item) & {"category", "model_id"}


def test_several_questions_may_have_the_id_of_their_picture(tmp_path):
    items = [{"id": "p", "image": "a.png", "question": f"What {n}?", "answer": "A dog."} for n in range(3)]
    samples, findings = read("llava", tmp_path / "x.json", *items)
    assert len({one.id for one in samples}) == 3 and not findings


def test_answers_without_questions_are_said(tmp_path):
    _, findings = read("llava", tmp_path / "x.json", {"question_id": 1, "answer_id": "x", "text": "A dog."})
    assert "an answer without its question" in findings[0].message


ALPACA = {
    "id": "a",
    "instruction": "Sum up.",
    "input": "A long\ntext.",
    "output": "Short.",
    "system": "Be brief.",
    "history": [["Hi", "Hello"], ["", ""]],
    "source": "web",
}


def test_alpaca_keeps_its_fields_apart(tmp_path):
    (sample,), findings = read("alpaca", tmp_path / "x.json", ALPACA)
    assert [turn.role for turn in sample.turns] == ["system", *["user", "assistant"] * 3] and not findings
    assert sample.turns[-2].text == "Sum up.\nA long\ntext."
    for record in (False, True):
        (plain,), lost = written("alpaca", tmp_path / f"{record}.json", sample, record=record)
        assert {key: plain[key] for key in ALPACA} == ALPACA and not lost
        assert read("alpaca", tmp_path / f"{record}.json") == ([sample], [])


def test_alpaca_texts_are_written_as_they_are(tmp_path):
    (plain,), lost = written("alpaca", tmp_path / "x.json", dialog("a", "What is <image>?", "A tag.").but(tags={}))
    assert plain["instruction"] == "What is <image>?" and not lost


def test_alpaca_says_what_it_leaves_out(tmp_path):
    system = Turn.said("system", "Late.")
    odd = [
        dialog("late", "q", "a").but(turns=(*dialog("x", "q", "a").turns, system)),
        dialog("empty", "q", "a").but(turns=(Turn.said("system", ""), *dialog("x", "q", "a").turns)),
        Sample(id="asks", turns=(Turn.said("user", "q"),)),
        Sample(id="tool", turns=(Turn.said("tool", "q"), Turn.said("assistant", "a"))),
    ]
    plain, lost = written("alpaca", tmp_path / "x.json", *odd)
    assert not plain and [one.sample for one in lost] == ["late", "empty", "asks", "tool"]


WRONG = {
    "sharegpt": [
        {},
        {"conversations": None},
        {"conversations": []},
        {"conversations": {}},
        {"conversations": [5]},
        {"conversations": [{"from": "human"}]},
        {"conversations": [{"from": None, "value": "x"}]},
        {"conversations": [{"from": {}, "value": "x"}]},
        {"conversations": [{"from": "human", "value": ["x"]}]},
        talk("x", id=[]),
        talk("x", id=True),
        talk("x", images=5),
        talk("x", images=[5]),
        talk("x", images=[{"path": "a.png"}]),
        talk("x", images=[["a.png"]]),
        talk("x", images=[""]),
        talk("x", images=["."]),
        talk("x", images=["a\0.png"]),
        talk("x", images=["a" * 5000]),
        talk("x", images=["../../etc/passwd"]),
        talk("x", images=["/etc/passwd"]),
        talk("x", images=["link.png"]),
        talk("x", images=["ring.png"]),
        talk("x", images=["notes.json"]),
        talk("x", images=["data:image/png;base64,AAAA"]),
        talk("x", videos=["notes.json"]),
    ],
    "llava": [
        {"image": "a.png"},
        {"image": "a.png", "question": 5, "answer": "x"},
        {"image": "a.png", "question": "x", "answer": 5},
        {"image": "a.png", "conversations": "x"},
        {"image": "../a.png", "question": "x", "answer": "y"},
        talk("x", image="../../etc/passwd"),
    ],
    "alpaca": [
        {"instruction": "x"},
        {"instruction": None, "output": "x"},
        {"instruction": "x", "output": ["x"]},
        {"instruction": "x", "output": "x", "input": 5},
        {"instruction": "x", "output": "x", "system": {}},
        {"instruction": "x", "output": "x", "history": "x"},
        {"instruction": "x", "output": "x", "history": ["xy"]},
        {"instruction": "x", "output": "x", "history": [["x", 5]]},
        {"instruction": "x", "output": "x", "history": [["x"]]},
    ],
}
GOOD = {"sharegpt": talk("q", "a"), "llava": talk("q", "a"), "alpaca": {"instruction": "q", "output": "a"}}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_costs_its_item_alone(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "ring.png").symlink_to(folder / "ring.png")
    (folder / "notes.json").write_text("{}")
    items = [one for wrong in WRONG[name] for one in (wrong, GOOD[name])]
    (folder / "x.jsonl").write_text("\n".join(map(json.dumps, items)))
    samples, findings = read(name, folder / "x.jsonl")
    assert len(samples) == len(WRONG[name])
    assert [one.evidence["line"] for one in findings] == list(range(1, len(items), 2))
    for finding in findings:
        assert f"x.jsonl:{finding.evidence['line']}: " in finding.message and "Error" not in finding.message


def test_a_pipe_is_not_waited_for(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.png")
    samples, findings = read("llava", tmp_path / "x.json", talk("<image>", "x", image="pipe.png"))
    assert not samples and "not an ordinary file" in findings[0].message


@pytest.mark.parametrize("where", ["https://example.org/../../etc/passwd", "file:///etc/passwd", "s3://x/y.png"])
def test_addresses_are_kept_and_not_fetched(tmp_path, where):
    (sample,), _ = read("llava", tmp_path / "x.json", talk("<image>", "x", image=where))
    assert sample.assets[0].source == where and sample.assets[0].size is None and sample.assets[0].uri is None
    (plain,), _ = written("llava", tmp_path / "y.json", sample)
    assert plain["image"] == where


def test_a_record_cannot_point_outside(tmp_path):
    record = dialog("a", "q", "b").but(assets=(BOXED.but(uri="../../etc/passwd"),)).model_dump(mode="json")
    samples, findings = read("sharegpt", tmp_path / "x.json", talk("q", "b", id="a", goldsmith=record))
    assert not samples and "outside" in findings[0].message
    record["assets"][0] |= {"uri": "/etc/passwd", "size": None}
    (sample,), _ = read("sharegpt", tmp_path / "x.json", talk("q", "b", id="a", goldsmith=json.dumps(record)))
    assert sample.assets[0].uri is None
