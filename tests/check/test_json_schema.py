"""JSON held against a schema: paths, places, repairs, and what is said when it cannot be done."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.check import Check
from goldsmith.check.forms.json_places import path_of, places, repaired
from goldsmith.core.errors import GoldsmithError
from zoo import dialog

PERSON = {"type": "object", "properties": {"age": {"type": "integer"}, "names": {"items": {"type": "string"}}}}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def found(text, against, **tags):
    return list(Check.build({"json-schema": {"against": against}}).find(dialog("x", "q", text, **tags)))


def test_every_fault_has_its_path_and_place():
    text = '```json\n{"names": ["Ana", 7],\n "age": "x"}\n```'
    shown = {one.evidence["path"]: text[one.where.start : one.where.end] for one in found(text, PERSON)}
    assert shown == {"$.names[1]": "7", "$.age": '"x"'}


def test_a_repair_is_suggested_where_it_is_simple():
    assert found("{'age': 1,}", PERSON)[0].suggestion == '{"age": 1}'
    assert repaired("{'age': True, 'x': \"it's None,]\"}") == '{"age": true, "x": "it\'s None,]"}'
    assert repaired('{"age": 1') is None


def test_a_schema_in_a_file(tmp_path):
    file = tmp_path / "person.json"
    file.write_text(json.dumps(PERSON))
    assert [one.severity for one in found('{"age": "x"}', str(file))] == ["major"]


@pytest.mark.parametrize("against", ["no/such/file.json", {"type": "nonsense"}, {"$ref": "https://a.b/c.json"}])
def test_a_schema_that_is_none_is_told(against):
    with pytest.raises(GoldsmithError):
        found("{}", against)


def test_without_a_schema_or_the_library_it_is_not_run(monkeypatch):
    assert [one.severity for one in found("{}", "", format="json")] == ["not run"]
    assert found("Hello.", "") == []
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    (missing,) = found("{}", {"title": "seen for the first time"})
    assert missing.severity == "not run" and "goldsmith[checks]" in missing.message


def test_nested_deeper_than_can_be_read_is_no_pass():
    assert [one.severity for one in found("[" * 900 + "]" * 900, {"items": {"type": "integer"}})] == ["not run"]


@given(VALUES, st.sampled_from([None, 1]))
def test_places_are_those_of_the_values(value, indent):
    text = json.dumps({"all": [value]}, indent=indent)
    whole, twice = places(text)
    inner = whole.at(("all", 0))
    assert json.loads(text[inner.start : inner.end]) == value
    assert twice == []


def test_paths_are_spelled():
    assert path_of(("people", 0, "first name")) == '$.people[0]["first name"]'
