"""Sets as LLaMA-Factory's `dataset_info.json` describes them; what is written is what its readers take."""

import json

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Sample, Turn
from goldsmith.formats.detect import detect
from goldsmith.formats.llama_factory import LlamaFactory
from zoo import BOXED, PNG, ZOO, dialog

TALK = [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]


def folder(tmp_path, info, **files):
    (tmp_path / "dataset_info.json").write_text(json.dumps(info))
    for name, items in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(items))
    return tmp_path


def read(path, **options):
    found = list(LlamaFactory(**options).read(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def said(sample):
    return [(turn.role, turn.text) for turn in sample.turns]


def test_columns_of_alpaca(tmp_path):
    columns = {"prompt": "q", "query": "more", "response": "a", "system": "s", "history": "past", "images": "pics"}
    item = {"q": "Sum up.", "more": "Text.", "a": "Short.", "s": "Be brief.", "past": [["Hi", "Ho"]], "pics": ["x.png"]}
    path = folder(tmp_path, {"one": {"file_name": "one.json", "columns": columns}}, one=[{**item, "extra": 1}])
    (sample,), findings = read(path)
    spoken = [("system", "Be brief."), ("user", "Hi"), ("assistant", "Ho"), ("user", "Sum up.\nText.")]
    assert said(sample) == [*spoken, ("assistant", "Short.")]
    assert sample.assets[0].source == "x.png" and sample.foreign == {"extra": 1} and sample.tags == {"dataset": "one"}
    assert ["0 `<image>` tags for 1 media" in one.message for one in findings] == [True]


def test_columns_hide_what_they_do_not_name(tmp_path):
    info = {"one": {"file_name": "one.json", "columns": {"prompt": "q", "response": "a"}}}
    path = folder(tmp_path, info, one=[{"q": "Q", "a": "A", "instruction": "other", "system": ""}])
    (sample,), findings = read(path)
    assert said(sample) == [("user", "Q"), ("assistant", "A")]
    assert ["`instruction` is named by no column" in one.message for one in findings] == [True]


def test_columns_and_tags_of_sharegpt(tmp_path):
    tags = {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "model"}
    info = {"one": {"file_name": "one.json", "formatting": "sharegpt", "tags": tags}}
    info["one"]["columns"] = {"messages": "messages", "images": "images", "tools": "tools", "system": "rule"}
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "a.png").write_bytes(PNG)
    messages = [
        {"role": "user", "content": "<image>What?"},
        {"role": "function_call", "content": "{}"},
        {"role": "observation", "content": "1"},
        {"role": "model", "content": "One.", "weight": 1},
    ]
    item = {"messages": messages, "images": ["pics/a.png"], "tools": "[]", "rule": "Be kind."}
    (sample,), findings = read(folder(tmp_path, info, one=[item]))
    roles = ["system", "user", "assistant", "tool", "assistant"]
    assert [turn.role for turn in sample.turns] == roles and not findings
    assert sample.turns[2].foreign == {"from": "function_call"} and sample.turns[4].foreign == {"weight": 1}
    assert sample.assets[0].read() == PNG and sample.foreign == {"tools": "[]"}


def test_openai_formatting(tmp_path):
    calls = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}
    tags = {"user_tag": "user", "assistant_tag": "assistant", "observation_tag": "tool"}
    info = {"one": {"file_name": "one.json", "formatting": "openai", "columns": {"messages": "messages"}, "tags": tags}}
    messages = [{"role": "user", "content": "q"}, calls, {"role": "tool", "content": "1"}]
    (sample,), _ = read(folder(tmp_path, info, one=[{"messages": messages}]))
    assert [turn.role for turn in sample.turns] == ["user", "assistant", "tool"]
    assert sample.turns[1].foreign["tool_calls"] == [{"id": "1"}]


