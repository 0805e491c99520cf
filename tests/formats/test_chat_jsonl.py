"""Messages keep what they were read with: calls of tools, names, roles, media in every documented spelling."""

import base64
import io
import json
import wave

import pytest

from goldsmith.core.types import Asset, Finding, Part, Rival, Sample, Turn
from goldsmith.formats.chat_jsonl import ChatJsonl
from zoo import BOXED, PNG, dialog

CALL = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Rome"}'}}
TOOLS = [
    {"role": "developer", "content": "Use tools."},
    {"role": "user", "content": "Weather?", "name": "anna"},
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "tool", "content": "21 °C", "tool_call_id": "call_1"},
    {"role": "assistant", "content": "It is 21 °C.", "refusal": None},
]


def sound():
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(160))
    return out.getvalue()


FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64)


def read(path, *items, **options):
    path.write_text("\n".join(json.dumps(item) for item in items))
    found = list(ChatJsonl(**options).read(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def one(folder, *content, **more):
    item = {"messages": [{"role": "user", "content": list(content)}], **more}
    (sample,), findings = read(folder / "one.jsonl", item)
    return sample, findings


def written(path, samples, **options):
    lost = list(ChatJsonl(**options).write(iter(samples), path))
    return [json.loads(line) for line in path.read_text().splitlines()], lost


@pytest.mark.parametrize("record", [True, False])
def test_fields_of_messages_and_of_the_object_survive(tmp_path, record):
    item = {"id": "x", "messages": TOOLS, "tools": [{"type": "function"}], "parallel_tool_calls": False}
    (sample,), findings = read(tmp_path / "a.jsonl", item)
    assert not findings
    assert [turn.role for turn in sample.turns] == ["system", "user", "assistant", "tool", "assistant"]
    assert sample.turns[2].foreign["tool_calls"] == [CALL] and sample.turns[2].text == ""
    (plain,), lost = written(tmp_path / "b.jsonl", [sample], record=record)
    plain.pop("goldsmith", None)
    assert plain == item and not lost
    assert list(ChatJsonl().read(tmp_path / "b.jsonl")) == [sample]


def test_calls_of_tools_survive_the_store(tmp_path):
    (sample,), _ = read(tmp_path / "a.jsonl", {"messages": TOOLS})
    assert Sample.model_validate_json(sample.model_dump_json()) == sample


IMAGE = "data:image/png;base64," + base64.b64encode(PNG).decode()
SPELLINGS = [
    {"type": "image_url", "image_url": {"url": IMAGE}},
    {"type": "image_url", "image_url": "a.png"},
    {"type": "image_url", "image_url": {"url": "a.png"}},
    {"type": "input_image", "image_url": "a.png"},
    {"type": "image", "image": "a.png"},
    {"type": "image", "url": "a.png"},
    {"type": "image", "path": "a.png"},
    {"type": "input_audio", "input_audio": {"data": base64.b64encode(sound()).decode(), "format": "wav"}},
    {"type": "audio", "audio": "a.wav"},
    {"type": "audio_url", "audio_url": {"url": "a.wav"}},
    {"type": "video", "video": "a.mp4"},
    {"type": "video_url", "video_url": {"url": "a.mp4"}},
    {"type": "file", "file": {"filename": "a.csv"}},
]


@pytest.mark.parametrize("part", SPELLINGS, ids=lambda part: json.dumps(part)[:40])
def test_every_spelling_of_media_is_read_and_written(tmp_path, part):
    for name, data in (("a.png", PNG), ("a.wav", sound()), ("a.mp4", FILM), ("a.csv", b"a,b\n1,2")):
        (tmp_path / name).write_bytes(data)
    sample, findings = one(tmp_path, part, {"type": "text", "text": "What?"})
    (asset,) = sample.assets
    assert not findings and sample.turns[0].parts == (Part(asset=asset.id), Part(text="What?"))
    assert asset.kind == {"i": "image", "a": "audio", "v": "video", "f": "text"}[part["type"].removeprefix("input_")[0]]
    (tmp_path / "out").mkdir()
    written(tmp_path / "out" / "b.jsonl", [sample])
    (again,) = ChatJsonl().read(tmp_path / "out" / "b.jsonl")
    assert again.turns == sample.turns and again.assets[0].read() == asset.read()
    assert again.assets[0].but(uri=None) == asset.but(uri=None)


def test_media_listed_beside_the_messages(tmp_path):
    (tmp_path / "a.png").write_bytes(PNG)
    item = {"images": ["a.png", "b.png"], "messages": [{"role": "user", "content": "See <image> and <image>"}]}
    (sample,), findings = read(tmp_path / "x.jsonl", item)
    assert [part.text for part in sample.turns[0].parts] == ["See ", None, " and ", None] and not findings
    sample, findings = one(tmp_path, {"type": "image"}, {"type": "text", "text": "?"}, images=["a.png", "b.png"])
    assert sample.turns[0].parts[0].asset == sample.assets[0].id
    assert "1 of its `images` stand nowhere" in findings[0].message and findings[0].sample == sample.id


def test_a_tag_in_a_text_is_no_picture(tmp_path):
    item = {"messages": [{"role": "user", "content": "Is <image> an HTML tag?"}]}
    (sample,), findings = read(tmp_path / "x.jsonl", item)
    (plain,), lost = written(tmp_path / "y.jsonl", [sample], record=False)
    assert plain["messages"] == item["messages"] and not findings and not lost


def test_fields_of_parts_are_said_to_be_dropped(tmp_path):
    part = {"type": "image_url", "image_url": {"url": "gone.png", "detail": "high"}, "cache_control": {}}
    sample, findings = one(tmp_path, part)
    assert sample.assets[0].size is None and sample.assets[0].source == "gone.png"
    assert [finding.severity for finding in findings] == ["minor", "minor"]
    assert "`cache_control`" in findings[0].message and "one.jsonl:1: `detail`" in findings[1].message


WRONG = [
    {"messages": "hi"},
    {"messages": []},
    {"messages": [[]]},
    {"messages": [{"role": "user"}]},
    {"messages": [{"role": "user", "content": None}]},
    {"messages": [{"role": "user", "content": []}]},
    {"messages": [{"role": ["user"], "content": "x"}]},
    {"messages": [{"role": "alien", "content": "x"}]},
    {"messages": [{"role": "user", "content": 5}]},
    {"messages": [{"role": "user", "content": [None]}]},
    {"messages": [{"role": "user", "content": [{"type": ["text"], "text": "x"}]}]},
    {"messages": [{"role": "user", "content": [{"type": "text", "text": 5}]}]},
    {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": 5}]}]},
    {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": []}}]}]},
    {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "data:image/png;base64,%%"}]}]},
    {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "data:image/png,abc"}]}]},
    {"messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "QUJD"}}]}]},
    {"messages": [{"role": "user", "content": "x"}], "id": {}},
]


