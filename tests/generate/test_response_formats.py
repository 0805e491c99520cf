import csv
import io
import json
import random
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.generate.response_formats import FORMS, element_name, render, request

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
rows = st.lists(st.fixed_dictionaries({"name": texts, "size of it": texts}), min_size=1, max_size=4)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("form", [*FORMS, "short"])
def test_every_form_is_asked_for_in_several_wordings(form, language):
    said = {request(form, language, ["name", "age"], random.Random(seed)) for seed in range(40)}
    assert len(said) == 4
    assert not any("{" in sentence for sentence in said)


def test_keys_are_named_one_or_many():
    assert '"age"' in request("json", "en", ["age"]) and "the key " in request("json", "en", ["age"])
    assert 'the keys "a", "b" and "c"' in request("json", "en", ["a", "b", "c"])
    assert 'las columnas "nombre" e "ingreso"' in request("csv", "es", ["nombre", "ingreso"])


def test_xml_is_asked_for_with_the_names_that_are_written():
    assert '"petal_width"' in request("xml", "en", ["petal width"])
    assert "<petal_width>2</petal_width>" in render("xml", [{"petal width": 2}])


def test_unknown_forms_and_missing_keys_are_refused():
    for bad in (
        lambda: request("yaml", "en", ["a"]),
        lambda: request("json", "en"),
        lambda: request("json", "xx", ["a"]),
        lambda: render("prose", [{"a": 1}]),
        lambda: render("json", []),
    ):
        with pytest.raises(GoldsmithError):
            bad()


def test_one_row_is_an_object_and_several_a_list():
    assert render("json", [{"a": 1}]) == '{"a": 1}'
    assert render("json", [{"a": 1}, {"b": "ñ"}]) == '[{"a": 1, "b": null}, {"a": null, "b": "ñ"}]'


@given(rows)
def test_json_csv_and_xml_read_back(table):
    assert json.loads(render("json", table)) == (table[0] if len(table) == 1 else table)
    assert list(csv.DictReader(io.StringIO(render("csv", table), newline=""))) == table
    root = ElementTree.fromstring(render("xml", table, tag="flower"))
    items = [root] if len(table) == 1 else list(root)
    kept = str.maketrans("", "", "\ufffe\uffff")
    assert [item.find("name").text for item in items] == [row["name"].translate(kept) or None for row in table]


@given(rows)
def test_markdown_tables_keep_their_columns(table):
    lines = render("table", table).split("\n")
    assert len(lines) == len(table) + 2
    for line in lines:
        bare = line.replace("\\\\", "").replace("\\|", "")
        assert bare.count("|") == 3


@given(st.text() | st.characters())
def test_element_names_are_well_formed(key):
    ElementTree.fromstring(f"<{element_name(key)}/>")
