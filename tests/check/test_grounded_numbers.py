"""Numbers in answers against tables, captions and questions."""

import pytest

from goldsmith.check.check import Check
from goldsmith.core.types import Note
from zoo import dialog, picture

TABLE = picture(
    Note(
        id="t",
        kind="table",
        text="city,region,people (millions),budget\nRome,south,2.8,4200\nParis,west,2.1,9300\nBonn,west,0.3,1150\nLyon,west,0.5,900",
    )
)
YEARS = picture(Note(id="t", kind="table", text="year,sales\n1990,1234.5\n2000,2468\n2010,12345678"))
CAPTION = picture(Note(id="c", kind="caption", text="A stand sells 1.200 apples for 3,50 euros, 4.4 million a year."))
GROUNDED = [
    (TABLE, "Rome has 2.8 million people and 4,200 or 4.200 of budget."),
    (TABLE, "Rome has 2,800,000 people."),
    (TABLE, "Rome tiene 2,8 millones de personas."),
    (TABLE, "Together they have 4.9 million, with Bonn 5.2."),
    (TABLE, "The total is 5.7 and the average 1.425, about 1.4; the median is 1.3."),
    (TABLE, "The difference between Rome and Paris is 0.7."),
    (TABLE, "Rome has 49% of the people and 133.3% of those of Paris, which is 33% more."),
    (TABLE, "Rome is 1.33 times as large as Paris."),
    (TABLE, "3 of the 4 cities lie in the west, that is 75%."),
    (TABLE, "Per head, Rome spends 1500."),
    (TABLE, "West has a total of 2.9 million."),
    (TABLE, "Its budget is about 4,000, well over 4,000 and nearly 9,400."),
    (TABLE, "1. Rome: 2.8\n2. Paris: 2.1\n3. Step 9 is left out."),
    (TABLE, "Founded in 1871, it has 2.8 million."),
    (TABLE, "See https://example.org/7777 for more."),
    (YEARS, "Sales rose from 1,234.5 in 1990 to 12.345.678 in 2010; in 1995 nothing is shown."),
    (YEARS, "Sales doubled to 2,468, a rise of 100%, by 1233.5."),
    (YEARS, "In the 1990s sales were 1234.5."),
    (CAPTION, "It sells 1,200 apples for 3.50 euros, 4,400,000 a year."),
]
LOOSE = [
    (TABLE, "Rome has 3.9 million.", "3.9"),
    (TABLE, "Rome has 4.9 million.", "4.9"),
    (TABLE, "The total is 6.7.", "6.7"),
    (TABLE, "Rome has 61% of the people.", "61"),
    (TABLE, "The budget of Rome is 4,300 dollars.", "4,300"),
    (TABLE, "It is 77km away.", "77"),
    (TABLE, "It has 12345678901234567890 stones.", "12345678901234567890"),
    (YEARS, "Sales were 1,235.5 in 1990.", "1,235.5"),
    (YEARS, "In 1950 sales were 1234.5.", "1950"),
    (CAPTION, "It sells 1.300 apples.", "1.300"),
]


def found(asset, answer, question="What is shown?", **tags):
    return list(Check.build("grounded-numbers").find(dialog("x", question, answer, asset, **tags)))


@pytest.mark.parametrize(("asset", "answer"), GROUNDED)
def test_shown_computed_and_other_uses(asset, answer):
    assert [one.message for one in found(asset, answer)] == []


@pytest.mark.parametrize(("asset", "answer", "number"), LOOSE)
def test_numbers_without_ground(asset, answer, number):
    (one,) = found(asset, answer)
    assert answer[one.where.start : one.where.end] == number


def test_the_question_announces_how_the_answer_was_computed():
    assert found(TABLE, "4.9", "What do Rome and Paris add up to?") == []
    assert found(TABLE, "1.8", "How much more than 1 million has Rome?") == []
    assert len(found(TABLE, "4.9", "How many people has Rome?")) == 1


def test_commas_part_the_numbers_of_data():
    answer = "city,people,budget\nRome,2.8,4200\nBonn,0.3,1150"
    assert found(TABLE, answer, format="csv") == []
    assert found(TABLE, '{"Rome": [2.8,4200], "Bonn": [0.3,1150]}', format="json") == []
    assert len(found(TABLE, '{"Rome": [2.8,4300]}', format="json")) == 1


def test_too_much_evidence_is_not_run():
    (one,) = found(picture(Note(id="t", kind="table", text="a,1\n" * 60_000)), "It is 5.")
    assert one.severity == "not run"


@pytest.mark.parametrize(
    "table", ["a\x00b,1\n2,3", 'a,b\n"open,1\n2', "a" * 140_000 + ",5", ",\n" * 50 + "5", "9" * 500]
)
def test_damaged_tables_are_read_as_far_as_they_go(table):
    list(found(picture(Note(id="t", kind="table", text=table)), "It is 77.5."))
