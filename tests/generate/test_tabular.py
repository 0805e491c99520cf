"""Tables keep what they show, and refuse what cannot be read."""

import csv
import io
import random
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Note, Sample
from goldsmith.generate.academic_pairs import AcademicPairs
from goldsmith.generate.table_questions import TableQuestions
from goldsmith.generate.tabular import as_csv, as_markdown, number, parse_table, spoken
from zoo import picture

CELLS = st.text(alphabet="abcxyzÑé.,|\"' {}%€1230-", max_size=8).filter(lambda text: any(c.isalnum() for c in text))


def chart(text):
    return Sample(
        id="chart", assets=(picture(Note(id="t", kind="table", text=text)).but(kind="chart"),), tags={"chart": "bar"}
    )


def asked(text, **settings):
    return list(TableQuestions(languages=("en",), per_sample=80, **settings).make(chart(text)))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "at least one row"),
        ("a,b", "at least one row"),
        ("a,b\n1,2,3", "row 2 has 3 cells"),
        ('a,"b\n1', "not readable as CSV"),
        ("a\n" + "x" * 200_000, "not readable as CSV"),
        ("a,b\n" * 600_000, "2,400,000 characters"),
    ],
)
def test_unreadable_tables_are_refused(text, problem):
    with pytest.raises(GoldsmithError, match=problem) as error:
        parse_table(text, "sample s1")
    assert "sample s1" in str(error.value)


