"""Numbers in answers against tables, captions and questions."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.planted_sets import planted_sets
from goldsmith.core.types import Note
from zoo import dialog, picture

TABLE = picture(
    Note(
        id="t",
        kind="table",
        text="city,region,people (millions),budget\nRome,south,2.8,4200\nParis,west,2.1,9300\nBonn,west,0.3,1150\nLyon,west,0.5,900",
    )
)
CASES = planted_sets(["grounded-numbers"])["grounded-numbers"]


def found(asset, answer, question="What is shown?", **tags):
    return list(Check.build("grounded-numbers").find(dialog("x", question, answer, asset, **tags)))


def pieces(case):
    """What is found in a case's answer."""
    spans = [one.where for one in Check.build("grounded-numbers").find(case.sample("x"))]
    return [case.answer[where.start : where.end] for where in spans]


@pytest.mark.parametrize("case", [case for case in CASES if not case.fault], ids=lambda case: case.answer[:40])
def test_shown_computed_and_other_uses(case):
    assert pieces(case) == []


@pytest.mark.parametrize("case", [case for case in CASES if case.marks], ids=lambda case: case.answer[:40])
def test_numbers_without_ground(case):
    assert pieces(case) == [case.marks]


def test_commas_part_the_numbers_of_data():
    answer = "city,people,budget\nRome,2.8,4200\nBonn,0.3,1150"
    assert found(TABLE, answer, format="csv") == []


def test_too_much_evidence_is_not_run():
    (one,) = found(picture(Note(id="t", kind="table", text="a,1\n" * 60_000)), "It is 5.")
    assert one.severity == "not run"


@pytest.mark.parametrize(
    "table", ["a\x00b,1\n2,3", 'a,b\n"open,1\n2', "a" * 140_000 + ",5", ",\n" * 50 + "5", "9" * 500]
)
def test_damaged_tables_are_read_as_far_as_they_go(table):
    list(found(picture(Note(id="t", kind="table", text=table)), "It is 77.5."))
