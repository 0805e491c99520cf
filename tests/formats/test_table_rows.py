"""Rows of other people's tables: dialogs under their usual names, with the fields of their messages."""

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Part
from goldsmith.formats.table_rows import sample_of
from zoo import BOXED, PNG

PICTURE = Part(asset=BOXED.id)


def said(row):
    return [(turn.role, turn.text) for turn in sample_of(row, 1).turns]


ROWS = [
    ({"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}, ["q", "a"]),
    ({"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]}, ["q", "a"]),
    ({"texts": [{"user": "q", "assistant": "a", "source": "x"}]}, ["q", "a"]),
    ({"question": "q", "answer": "a"}, ["q", "a"]),
    ({"instruction": "q", "input": "i", "output": "a"}, ["q\ni", "a"]),
    ({"instruction": "q", "input": "", "output": "a"}, ["q", "a"]),
    ({"problem": "q", "answer": 42}, ["q", "42"]),
    ({"prompt": "q"}, ["q"]),
]


@pytest.mark.parametrize(("row", "texts"), ROWS)
def test_dialogs_have_many_names(row, texts):
    assert said(row) == list(zip(("user", "assistant"), texts, strict=False))


def test_pictures_stand_where_the_parts_do():
    content = [{"type": "text", "text": "Is <image> this?"}, {"type": "image"}, "And?"]
    sample = sample_of({"messages": [{"role": "user", "content": content}], "images": [{"bytes": PNG}]}, 1)
    assert sample.turns[0].parts == (Part(text="Is <image> this?"), PICTURE, Part(text="And?"))
    sample = sample_of({"question": "Is <image> a tag?", "image": {"bytes": PNG, "path": "a.png"}}, 1)
    assert sample.turns[0].parts == (Part(text="Is "), PICTURE, Part(text=" a tag?"))


def test_fields_of_messages_and_of_the_row_are_kept():
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}], "name": None}
    row = {"id": 0, "messages": [{"role": "user", "content": "q"}, call], "solution": "s", "score": 1.5}
    sample = sample_of(row, 1)
    assert sample.id == "0" and sample.foreign == {"solution": "s", "score": 1.5}
    assert sample.turns[1].foreign == {"tool_calls": [{"id": "1"}]} and sample.turns[1].text == ""


WRONG = [
    {},
    {"messages": []},
    {"messages": "x"},
    {"messages": [5]},
    {"messages": [{"role": "alien", "content": "x"}]},
    {"messages": [{"role": [], "content": "x"}]},
    {"messages": [{"role": "user", "content": 5}]},
    {"messages": [{"role": "user", "content": None}]},
    {"messages": [{"role": "user", "content": [{"type": "text"}]}]},
    {"messages": [{"role": "user", "content": [5]}]},
    {"question": ["q"]},
    {"question": "q", "answer": ["a"]},
    {"question": "q", "id": []},
    {"question": "q", "images": "x"},
    {"question": "q", "images": [5]},
    {"question": "q", "image": {"bytes": b"x"}},
]


@pytest.mark.parametrize("row", WRONG, ids=repr)
def test_what_is_wrong_is_said(row):
    with pytest.raises(GoldsmithError):
        sample_of(row, 1)