@pytest.mark.parametrize(
    ("shown", "worth"),
    [
        ("5.10", "5.10"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("1,234.5", "1234.5"),
        ("12 %", "12"),
        ("1,5", None),
        ("", None),
        ("1e5", None),
        ("nan", None),
        ("5 cm", None),
    ],
)
def test_numbers(shown, worth):
    assert number(shown) == (Decimal(worth) if worth else None)


def test_headers_give_names_and_units():
    table = parse_table("species,sepal length (cm),cost (total),speed (km/h)\nsetosa,5.1,3,1\nvirginica,6.3,4,2")
    assert table.labels == ("setosa", "virginica")
    assert [(column.name, column.unit) for column in table.measures] == [
        ("sepal length", "cm"),
        ("cost (total)", ""),
        ("speed", "km/h"),
    ]


@pytest.mark.parametrize(
    ("labels", "header", "ordered"),
    [
        ("2001 2002 2003", "year", True),
        ("2003 2001 2002", "year", False),
        ("Jan Feb Mar", "when", True),
        ("enero febrero marzo", "mes", True),
        ("2019-01 2019-02 2020-01", "month", True),
        ("Rome Bonn Oslo", "city", False),
        ("1 2 3", "id", False),
    ],
)
def test_a_trend_needs_rows_in_order(labels, header, ordered):
    table = parse_table("\n".join([f"{header},x", *(f"{name},{place}" for place, name in enumerate(labels.split()))]))
    assert table.in_order is ordered


def test_missing_repeated_and_numbering_columns_are_not_asked_about():
    table = parse_table("city,gap,twice,twice,id,kept\nRome,1,1,5,1,7\nBonn,-,2,6,2,8")
    assert [column.header for column in table.measures] == ["kept"]


def test_equal_names_are_told_apart_by_their_units():
    made = asked("city,weight (kg),weight (lb)\nRome,20,44\nBonn,30,66", kinds=("value-lookup",), forms=("prose",))
    for sample in made:
        unit = "kg" if sample.turns[1].gold[0] in ("20", "30") else "lb"
        assert f"weight ({unit})" in sample.turns[0].text
    assert made


def test_computed_numbers_look_like_their_column():
    commas, groups, shares = parse_table('a,x (kg),y,z\nr,"3,5","1,200",5%\ns,2,300,12%').measures
    assert spoken(Decimal("1.5"), commas) == "1,5"
    assert spoken(Decimal("1500"), groups) == "1,500"
    assert spoken(Decimal("17"), shares) == "17%"
    assert commas.values == (Decimal("3.5"), Decimal(2))


@given(
    st.lists(CELLS, min_size=2, max_size=4, unique_by=str.casefold),
    st.lists(st.integers(-999, 999), min_size=2, max_size=4),
)
@settings(max_examples=40, deadline=None)
def test_what_is_shown_comes_back(names, numbers):
    size = min(len(names), len(numbers))
    out = io.StringIO()
    csv.writer(out).writerows([("name", "x"), *zip(names[:size], numbers[:size], strict=True)])
    table = parse_table(out.getvalue())
    again = parse_table(as_csv(table))
    assert again == table
    assert [int(cell) for cell in table.columns[1].shown] == numbers[:size]
    assert as_markdown(table).count("\n") == size + 1


@pytest.mark.parametrize("rows", [2, 5, 40])
@pytest.mark.parametrize("header", ["kind", "7"])
def test_excerpts_name_every_row_once_and_keep_its_numbers(rows, header):
    names = [f"{'k' if header == 'kind' else ''}{place % 9}" for place in range(60)]
    text = "\n".join([f"{header},x,y", *(f"{name},{place},{place * 2}" for place, name in enumerate(names))])
    part = parse_table(text).excerpt(random.Random(rows), rows, 2)
    assert 2 <= len(part) <= min(rows, 26)
    assert len(set(part.labels)) == len(part)
    assert all(len(column.shown) == len(part) for column in part.columns)
    by_header = {column.header: column.values for column in part.measures}
    if {"x", "y"} <= set(by_header):
        assert all(y == 2 * x for x, y in zip(by_header["x"], by_header["y"], strict=True))


@pytest.mark.parametrize("seed", range(10))
def test_counts_sides_and_reasons_are_right(seed):
    rng = random.Random(seed)
    values = {name: rng.randint(-50, 50) / 10 for name in ("Ada", "Bob", "Cid", "Dee", "Eva")}
    text = "\n".join(["name,score", *(f"{name},{value}" for name, value in values.items())])
    ranked = sorted(values.values(), reverse=True)
    mean = sum(values.values()) / len(values)
    checked = set()
    for made in asked(text, kinds=("count", "average", "explain", "without-first"), forms=("prose", "json")):
        question, gold, task = made.turns[0].text, made.turns[1].gold, made.tags["task"]
        named = [name for name in values if name in question]
        if task == "count":
            limit = next(float(word.rstrip("?.")) for word in question.split() if word[:2].strip("-")[:1].isdigit())
            assert int(gold[0]) == sum(value > limit for value in values.values())
        elif task == "average":
            assert gold == ("above" if values[named[0]] > mean else "below",)
        elif task == "explain":
            assert [float(value) for value in gold] == ranked[:2]
            assert not named or values[named[0]] == ranked[0]
        else:
            assert values[gold[0]] == ranked[1]
        checked.add(task)
    assert {"count", "average"} <= checked


def test_the_same_seed_gives_the_same_bytes():
    text = "city,x\nRome,3\nBonn,2\nOslo,7"
    runs = [[made.model_dump_json() for made in asked(text, seed=seed)] for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]


def test_hostile_names_stay_data():
    names = ("{column}", "<b>&", "{0.__class__}")
    text = "\n".join(["city,{row}", *(f"{name},{place}" for place, name in enumerate(names))])
    made = asked(text, kinds=("comparison",), forms=("prose", "xml"))
    assert made
    for sample in made:
        question, answer = (turn.text for turn in sample.turns)
        assert "{row}" in question and sum(name in question for name in names) == 2
        winner = sample.turns[1].gold[0]
        assert (winner if sample.tags["format"] == "prose" else escape(winner)) in answer


def test_plain_pairs_ask_for_what_is_labelled():
    box = (0.0, 0.0, 1.0, 1.0)
    notes = (
        Note(id="l", kind="label", text="cat"),
        Note(id="a", kind="box", text="cat", box=box),
        Note(id="b", kind="box", text="cat", box=box),
    )
    pairs = {
        made.turns[0].text: made.turns[1].text
        for made in AcademicPairs(per_sample=9).make(Sample(id="p", assets=(picture(*notes),)))
    }
    assert pairs.pop("How many cats are there?") == "2"
    assert set(pairs.values()) == {"cat"}
    assert not any("digit" in question or "number" in question for question in pairs)