@pytest.mark.parametrize("form", ["alpaca", "sharegpt"])
def test_ranked_answers_are_rivals(tmp_path, form):
    item = {"instruction": "q", "input": "", "chosen": "good", "rejected": "bad"}
    columns = {"prompt": "instruction", "query": "input"}
    if form == "sharegpt":
        answers = {name: {"from": "gpt", "value": text} for name, text in (("chosen", "good"), ("rejected", "bad"))}
        item, columns = {"conversations": TALK[:1], **answers}, {"messages": "conversations"}
    columns |= {"chosen": "chosen", "rejected": "rejected"}
    info = {"one": {"file_name": "one.json", "ranking": True, "formatting": form, "columns": columns}}
    (sample,), findings = read(folder(tmp_path, info, one=[item]))
    assert said(sample) == [("user", "q"), ("assistant", "good")] and not findings
    assert [(rival.turn.text, rival.margin) for rival in sample.rivals] == [("bad", 1)]


@pytest.mark.parametrize("rejected", [5, {}, {"from": "gpt"}, []])
def test_a_rejected_answer_must_be_a_message(tmp_path, rejected):
    columns = {"messages": "conversations", "chosen": "chosen", "rejected": "rejected"}
    info = {"one": {"file_name": "one.json", "ranking": True, "formatting": "sharegpt", "columns": columns}}
    item = {"conversations": TALK[:1], "chosen": TALK[1], "rejected": rejected}
    samples, findings = read(folder(tmp_path, info, one=[item]))
    assert not samples and "one.json:1: item 1: the rejected answer is not a text" in findings[0].message


def test_a_set_may_be_a_folder(tmp_path):
    folder(tmp_path, {"one": {"file_name": "data", "formatting": "sharegpt"}}, secret=[{"conversations": TALK}])
    (tmp_path / "data").mkdir()
    for name in ("b.jsonl", "a.json", "notes.txt"):
        (tmp_path / "data" / name).write_text(json.dumps({"id": name, "conversations": TALK}))
    assert [one.id for one in read(tmp_path)[0]] == ["a.json", "b.jsonl"]
    (tmp_path / "data" / "link.json").symlink_to(tmp_path / "secret.json")
    assert "outside" in read(tmp_path)[1][0].message


def several(tmp_path):
    info = {
        "first": {"file_name": "first.json"},
        "second": {"file_name": "second.json", "formatting": "sharegpt"},
        "hub": {"hf_hub_url": "x/y"},
        "gone": {"file_name": "gone.json"},
        "out": {"file_name": "../gone.json"},
        "odd": [],
        "nameless": {"file_name": 5},
        "strange": {"file_name": "first.json", "formatting": "xml"},
        "table": {"file_name": "table.csv"},
        "text": {"file_name": "first.json", "columns": {"prompt": "text"}},
        "bad": {"file_name": "first.json", "columns": ["prompt"]},
        "empty": {"file_name": "empty.json"},
    }
    (tmp_path / "empty.json").touch()
    (tmp_path / "table.csv").write_text("a,b")
    alpaca = [{"id": 1, "instruction": "q", "output": "a"}]
    return folder(tmp_path, info, first=alpaca, second=[{"id": 1, "conversations": TALK}])


def test_several_sets_and_broken_entries(tmp_path):
    samples, findings = read(several(tmp_path))
    assert [(one.id, one.tags["dataset"]) for one in samples] == [("1", "first"), ("second/1", "second")]
    assert [one.evidence["set"] for one in findings] == "hub gone out odd nameless strange table text bad empty".split()
    for finding in findings:
        assert repr(finding.evidence["set"]) in finding.message or finding.evidence["set"] in ("out", "empty")
    assert "names the file gone.json" in findings[1].message


@pytest.mark.parametrize(("asked", "names"), [("second", ["1"]), ("second, first", ["1", "first/1"])])
def test_sets_are_chosen(tmp_path, asked, names):
    samples, findings = read(several(tmp_path), dataset=asked)
    assert [one.id for one in samples] == names and not findings


@pytest.mark.parametrize(("asked", "why"), [("gone", "'gone' names the file gone.json"), ("other", "no set 'other'")])
def test_a_chosen_set_must_be_there(tmp_path, asked, why):
    with pytest.raises(GoldsmithError, match=why):
        read(several(tmp_path), dataset=asked)


@pytest.mark.parametrize("text", ["[]", "{", "5", ""])
def test_a_description_that_is_none(tmp_path, text):
    (tmp_path / "dataset_info.json").write_text(text)
    with pytest.raises(GoldsmithError, match=r"dataset_info\.json"):
        read(tmp_path)
    with pytest.raises(GoldsmithError, match="not recognised"):
        detect(tmp_path)


