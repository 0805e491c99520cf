"""Answers about tables are right, whoever computes them."""

import csv
import io
import json
import random
import re
from decimal import Decimal
from typing import get_args
from xml.etree import ElementTree

import pytest

from goldsmith.core.forms import fault
from goldsmith.core.types import Note, Sample
from goldsmith.generate.academic_pairs import AcademicPairs
from goldsmith.generate.phrases import languages, phrases
from goldsmith.generate.table_facts import trend
from goldsmith.generate.table_questions import Kind, TableQuestions
from zoo import picture


def draft(seed):
    rng = random.Random(seed)
    names = rng.sample(["Rome", "Bonn", "Lima", "Oslo", "Kyiv", "Cork"], 5)
    rows = [f"{name},{rng.randint(10, 99) / 10},{rng.randint(100, 999)}" for name in names]
    text = "\n".join(["city,people (millions),height (m)", *rows])
    chart = picture(Note(id="table", kind="table", text=text)).but(kind="chart")
    return Sample(id=f"d{seed}", assets=(chart,), tags={"chart": "bar", "domain": "cities"}), text


def recomputed(task, column, rows, names):
    values = {name: float(row[column]) for name, row in rows.items()}
    pair = [values[name] for name in names]
    return {
        "difference": lambda: round(abs(pair[0] - pair[1]), 6),
        "total": lambda: round(pair[0] + pair[1], 6),
        "comparison": lambda: max(names, key=values.get),
        "value-lookup": lambda: pair[0],
    }[task]()


@pytest.mark.parametrize("seed", range(12))
def test_answers_are_right(seed):
    sample, text = draft(seed)
    rows = {row["city"]: row for row in csv.DictReader(io.StringIO(text))}
    checked = 0
    for made in TableQuestions(per_sample=60, languages=("en",)).make(sample):
        task, question, gold = made.tags["task"], made.turns[0].text, made.turns[1].gold
        column = next((name for name in ("people (millions)", "height (m)") if name.split(" (")[0] in question), None)
        if task == "extremum" and column:
            pick = max if "highest" in question else min
            assert gold == (pick(rows, key=lambda name: float(rows[name][column])),)
            checked += 1
        if task in ("difference", "total", "comparison", "value-lookup") and column:
            names = sorted((name for name in rows if name in question), key=question.index)
            right = recomputed(task, column, rows, names)
            said = gold[0].partition("|")[0]
            assert said == right if isinstance(right, str) else float(said) == pytest.approx(right)
            checked += 1
    assert checked > 5


@pytest.mark.parametrize("seed", range(6))
def test_forms_parse_and_state_the_gold(seed):
    sample, _ = draft(seed)
    seen = set()
    for made in TableQuestions(per_sample=60).make(sample):
        form, answer = made.tags["format"], made.turns[1].text
        seen.add((form, made.tags["language"], made.tags["skill"]))
        assert fault(form, answer) is None, answer
        if form == "json":
            json.loads(answer)
        if form == "xml":
            ElementTree.fromstring(answer)
        assert all(value.split("|")[0] in answer for value in made.turns[1].gold), (answer, made.turns[1].gold)
    assert {form for form, _, _ in seen} == {"prose", "json", "xml", "table", "csv"}
    assert {language for _, language, _ in seen} == {"en", "es"}
    assert len({skill for _, _, skill in seen}) == 7


def test_ties_are_not_asked():
    text = "city,people\nRome,2\nBonn,2"
    sample = Sample(id="t", assets=(picture(Note(id="t", kind="table", text=text)).but(kind="chart"),))
    kinds = ("extremum", "comparison", "difference", "explain", "rewrite", "average")
    assert not list(TableQuestions(kinds=kinds).make(sample))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ("1 2 5", "rising"), ("5 2 1", "falling"), ("10 20 15 12", "flat"), ("10 30 5 20", "flat"), ("3 3 3", None),
        ("1 9 8 10", None), ("10 30 29", None), ("1 2 2", None),
    ],
)  # fmt: skip
def test_only_courses_that_all_would_name_alike_have_a_trend(values, name):
    assert trend([Decimal(value) for value in values.split()]) == name


def chart(text, *marks, **tags):
    notes = [Note(id=f"value-{place}", kind="value", text=mark) for place, mark in enumerate(marks, 1)]
    asset = picture(Note(id="table", kind="table", text=text), *notes).but(kind="chart")
    return Sample(id="chart", assets=(asset,), tags={"chart": "bar", **tags})


def made_of(text, *marks, **settings):
    return list(TableQuestions(**{"per_sample": 60, **settings}).make(chart(text, *marks)))


def test_a_course_up_and_down_is_answered_with_no_clear_trend():
    made = made_of("year,price\n2001,10\n2002,20\n2003,15\n2004,12", kinds=("trend",), forms=("prose", "json"))
    assert {one.turns[1].gold for one in made} == {("no clear trend",), ("sin tendencia clara",)}
    assert all(one.turns[1].gold[0] in one.turns[1].text for one in made)


