"""Objects of hostile JSON files: each fault is named with its line and costs its item alone; memory stays bounded."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.formats import json_items as module
from goldsmith.formats.detect import detect
from goldsmith.formats.json_items import Item, first_item, json_items, strict_json


def read(tmp_path, text, name="x.json"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = list(json_items(path, "form"))
    items = [(one.line, one.number, one.plain) for one in found if isinstance(one, Item)]
    return items, [one.message.removeprefix(f"{tmp_path}/") for one in found if not isinstance(one, Item)]


def test_arrays_and_lines(tmp_path):
    assert read(tmp_path, '[{"a": 1},\n\n {"b": "x,]}"}\n]\n') == ([(1, 1, {"a": 1}), (3, 2, {"b": "x,]}"})], [])
    assert read(tmp_path, '{"a": 1}\r\n\r\n{"b": 2}\r\n') == ([(1, 1, {"a": 1}), (3, 3, {"b": 2})], [])
    assert read(tmp_path, " \n[ ]") == ([], [])


@pytest.mark.parametrize("text", ['\ufeff{"a": 1}\r\n{"a": 1}', '\ufeff[{"a": 1},\r\n{"a": 1}]'])
def test_a_byte_order_mark_and_carriage_returns(tmp_path, text):
    items, faults = read(tmp_path, text)
    assert [(line, plain) for line, _, plain in items] == [(1, {"a": 1}), (2, {"a": 1})] and not faults


FAULTS = [
    ("{", "not JSON"),
    ("{'a': 1}", "not JSON"),
    ('{"a": 1', "not JSON"),
    ('{"a": NaN}', "NaN is no number"),
    ('{"a": -Infinity}', "-Infinity is no number"),
    ('{"a": 1e999}', "1e999 is too large"),
    ('{"a": ' + "9" * 5000 + "}", "not JSON"),
    ('{"a": 1, "a": 2}', "the key 'a' is there twice"),
    ('{"a": {"b": 1, "b": 1}}', "the key 'b' is there twice"),
    ('{"a": "\\ud800"}', "half of a character"),
    ('{"a": "\x01"}', "not JSON"),
    ("[1]", "expected an object, found list"),
    ('"text"', "expected an object, found str"),
    ("null", "expected an object, found NoneType"),
]


@pytest.mark.parametrize(("text", "why"), FAULTS)
def test_a_fault_costs_its_line(tmp_path, text, why):
    items, (fault,) = read(tmp_path, f'{{"a": 1}}\n{text}\n{{"a": 3}}', "x.jsonl")
    assert [line for line, _, _ in items] == [1, 3]
    assert fault.startswith("x.jsonl:2: ") and why in fault


@pytest.mark.parametrize(("text", "why"), [one for one in FAULTS if one[0].count("{") == one[0].count("}")])
def test_a_fault_costs_its_element(tmp_path, text, why):
    items, (fault,) = read(tmp_path, f'[{{"a": 1}},\n{text},\n{{"a": 3}}]')
    assert [number for _, number, _ in items] == [1, 3]
    assert fault.startswith("x.json:2: item 2: ") and why in fault


def test_bytes_that_are_no_text(tmp_path):
    for text in (b'{"a": 1}\n{"a": "\xff"}\n{"a": 3}', b'[{"a": 1},\n{"a": "\xff"},\n{"a": 3}]'):
        items, (fault,) = read(tmp_path, text)
        assert len(items) == 2 and "x.json:2: " in fault and "UTF-8" in fault


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('[{"a": 1}, {"a": 2', [1]),
        ('[{"a": 1}, {"a": 2}', [1, 2]),
        ('[{"a": 1}, {"a": "x', [1]),
        ('[{"a": 1}, ', [1]),
        ("[", []),
    ],
)
def test_a_cut_array(tmp_path, text, left):
    items, faults = read(tmp_path, text)
    assert [plain["a"] for _, _, plain in items] == left and "cut off" in faults[-1]


def test_commas_and_more_after_the_end(tmp_path):
    items, faults = read(tmp_path, '[{"a": 1},, {"a": 2},] [{"a": 3}]')
    assert len(items) == 2 and "item 2: not JSON" in faults[0] and "after the end" in faults[1]


def test_long_items_are_refused_and_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_LINE", 1000)
    monkeypatch.setattr(module, "_BLOCK", 100)
    long = json.dumps({"a": "x" * 5000})
    items, (fault,) = read(tmp_path, f'{{"a": 1}}\n{long}\n{{"a": 3}}', "x.jsonl")
    assert [line for line, _, _ in items] == [1, 3] and "x.jsonl:2: it is longer than 1,000" in fault
    items, faults = read(tmp_path, f'[{{"a": 1}},\n{long}, {{"a": 3}}]')
    assert len(items) == 1 and "x.json:2: item 2: it is longer" in faults[0] and "is not read" in faults[1]


def test_deep_items_are_refused(tmp_path):
    items, (fault,) = read(tmp_path, '[{"a": 1},\n' + "[" * 100_000)
    assert len(items) == 1 and "nested deeper than 500" in fault
    items, (fault,) = read(tmp_path, '{"a": 1}\n' + "[" * 100_000)
    assert len(items) == 1 and "x.json:2: not JSON" in fault


def test_utf_16_and_nothing_are_refused(tmp_path):
    for data, why in (('{"a": 1}'.encode("utf-16"), "UTF-16"), (b"", "empty")):
        with pytest.raises(GoldsmithError, match=why):
            read(tmp_path, data)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
objects = st.lists(st.dictionaries(st.text(), plain, max_size=3), max_size=4)


@given(
    given=objects, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans(), block=st.sampled_from([1, 7, 100])
)
def test_any_array_is_read_as_it_was_written(tmp_path_factory, given, indent, ascii_only, block):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(given, indent=indent, ensure_ascii=ascii_only), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        items = list(json_items(path, "form"))
    assert [one.plain for one in items] == given


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.sampled_from('{}[]",:\\ \n1a'), max_size=40))
def test_any_text_gives_items_or_faults(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "text.json"
    path.write_text("[" + text)
    assert all(one.message if not isinstance(one, Item) else one.plain is not None for one in json_items(path, "form"))


def test_whole_characters_pass():
    assert strict_json('{"a": "\\ud83d\\ude00"}') == {"a": "😀"}


def test_a_file_is_known_by_its_first_whole_object(tmp_path):
    large = {"messages": [{"role": "user", "content": "x" * (2 << 20)}]}
    (tmp_path / "x.jsonl").write_text("{broken\n" + json.dumps(large))
    assert first_item(tmp_path / "x.jsonl") == large and detect(tmp_path / "x.jsonl").name() == "chat-jsonl"
    assert first_item(tmp_path / "gone.json") == {} and first_item(tmp_path / "x.bin") == {}
