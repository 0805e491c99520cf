"""Is a text really JSON, XML, CSV or a Markdown table, and if not, where does it stop being one?"""

from __future__ import annotations

import csv
import io
import json
import re

FORMS = ("prose", "json", "xml", "csv", "table")

_FENCE = re.compile(r"\A\s*```[\w+-]*[ \t]*\n(.*?)\n?[ \t]*```\s*\Z", re.DOTALL)
_CONSTANT = re.compile(r'"(?:[^"\\]++|\\.)*+"|(-?Infinity|NaN)')
_RULE_CELL = re.compile(r":?-+:?")


def fault(form: str, text: str) -> tuple[str, int] | None:
    """What keeps a text from having a form: one sentence and the offset in code points; None where nothing does.

    One code fence around the whole text is accepted. JSON must be an object or a list, XML one well-formed element,
    CSV a header and rows of as many fields (two at least), a table a Markdown table with its rule. Prose must not be
    one of these. Of a form unknown here nothing is said.
    """
    inner, start = unfenced(text)
    if form not in FORMS:
        return None
    if not inner.strip():
        return "the text is empty", 0
    found = {"json": _json, "xml": _xml, "csv": _csv, "table": _table, "prose": _prose}[form](inner)
    return None if found is None else (found[0], min(len(text), start + found[1]))


def unfenced(text: str) -> tuple[str, int]:
    """The text inside one code fence around all of it, and where that begins; else the text itself and 0."""
    fence = _FENCE.match(text)
    return (fence.group(1), fence.start(1)) if fence else (text, 0)


def _json(text: str) -> tuple[str, int] | None:
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg}", error.pos
    except RecursionError as error:
        return f"not JSON: {error}", 0
    except ValueError as error:  # a constant, or a number of thousands of digits
        constant = next((found for found in _CONSTANT.finditer(text) if found[1]), None)
        return f"not JSON: {error}", constant.start() if constant else 0
    return None if isinstance(value, dict | list) else ("not JSON: a bare value, neither an object nor a list", 0)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _xml(text: str) -> tuple[str, int] | None:
    from lxml import etree

    lead = len(text) - len(text.lstrip())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        etree.fromstring(text.strip().encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        before = text[lead:].splitlines(keepends=True)[: max(0, line - 1)]
        return f"not XML: {error.msg}", min(len(text), lead + sum(map(len, before)) + max(0, column - 1))
    except ValueError as error:
        return f"not XML: {error}", lead
    return None


def _csv(text: str) -> tuple[str, int] | None:
    stripped = text.strip("\n\r")
    reader = csv.reader(io.StringIO(stripped, newline=""), strict=True)
    lines = stripped.splitlines(keepends=True)
    width, rows, read = 0, 0, 0
    offset = at = text.find(stripped)
    try:
        for row in reader:
            here, at, read = at, at + sum(map(len, lines[read : reader.line_num])), reader.line_num
            width = width or len(row)
            if len(row) != width:
                return f"not CSV: line {read} has {len(row)} fields, the header {width}", here
            rows += 1
    except csv.Error as error:
        return f"not CSV: {error}", at
    if width < 2:
        return "not CSV: one field a line", offset
    return ("not CSV: a header without rows", offset) if rows < 2 else None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _table(text: str) -> tuple[str, int] | None:
    lines = [(match.group(), match.start()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    if len(lines) < 3:
        return "not a table: it needs a header, a rule and a row", 0
    width = len(_cells(lines[0][0]))
    for place, (line, offset) in enumerate(lines):
        cells = _cells(line)
        if "|" not in line:
            return f"not a table: line {place + 1} has no cells", offset
        if len(cells) != width:
            return f"not a table: line {place + 1} has {len(cells)} cells, the header {width}", offset
        if place == 1 and not all(_RULE_CELL.fullmatch(cell) for cell in cells):
            return "not a table: no rule of dashes under the header", offset
    return None


def _prose(text: str) -> tuple[str, int] | None:
    stripped = text.strip()
    for form, parse, opening in (("JSON", _json, "{["), ("XML", _xml, "<"), ("a table", _table, "|")):
        if stripped[0] in opening and parse(text) is None:
            return f"not prose but {form}", 0
    return None
