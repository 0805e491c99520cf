"""Answers about tables are right, whoever computes them."""

import csv
import io
import json
import random
from xml.etree import ElementTree

import pytest

from goldsmith.core.forms import fault
from goldsmith.core.types import Note, Sample
from goldsmith.generate.academic_pairs import AcademicPairs
from goldsmith.generate.table_questions import TableQuestions
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
            assert gold[0] == right if isinstance(right, str) else float(gold[0]) == pytest.approx(right)
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


def test_plain_pairs_are_short_and_english():
    sample, _ = draft(1)
    pairs = list(AcademicPairs(per_sample=6).make(sample))
    assert len(pairs) == 6
    assert all(len(made.turns[1].text.split()) <= 2 and made.tags["language"] == "en" for made in pairs)