SPOKEN = [one for one in ZOO if one.turns and one.id != "marks"]


def taken(plain, info):
    """What LLaMA-Factory takes in of a record, by its documentation: odd turns ask, even turns answer."""
    columns = info["columns"]
    messages = plain[columns["messages"]]
    system = messages.pop(0)["value"] if messages[0]["from"] == "system" else ""
    for place, message in enumerate(messages):
        assert set(message) == {"from", "value"}
        assert message["from"] in (("human", "observation"), ("gpt", "function_call"))[place % 2]
    assert messages and len(messages) % 2 == 0
    for key, tag in (("images", "<image>"), ("videos", "<video>"), ("audios", "<audio>")):
        tags = sum(message["value"].count(tag) for message in messages)
        assert tags == len(plain.get(columns.get(key, key)) or ())
    return system, [message["value"] for message in messages]


def test_what_is_written_is_what_its_readers_take(tmp_path):
    samples = [*SPOKEN, dialog("html", "Is <image> or <video> a tag?", "No.")]
    lost = list(LlamaFactory(dataset="mine").write(iter(samples), tmp_path / "set"))
    info = json.loads((tmp_path / "set" / "dataset_info.json").read_text())["mine"]
    plain = json.loads((tmp_path / "set" / info["file_name"]).read_text())
    assert info["formatting"] == "sharegpt" and info["columns"] == {"messages": "conversations", "images": "images"}
    assert [one["id"] for one in plain] == [one.id for one in samples]
    systems = [taken(one, info)[0] for one in plain]
    assert [text for text in systems if text] == ["Be kind."]
    names = [name for one in plain for name in one.get("images", ())]
    assert names and all((tmp_path / "set" / name).read_bytes() == PNG for name in names)
    assert [one.sample for one in lost] == ["html"]
    again, findings = read(tmp_path / "set")
    assert [one.but(assets=[asset.but(uri=None) for asset in one.assets]) for one in again] == samples
    assert not findings


def test_a_table_reader_takes_it_as_one_table(tmp_path):
    import io

    import pyarrow as pa
    import pyarrow.json

    samples = [
        dialog("a", "q", "b", BOXED).but(foreign={"own": [1, {"x": None}]}),
        dialog("b", "q", "b").but(foreign={"own": "text", "tools": "[]"}),
        Sample(id="c", turns=(Turn.said("user", "q"), Turn.said("assistant", "", foreign={"tool_calls": [1]}))),
    ]
    list(LlamaFactory().write(iter(samples), tmp_path / "set"))
    info = json.loads((tmp_path / "set" / "dataset_info.json").read_text())["goldsmith"]
    lines = [json.dumps(one) for one in json.loads((tmp_path / "set" / "goldsmith.json").read_text())]
    table = pa.json.read_json(io.BytesIO("\n".join(lines).encode()))
    assert table.num_rows == 3 and set(info["columns"].values()) <= set(table.column_names)
    again, _ = read(tmp_path / "set")
    assert [one.foreign for one in again] == [one.foreign for one in samples]
    assert again[2] == samples[2]


def test_dialogs_that_would_be_skipped_are_left_out(tmp_path):
    user, answer, tool = Turn.said("user", "q"), Turn.said("assistant", "a"), Turn.said("tool", "1")
    table = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv")
    samples = [
        Sample(id="asks", turns=(user,)),
        Sample(id="twice", turns=(user, user, answer)),
        Sample(id="late", turns=(user, answer, Turn.said("system", "s"), answer)),
        Sample(id="draft", assets=(BOXED,)),
        dialog("table", "q", "a", table),
        Sample(id="tools", turns=(user, answer, tool, answer)),
    ]
    lost = list(LlamaFactory().write(iter(samples), tmp_path / "set"))
    assert [one.sample for one in lost] == ["asks", "twice", "late", "draft", "table"]
    assert [one.id for one in read(tmp_path / "set")[0]] == ["tools"]


def test_a_set_without_a_usable_name_is_refused(tmp_path):
    with pytest.raises(GoldsmithError, match="cannot be the name"):
        list(LlamaFactory(dataset="../x").write(iter(()), tmp_path / "set"))
