"""Gazetteers: names whatever their case and accents, files in three forms, mistakes named with their lines."""

import json

import pytest

from goldsmith.check.entities.folding import folded, folded_in_place
from goldsmith.check.entities.gazetteer import Entry, Gazetteer
from goldsmith.check.entities.gazetteer_files import read_gazetteer
from goldsmith.core.errors import GoldsmithError

CITY = Entry("Q60", "New York City", "city", ("NYC", "Big Apple"), 8.5)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("São  Paulo", "sao paulo"), ("Jean-Claude", "jean claude"), ("O’Neill", "o'neill"), ("STRASSE", "strasse"),
        ("Straße", "strasse"), ("Ёлкин", "елкин"), ("서울", "서울"), ("ﬁn", "fin"), ("दिल्ली", "दिल्ली"), ("", ""),
    ],
)  # fmt: skip
def test_one_spelling_for_the_same_name(name, plain):
    assert folded(name) == plain


def test_places_are_those_of_the_text():
    text = "In  São\u0303 Paulo"
    plain, places = folded_in_place(text)
    assert plain == "in sao paulo"
    assert [text[place] for place in places] == list("In São Paulo")


def test_entries_may_share_a_name():
    gazetteer = Gazetteer(
        [CITY, Entry("2", "Apple", "company", popularity=3), Entry("3", "apple", "fruit", popularity=1)]
    )
    assert gazetteer.forms["nyc"] == (0,) and gazetteer.forms["apple"] == (1, 2) and "pear" not in gazetteer.forms
    assert gazetteer.prior(1, "apple") == 0.75 and gazetteer.prior(0, "nyc") == 1.0


def test_the_same_entries_from_every_form(tmp_path):
    as_csv, as_lines, as_yaml = (tmp_path / name for name in ("a.csv", "a.jsonl", "a.yaml"))
    as_csv.write_text("id,name,type,aliases,popularity\nQ60,New York City,city,NYC | Big Apple,8.5\n")
    as_lines.write_text(json.dumps(dict(zip(Entry._fields, CITY, strict=True))) + "\n\n")
    as_yaml.write_text("- {id: Q60, name: New York City, type: city, aliases: [NYC, Big Apple], popularity: 8.5}\n")
    for path in (as_csv, as_lines, as_yaml):
        assert read_gazetteer(path).entries == (CITY,)


def test_a_changed_file_is_read_again(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name\nRome\n")
    assert read_gazetteer(path) is read_gazetteer(path)
    path.write_text("name\nRome\nParis\n")
    assert [entry.id for entry in read_gazetteer(path).entries] == ["Rome", "Paris"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "name\nRome\n \n", "a.csv:3: an entry without a name"),
        ("a.csv", "name,type\nRome\n", "a.csv:2: not as many fields"),
        ("a.csv", "name,type\nRome,a,b\n", "a.csv:2: not as many fields"),
        ("a.csv", "name,kind\nRome,city\n", "a.csv:2: unknown key 'kind'"),
        ("a.csv", 'name\n"Rome\n', "a.csv:2: this is no CSV"),
        ("a.csv", "name,popularity\nRome,many\n", "a.csv:2: popularity must be"),
        ("a.csv", "name,popularity\nRome,nan\n", "a.csv:2: popularity must be"),
        ("a.csv", "name\nRome\nParis\nRome\n", "a.csv:4: the id 'Rome' is also that of line 2"),
        ("a.jsonl", '{"name": "Rome"}\n{"name": \n', "a.jsonl:2: this is no JSON"),
        ("a.jsonl", '{"name": "Rome"}\n[]\n', "a.jsonl:2: this is no entry"),
        ("a.jsonl", '{"name": "Rome", "aliases": "Roma"}\n', "a.jsonl:1: aliases must be a list"),
        ("a.yaml", "- name: Rome\n- name: [\n", "a.yaml:3: this is not YAML"),
        ("a.yaml", "- name: Rome\n- name: 7\n", "a.yaml:2: an entry without a name"),
        ("a.yaml", "name: Rome\n", "holds no list of entries"),
        ("a.csv", "", "holds no entries"),
        ("a.txt", "Rome", "is no gazetteer"),
        ("a.csv", None, "cannot be read"),
    ],
)
def test_mistakes_are_named_with_their_lines(tmp_path, name, text, said):
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    with pytest.raises(GoldsmithError) as error:
        read_gazetteer(path)
    assert said in str(error.value)


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"name\n\xff\xfe\n")
    with pytest.raises(GoldsmithError, match="UTF-8"):
        read_gazetteer(path)