@pytest.mark.parametrize("item", WRONG, ids=lambda item: json.dumps(item)[:60])
def test_a_wrong_type_costs_its_line_alone(tmp_path, item):
    good = {"messages": [{"role": "user", "content": "hi"}]}
    samples, findings = read(tmp_path / "a.jsonl", good, item, good)
    assert len(samples) == 2 and len(findings) == 1
    assert findings[0].severity == "major" and "a.jsonl:2: " in findings[0].message
    assert "Error" not in findings[0].message


def test_what_is_not_kept_without_a_record_is_said(tmp_path):
    rival = Rival(turn=Turn.said("assistant", "No"), margin=1)
    sample = dialog("a", "q", "b", BOXED, skill="open-qa").but(rivals=(rival,))
    (plain,), lost = written(tmp_path / "x.jsonl", [sample], record=False)
    assert plain["tags"] == {"language": "en", "skill": "open-qa"} and "goldsmith" not in plain
    assert [one.evidence["lost"] for one in lost] == [{"rival answers": 1, "notes of media": 1, "licences of media": 1}]
    said = (
        "not written of 1 samples: licences of media (1), notes of media (1), rival answers (1); with `record` they are"
    )
    assert lost[0].message == said


def test_media_that_no_turn_shows_are_found_again(tmp_path):
    sample = dialog("a", "q", "b").but(assets=(BOXED,))
    written(tmp_path / "x.jsonl", [sample])
    (again,) = ChatJsonl().read(tmp_path / "x.jsonl")
    assert again.assets[0].read() == PNG and again.assets[0].noted("caption")


def test_a_record_that_tells_of_something_else_is_said(tmp_path):
    written(tmp_path / "x.jsonl", [dialog("a", "q", "b", BOXED, skill="open-qa")])
    text = (tmp_path / "x.jsonl").read_text().replace('"content": "b"', '"content": "better"')
    (tmp_path / "x.jsonl").write_text(text)
    finding, sample = ChatJsonl().read(tmp_path / "x.jsonl")
    assert sample.turns[1].text == "better" and sample.tags["skill"] == "open-qa" and not sample.assets[0].notes
    assert "tells of something else" in finding.message


def test_drafts_are_said_to_be_dropped(tmp_path):
    table = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv", notes=BOXED.notes[:2])
    draft = Sample(id="draft", assets=(table,))
    plain, lost = written(tmp_path / "x.jsonl", [draft, dialog("a", "q", "b"), Sample(id="nothing")])
    assert [one["id"] for one in plain] == ["a"]
    assert [one.sample for one in lost] == ["draft", "nothing"]
    assert "no turns; dropped: text/csv with 2 notes" in lost[0].message


def test_values_that_json_has_not_are_said(tmp_path):
    sample = dialog("a", "q", "b").but(foreign={"score": float("nan")})
    (plain,), lost = written(tmp_path / "x.jsonl", [sample])
    assert plain["score"] is None and "types that JSON has not (1)" in lost[0].message


def test_an_asset_that_cannot_be_named_costs_its_sample(tmp_path):
    gone = Asset.absent("../outside.png", kind="image")
    plain, lost = written(tmp_path / "x.jsonl", [dialog("a", "q", "b", gone), dialog("c", "q", "b")])
    assert [one["id"] for one in plain] == ["c"] and "outside.png" in lost[0].message


@pytest.mark.parametrize("value", [object(), b"\xff", "\ud800"], ids=["object", "bytes", "half a character"])
def test_a_value_that_json_cannot_hold_costs_its_sample(tmp_path, value):
    plain, lost = written(
        tmp_path / "x.jsonl", [dialog("a", "q", "b").but(foreign={"x": value}), dialog("c", "q", "b")]
    )
    assert [one["id"] for one in plain] == ["c"] and "sample a is left out: JSON cannot hold it" in lost[0].message
