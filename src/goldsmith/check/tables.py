"""Do all rows of a table have as many cells as its header?"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from goldsmith.check.check import Check, Fault
from goldsmith.check.forms.blocks import blocks
from goldsmith.check.forms.table_rows import Row, delimited_rows, html_rows, markdown_rows, torn_tables
from goldsmith.core.forms import unfenced
from goldsmith.core.types import Finding, Sample

_DELIMITED = {"csv": "", "tsv": "\t"}
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


class Tables(Check):
    """Flag tables in answers whose rows have unequal numbers of cells: Markdown, HTML, CSV and TSV.

    In Markdown, what is left over is never shown, and a line right under a table becomes a row of it. Lines meant as a
    table that are none, for want of a fitting rule, are found too; of HTML cells over several columns and rows are
    counted; CSV is looked at in blocks that say so, and where the `format` tag is `csv` or `tsv`.
    """

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each row that is too wide, too narrow or parted by another delimiter."""
        form = str(sample.tags.get("format", ""))
        answers = list(sample.answered())
        yield from self.in_texts(sample, answers[:-1], functools.partial(_faults, ""))
        yield from self.in_texts(sample, answers[-1:], functools.partial(_faults, form))


def _faults(form: str, text: str) -> Iterator[Fault]:
    body, offset = unfenced(text)
    if form in _DELIMITED and not offset:
        yield from _unequal_records(body, _DELIMITED[form])
        return
    yield from _markdown(text)
    for row in html_rows(text):
        if row.cells != row.wanted:
            yield Fault("minor", f"a row of {row.cells} cells in an HTML table of {row.wanted}", row.start, row.end)
    for block in blocks(text):
        if block.language in _DELIMITED:
            for fault in _unequal_records(block.body, _DELIMITED[block.language]):
                start = block.place(fault.start)
                yield fault._replace(start=start, end=max(start, block.place(fault.end - 1) + 1))


def _markdown(text: str) -> Iterator[Fault]:
    for row in markdown_rows(text):
        span = (row.start, row.end)
        if not row.cells:
            yield Fault("minor", "a line right under a table becomes a row of it: leave a line empty", *span)
        elif row.cells > row.wanted:
            yield Fault("major", f"a row of {row.cells} cells under a header of {row.wanted}: the last are lost", *span)
        elif row.cells < row.wanted:
            yield Fault("minor", f"a row of {row.cells} cells under a header of {row.wanted}", *span)
    for torn in torn_tables(text):
        said = (
            f"no table: {torn.header} cells in the header, {torn.rule} in the rule under it"
            if torn.rule
            else "no table: rows of cells without a rule of dashes under the first"
        )
        yield Fault("major" if torn.rule else "minor", said, torn.start, torn.end)


def _unequal_records(text: str, delimiter: str) -> Iterator[Fault]:
    for row in delimited_rows(text, delimiter):
        if row.cells != row.wanted:
            yield Fault("major", _said(row), row.start, row.end)


def _said(row: Row) -> str:
    if row.delimiter:
        return f"a row parted by {_NAMES[row.delimiter]}, unlike the header"
    return f"a row of {row.cells} fields under a header of {row.wanted}"
