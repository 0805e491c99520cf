"""The form of an answer: the sentence that asks for it, and the answer written in it.

A question that does not say which form it wants teaches a model to be short everywhere; one explicit sentence mends
that and carries over to forms not seen in training (LLaVA-1.5, arXiv:2310.03744, section 3.3).
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from goldsmith.core.errors import GoldsmithError
from goldsmith.generate.phrases import phrases

FORMS = ("prose", "json", "xml", "table", "csv")
"""The forms that an answer can be asked to take; `table` is a Markdown table."""

_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_.\\-À-ÖØ-öø-ıΈ-ΊΎ-ΡΣ-ώЁ-ЌЎ-яё-ќא-תء-غف-يअ-हก-ฮぁ-ゔァ-ヺ一-龥가-힣]+")
"""What all XML 1.0 parsers refuse in a name (a cautious subset of its letters, in the scripts most used)."""

Value = str | int | float | Decimal
Rows = Sequence[Mapping[str, Value]]


def request(form: str, language: str, keys: Sequence[str] = (), rng: random.Random | None = None) -> str:
    """The sentence that asks for a form; for `prose` one full sentence, for `short` a word or phrase.

    Args:
        form: one of `FORMS`, or `short`.
        language: ISO 639-1 code.
        keys: names of the keys, elements or columns; as `render` writes them.
        rng: draws one of several wordings; without it the first is taken.

    Raises:
        GoldsmithError: an unknown form or language, or no keys where the form needs them.
    """
    wording = phrases("response_formats", language)
    if form not in (*FORMS, "short"):
        raise GoldsmithError(f"there is no answer form {form!r}", f"choose from {', '.join((*FORMS, 'short'))}")
    if form not in ("prose", "short") and not keys:
        raise GoldsmithError(f"the answer form {form!r} needs the names of its keys")
    sentence: str = rng.choice(wording[form]) if rng else wording[form][0]
    if not keys:
        return sentence
    names = [element_name(key) for key in keys] if form == "xml" else list(keys)
    listed = _listed(names, wording["lists"])
    for slot in ("keys_of", "elements_of", "columns_of"):
        one_or_many: str = wording["lists"][slot][len(names) > 1]
        sentence = sentence.replace(f"{{{slot}}}", one_or_many.replace("{keys}", listed))
    return sentence


def render(form: str, rows: Rows, tag: str = "item") -> str:
    """Rows written in a form.

    `json` is an object for one row and a list otherwise, its numbers with the decimals they come with; `xml` has one
    root element (`tag`, or its plural form `tag` + `s` around several); `table` is Markdown; `csv` follows RFC 4180
    with a header, but for plain line feeds between its lines. Columns are those of all rows, in order of first
    appearance; a missing value is null in JSON and empty elsewhere.

    Raises:
        GoldsmithError: `prose` and unknown forms; no rows.
    """
    if form not in _WRITERS:
        raise GoldsmithError(f"rows cannot be written as {form!r}", f"choose from {', '.join(_WRITERS)}")
    columns = list(dict.fromkeys(key for row in rows for key in row))
    if not columns:
        raise GoldsmithError(f"there is nothing to write as {form}: no rows or no columns")
    return _WRITERS[form](rows, columns, tag)


def element_name(key: str) -> str:
    """A column's name as an XML element's name: letters, digits, `_`, `-`, `.`, not starting with a digit."""
    name = _NOT_IN_NAMES.sub("_", key.strip()).strip("_") or "value"
    return f"_{name}" if name[0] in "-.0123456789" else name


def _listed(names: Sequence[str], wording: Mapping[str, str]) -> str:
    quoted = [wording["quote"].format(name) for name in names]
    if len(quoted) == 1:
        return quoted[0]
    last = wording["last"]
    if last == " y " and re.match(r"(?i)h?i(?![aeou])|y\b", names[-1]):
        last = " e "
    return wording["comma"].join(quoted[:-1]) + last + quoted[-1]


def _json(rows: Rows, columns: Sequence[str], _tag: str) -> str:
    def scalar(value: Value | None) -> str:
        return _plain(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)

    written = [", ".join(f"{scalar(column)}: {scalar(row.get(column))}" for column in columns) for row in rows]
    objects = ", ".join(f"{{{fields}}}" for fields in written)
    return objects if len(rows) == 1 else f"[{objects}]"


def _plain(value: Value) -> str:
    """As text; small decimals without an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _xml(rows: Rows, columns: Sequence[str], tag: str) -> str:
    root = element_name(tag)
    names = {column: element_name(column) for column in columns}

    def element(row: Mapping[str, Value]) -> str:
        fields = "".join(f"<{names[key]}>{_xml_text(row.get(key, ''))}</{names[key]}>" for key in columns)
        return f"<{root}>{fields}</{root}>"

    written = "".join(map(element, rows))
    return written if len(rows) == 1 else f"<{root}s>{written}</{root}s>"


def _xml_text(value: Value) -> str:
    """Escaped, without the control characters that XML 1.0 cannot hold."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", _plain(value)))


def _table(rows: Rows, columns: Sequence[str], _tag: str) -> str:
    def line(cells: Sequence[Value]) -> str:
        safe = (" ".join(_plain(cell).replace("\\", "\\\\").replace("|", "\\|").split()) for cell in cells)
        return f"| {' | '.join(safe)} |"

    body = (line([row.get(column, "") for column in columns]) for row in rows)
    return "\n".join([line(columns), line(["---"] * len(columns)), *body])


def _csv(rows: Rows, columns: Sequence[str], _tag: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue().rstrip("\n")


_WRITERS: dict[str, Callable[[Rows, Sequence[str], str], str]] = {
    "json": _json,
    "xml": _xml,
    "table": _table,
    "csv": _csv,
}
