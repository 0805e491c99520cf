"""Where samples stand in the files they were read from."""

import json

import pytest

from goldsmith.core.types import Sample
from goldsmith.formats.format import Format
from goldsmith.formats.sample_places import ItemText, item_texts

ODD = 'He said "no"\n\\o/ – 🐕 é'


def said(name, text):
    return {"id": name, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": text}]}


def places(path, form="chat-jsonl", limit=None):
    items = list(Format.build(form).samples(path, limit))
    samples = [one for one in items if isinstance(one, Sample)]
    problems = [one for one in items if not isinstance(one, Sample)]
    return samples, item_texts(form, path, samples, problems, {one.id for one in samples}, limit is not None)


def test_lines_of_samples_past_what_could_not_be_read(tmp_path):
    rows = [json.dumps(said("a", "x")), "", "broken", json.dumps(said("b", "y")), json.dumps(said("a", "twin"))]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    _, found = places(tmp_path / "a.jsonl")
    assert {name: one.line for name, one in found.items()} == {"a": 1, "b": 4}
    assert found["b"].lines == (rows[3] + "\n",)
    assert {name: one.line for name, one in places(tmp_path / "a.jsonl", limit=1)[1].items()} == {"a": 1}


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 2])
def test_columns_in_an_array_of_any_spelling(tmp_path, ascii_only, indent):
    talks = [
        {"id": name, "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": text}]}
        for name, text in (("a", "plain"), ("b", ODD))
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(talks, ensure_ascii=ascii_only, indent=indent), encoding="utf-8")
    samples, found = places(path, "sharegpt")
    for piece in ('"no"', "🐕", ODD, "é"):
        start = ODD.index(piece)
        region = found["b"].region(samples[1].turns[1].text, start, start + len(piece))
        line = path.read_text(encoding="utf-8").splitlines()[region.line - 1]
        assert json.loads(f'"{line[region.start - 1 : region.end - 1]}"') == piece


def test_a_text_that_is_spelled_oddly_has_no_columns():
    assert ItemText(3, (r'{"value": "a\/b"}',)).region("a/b", 0, 1) is None


def test_no_lines_where_items_are_no_samples(tmp_path):
    (tmp_path / "a.csv").write_text("image,caption\na.jpg,A dog.\n")
    assert places(tmp_path / "a.csv", "captions")[1] == {}
