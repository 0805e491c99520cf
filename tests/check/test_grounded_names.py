"""Names in answers against the evidence, with and without a gazetteer."""

import doctest
import re
from pathlib import Path

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Note
from zoo import dialog, picture

SPEECH = picture(Note(id="c", kind="caption", text="Barack Obama speaks at a rally in New York City."))
CITIES = [{"name": "New York City", "aliases": ["NYC", "Big Apple"]}, {"name": "Boston"}, {"name": "Łódź"}]


def found(answer, *assets, question="Describe it.", language="en", **settings):
    check = Check.build({"grounded-names": settings})
    return list(check.find(dialog("x", question, answer, *(assets or (SPEECH,)), language=language)))


@pytest.mark.parametrize("measured", measure("grounded-names", planted_sets(["grounded-names"])["grounded-names"]))
def test_precision_and_recall_on_the_planted_set(measured):
    assert measured.precision.value >= 0.9
    assert measured.recall.value >= 0.85
    assert measured.not_run == 0


def test_a_name_without_ground_is_found_where_it_stands():
    answer = "Here Obama speaks in\nNew Orleans."
    (one,) = found(answer)
    assert answer[one.where.start : one.where.end] == "New Orleans"
    assert one.severity == "minor" and one.suggestion is None


def test_a_misspelling_comes_with_the_spelling_of_the_evidence():
    (one,) = found("President Barak Obama speaks.")
    assert one.suggestion == "President Barack Obama" and "is written" in one.message


def test_spellings_of_one_entry_are_the_same():
    assert len(found("He speaks in the Big Apple.")) == 1
    assert found("He speaks in the Big Apple, that is NYC.", gazetteer=CITIES) == []
    (one,) = found("He speaks in Nu York City.", gazetteer=CITIES)
    assert one.suggestion == "New York City"


def test_a_listed_name_is_found_wherever_it_stands_and_in_any_language():
    assert [one.where.start for one in found("Boston is loud.", gazetteer=CITIES)] == [0]
    (one,) = found("Er spricht in Łódź.", language="de", gazetteer=CITIES)
    assert one.where.start == 14
    assert found("Er spricht in Nürnberg.", language="de", gazetteer=CITIES) == []


@pytest.mark.parametrize(
    ("answer", "language", "said"),
    [
        ("Er spricht in Boston.", "de", "not told by capitals"),
        ("他在波士顿。", "zh", "not told by capitals"),
        ("Он в Бостоне.", "ru", "another language"),
        ("Obama habla en Boston.", "es", "another language"),
        ("Yes.", "", "not known"),
    ],
)
def test_it_says_where_capitals_tell_nothing(answer, language, said):
    (one,) = found(answer, language=language)
    assert one.severity == "not run" and said in one.message


def test_without_evidence_there_is_nothing_to_hold_names_against():
    boxed = picture(Note(id="b", kind="box", text="person", box=(0, 0, 1, 1)))
    assert found("He is in Boston.", boxed) == []
    assert list(Check.build("grounded-names").find(dialog("x", "Who?", "Obama is in Boston."))) == []


def test_too_much_evidence_is_not_run():
    (one,) = found("Boston", picture(Note(id="o", kind="ocr", text="x" * 300_000)))
    assert one.severity == "not run" and "too large" in one.message


def test_what_a_missing_library_means(monkeypatch):
    monkeypatch.setattr("goldsmith.check.grounded_names.find_spec", lambda name: None)
    assert len(found("He is in Boston.")) == 1
    (one,) = found("He is in Boston.", gazetteer=CITIES)
    assert one.severity == "not run" and "goldsmith[checks]" in one.message


def test_a_gazetteer_file_that_changes_is_read_again(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("name,aliases\nNew York City,NYC\n")
    assert found("He is in NYC.", gazetteer=str(path)) == []
    path.write_text("name\nNew York City\nNYC\n")
    assert len(found("He is in NYC.", gazetteer=str(path))) == 1
    assert list(Check.build({"grounded-names": {"gazetteer": str(path)}}).files()) == [path]
    with pytest.raises(GoldsmithError, match="cannot be read"):
        found("He is in NYC.", gazetteer=str(tmp_path / "missing.csv"))
    with pytest.raises(GoldsmithError, match="entry 2"):
        found("He is in NYC.", gazetteer=[{"name": "NYC"}, {"nam": "Rome"}])


@pytest.mark.parametrize("unit", ["Obama ", "Name, ", "A. ", "New-York'", "Ünï\u0301 ", "A", "Obama: "])
def test_many_names_take_time_by_their_number(unit):
    text = (unit * 20_000)[:100_000]
    assert len(found(text, gazetteer=CITIES)) <= 21


def test_the_example_in_the_docs(tmp_path, monkeypatch):
    page = (Path(__file__).parents[2] / "docs" / "checking.md").read_text()
    (section,) = re.findall(r"## Names of your own\n(.*?)\n## ", page, re.DOTALL)
    (names,) = re.findall(r"```csv\n(.*?)```", section, re.DOTALL)
    (session,) = re.findall(r"```python-console\n(.*?)```", section, re.DOTALL)
    (tmp_path / "names.csv").write_text(names)
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(session, {}, "checking", None, 0)
    assert doctest.DocTestRunner().run(test).failed == 0