@pytest.mark.parametrize(
    ("header", "added"),
    [
        ("sales", True), ("price ($)", False), ("tip ($)", True), ("guests", True), ("mean guests", False),
        ("growth (%)", False), ("temperature (°C)", False), ("life expectancy (years)", False), ("income per head", False),
        ("population (millions)", True), ("height (cm)", False), ("Weight", True),
    ],
)  # fmt: skip
def test_only_what_adds_up_is_summed(header, added):
    assert bool(made_of(f"city,{header}\nRome,3\nBonn,2\nOslo,7", kinds=("total",))) is added


def test_people_are_not_summed_over_years():
    assert not made_of("year,population\n2001,3\n2002,4\n2003,5", kinds=("total",))
    assert made_of("year,sales\n2001,3\n2002,4\n2003,5", kinds=("total",))


def test_answers_cite_the_marks_they_are_read_from():
    marks = ("Rome: 3", "Bonn: 2", "Oslo: 7")
    for one in made_of("city,sales\nRome,3\nBonn,2\nOslo,7", *marks, kinds=("value-lookup", "comparison", "count")):
        cited = one.turns[1].evidence
        named = [f"value-{place}" for place, mark in enumerate(marks, 1) if mark[:4] in one.turns[0].text]
        assert cited == ("table", *(named if one.tags["task"] != "count" else ("value-1", "value-2", "value-3")))


@pytest.mark.parametrize("mark", ["height (m) / Rome: 21", "Rome: 2.8, 21"])
def test_marks_of_several_series_are_found(mark):
    made = made_of("city,people,height (m)\nRome,2.8,21\nBonn,0.3,60", mark, kinds=("value-lookup",))
    read = [one for one in made if one.turns[1].gold == ("21",)]
    assert read and all(one.turns[1].evidence == ("table", "value-1") for one in read)


def test_numbers_are_numbers_in_json_and_keep_their_decimals():
    text = 'year,price ($),share,"rows"\n2001,5.10,12%,"1,200"\n2002,4.00,5%,"3,400"\n2003,1.00,9%,"2,000"'
    seen = ""
    for one in made_of(text, kinds=("value-lookup", "extract"), forms=("json",), per_sample=99):
        seen += one.turns[1].text
        assert all(any(way in one.turns[1].text for way in gold.split("|")) for gold in one.turns[1].gold)
    for seed in range(12):
        seen += "".join(one.turns[1].text for one in made_of(text, kinds=("extract",), forms=("json",), seed=seed))
    assert '"year": 2001, "price ($)": 5.10' in seen and '"share": "12%"' in seen and '"rows": 1200' in seen


def test_words_fit_what_they_stand_by():
    text = "year,income\n2001,5\n2002,4\n2003,1\n2004,8"
    made = [one for seed in range(3) for one in made_of(text, per_sample=200, seed=seed)]
    texts = [turn.text for one in made for turn in one.turns]
    assert not any(re.search(r"\ba income|[Ww]ho\b|[Qq]uién", said) for said in texts)
    assert any("In how many years is the income" in said for said in texts)
    assert any("¿Qué año" in said for said in texts)
    assert not any(re.search("«[^»]*«", said) for said in texts)


@pytest.mark.parametrize("language", languages())
def test_every_kind_has_five_ways_to_ask_and_to_answer(language):
    wording = phrases("tables", language)
    for kind in get_args(Kind):
        for name, listed in wording[kind].items():
            assert name == "given" or len(set(listed)) == 5, (kind, name)


def test_data_is_not_asked_for_in_a_sentence():
    made = made_of("year,income\n2001,5\n2002,4\n2003,1\n2004,8", per_sample=200, forms=("json", "csv"))
    assert not any(re.search("sentence[.?]|frase[.?]|oración", one.turns[0].text) for one in made)


def test_plain_pairs_are_short_and_english():
    sample, _ = draft(1)
    pairs = list(AcademicPairs(per_sample=6).make(sample))
    assert len(pairs) == 6
    assert all(len(made.turns[1].text.split()) <= 2 and made.tags["language"] == "en" for made in pairs)


def test_bare_answers_are_asked_for_where_one_value_answers():
    hints = phrases("response_formats", "en")["short"]
    given = ("city,height (m)\nRome,21\nBonn,60\nOslo,23\nParis,35\n",)
    found = {False: [], True: []}
    for seed in range(6):
        for one in made_of(*given, languages=("en",), forms=("prose",), short=0.5, seed=seed):
            found[any(hint in one.turns[0].text for hint in hints)].append(one)
    assert {len(one.turns[1].text.split()) for one in found[True]} <= {1, 2} and found[True] and found[False]
    assert {one.tags["format"] for one in found[True]} == {"prose"}
    assert not {one.tags["task"] for one in found[True]} & {"explain", "summary", "extract", "rewrite"}


def test_plain_pairs_may_end_as_benchmarks_ask():
    table, _ = draft(3)
    asked = [one.turns[0].text for one in AcademicPairs(prompt="Answer briefly.").make(table)]
    assert asked and all(text.endswith("? Answer briefly.") for text in asked)
