"""Rows of tables: cells over several columns and rows, delimiters, places, and time that grows with the text alone."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.forms.table_rows import cells_of, delimited_rows, html_rows, torn_tables
from zoo import dialog


@pytest.mark.parametrize(
    ("line", "count"), [("| a | b |", 2), ("a|b", 2), ("| a \\| b |", 1), ("||", 1), ("a | b \\|", 2)]
)
def test_cells_of_a_row(line, count):
    assert cells_of(line) == count


def test_cells_over_rows_and_columns():
    grid = "<tr><td rowspan=2 colspan=2>a<td>b</tr><tr><td>c</tr><tr><td>1<td>2<td>3</tr>"
    assert [(row.cells, row.wanted) for row in html_rows(f"<table>{grid}</table>")] == [(3, 3)] * 3


def test_a_row_with_another_delimiter_is_named():
    assert [(row.cells, row.delimiter) for row in delimited_rows("a,b,c\n1;2;3\n4,5,6\n7")] == [
        (1, ";"),
        (3, ""),
        (1, ""),
    ]


def test_a_record_over_two_lines_keeps_the_places():
    text = 'a,b\n"x\ny",1\n2'
    assert [text[row.start : row.end] for row in delimited_rows(text)] == ['"x\ny",1', "2"]


def test_what_was_meant_as_a_table():
    assert [(one.header, one.rule) for one in torn_tables("|a|b|\n|-|-|-|\n|1|2|\n|3|4|\n\n|a|b|\n|1|2|\n|3|4|")] == [
        (2, 3),
        (2, 0),
    ]


def test_places_in_a_quoted_table():
    text = "> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |\n"
    (one,) = Check.build("tables").find(dialog("x", "q", text))
    assert (one.severity, text[one.where.start : one.where.end]) == ("major", "| 1 | 2 | 3 |")
