"""Does a piece of code parse in its language, and if not, where does it stop?"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import sys
import textwrap
import tomllib
import warnings
from collections.abc import Iterator
from typing import Any

from goldsmith.check.check import Fault
from goldsmith.check.forms.json_places import places, repaired
from goldsmith.core.forms import fault

ALIASES = {
    "py": "python", "python3": "python", "py3": "python", "yml": "yaml", "xsd": "xml", "xslt": "xml", "svg": "xml",
    "rss": "xml", "mysql": "sql", "postgresql": "sql", "postgres": "sql", "sqlite": "sql", "sqlite3": "sql",
    "tsql": "sql", "plsql": "sql", "geojson": "json",
}  # fmt: skip
"""Other names of the languages known here."""
_DEEPEST = 200
"""Brackets in brackets of YAML, full stops in a line of TOML: their parsers take time that grows with the square."""
_LARGEST_ALIASED = 100_000
"""Nodes that a YAML text may have once its aliases are followed."""
_PROMPT = re.compile(r"^(?:>>>|\.\.\.)(?: |$)")
_MAGIC = re.compile(r"^([^\S\n]*)[%!](?=[%\w!])[^\n]*", re.MULTILINE)
_NEWER = re.compile(r"^\s*type \w+(?:\[[^\]]*\])? *=|^\s*(?:def|class) \w+\[|\b[fF]['\"]|^\s*except \w+(?:, *\w+)+:")
_OLDER = re.compile(r"^\s*(?:print\s+[^\s(=]|exec\s+['\"]|except \w+, *\w+:|raise \w+, )|<>|\b0\d+\b|\b\d+L\b")
_ELLIPSIS = re.compile(r"\.\.\.|…|⋮")
_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{")
_ENTITY = re.compile(r"<!ENTITY[^>]{0,80}>?", re.IGNORECASE)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_SQL_TOKEN = re.compile(
    r"--[^\n]*|/\*.*?(?:\*/|(?P<open_comment>\Z))|'(?:[^']|'')*+(?:'|(?P<open_text>\Z))"
    r'|"(?:[^"]|"")*+(?:"|(?P<open_name>\Z))|`[^`]*+`|(?P<bracket>[()])|(?P<word>[A-Za-z_]\w*)|(?P<end>;)',
    re.DOTALL,
)
_SQL_FIRST = frozenset(
    "select insert update delete create alter drop with merge truncate grant revoke begin commit rollback explain set "
    "use show describe desc analyze vacuum pragma declare call exec execute values table replace copy start savepoint "
    "release lock unlock comment rename attach detach reindex if while return end go do refresh load unload from join "
    "where group order having limit and on union left right inner fetch deallocate prepare reset listen notify".split()
)
"""Words that a statement, or a piece of one shown alone, begins with."""


def flaws(language: str, text: str) -> Iterator[Fault]:
    """What keeps a text from being of a language; nothing of an unknown language, an empty text or a template."""
    parse = _GRAMMARS.get(ALIASES.get(language, language))
    if parse is None or not text.strip():
        return
    try:
        yield from parse(text)
    except (RecursionError, MemoryError):
        yield Fault("not run", f"nested too deep to be read as {language}", 0, len(text))


def known(language: str) -> bool:
    """Whether texts of a language can be looked at."""
    return ALIASES.get(language, language) in _GRAMMARS


def xml_flaw(text: str) -> Fault | None:
    """Where a text stops being XML: from the last tag or entity on."""
    broken = fault("xml", text)
    if broken is None:
        return None
    end = min(len(text), broken[1] + 1)
    begin = max(text.rfind("<", 0, end - 1), text.rfind("&", 0, end - 1), 0)
    return Fault("major", broken[0][:300], begin, end)


def line_starts(text: str, breaks: str = r"\r\n?|\n") -> list[int]:
    """Where each line of a text begins."""
    return [0, *(found.end() for found in re.finditer(breaks, text))]


def _spot(text: str, line: int, column: int, breaks: str = r"\r\n?|\n") -> tuple[int, int]:
    """The character in a line and column (both from 0), or the end of the line before where there is none."""
    starts = line_starts(text, breaks)
    place = min(starts[min(max(line, 0), len(starts) - 1)] + max(column, 0), len(text))
    place = max(0, min(place, len(text.rstrip()) - 1))
    return place - (place > 0 and text[place] in "\r\n"), place + 1


def _python(text: str) -> Iterator[Fault]:
    """Python as this version reads it; prompts, indentation of the whole and commands of notebooks are no faults."""
    lines = text.splitlines(keepends=True)
    if any(line.startswith(">>>") for line in lines):  # what a session printed is no code
        lines = [
            _PROMPT.sub(lambda found: "" if found.group()[0] != " " else " ", line)
            if _PROMPT.match(line)
            else "#" + line[1:]
            for line in lines
        ]
    code = _MAGIC.sub(lambda found: found[1] + "pass", textwrap.dedent("".join(lines)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except SyntaxError as error:
        yield _not_python(text, error)
    except ValueError as error:  # null characters, halves of surrogate pairs
        yield Fault("minor", f"not Python: {error}"[:200], 0, len(text))


def _not_python(text: str, error: SyntaxError) -> Fault:
    line = (error.lineno or 1) - 1
    lines = line_starts(text)
    line = min(line, len(lines) - 1)
    whole = text[lines[line] : lines[line + 1] if line + 1 < len(lines) else len(text)]
    first = lines[line] + len(whole) - len(whole.lstrip())
    span = (first, max(first + 1, lines[line] + len(whole.rstrip())))
    span = (min(span[0], len(text) - 1), min(span[1], len(text)))
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    if _OLDER.search(whole):
        return Fault("minor", f"not {version}: {error.msg}; it may be Python 2"[:300], *span)
    if _NEWER.search(whole):
        return Fault("note", f"not {version}: {error.msg}; it may be of a newer version"[:300], *span)
    return Fault("major", f"not {version}: {error.msg}"[:300], *span)


def _json(text: str) -> Iterator[Fault]:
    try:
        json.loads(text)
        twice = places(text)[1]
    except json.JSONDecodeError as error:
        yield from _not_json(text, error)
        return
    except ValueError as error:  # numbers of thousands of digits
        yield Fault("minor", f"not JSON: {error}"[:200], 0, len(text))
        return
    for key, start, end in twice:
        yield Fault("minor", f"the key {key[:80]!r} is given twice", start, end)
    if (broken := fault("json", text)) and "bare value" not in broken[0]:  # one value alone may be shown
        yield Fault("major", broken[0], broken[1], broken[1] + 1)


def _not_json(text: str, error: json.JSONDecodeError) -> Iterator[Fault]:
    lines = [line for line in text.splitlines() if line.strip()]
    if _ELLIPSIS.search(text) or _TEMPLATE.search(text) or _one_a_line(lines):
        return
    place = max(0, min(error.pos, len(text.rstrip()) - 1))
    yield Fault("major", f"not JSON: {error.msg}", place, place + 1, repaired(text))


def _one_a_line(lines: list[str]) -> bool:
    """Whether each of several lines is JSON of its own."""
    try:
        return len(lines) > 1 and all(json.loads(line) is not lines for line in lines)
    except ValueError:
        return False


def _xml(text: str) -> Iterator[Fault]:
    """XML, also several elements side by side; entities are refused, left out pieces are no faults."""
    if declared := _ENTITY.search(text):
        yield Fault("major", "entities are declared: refused, and not read further", *declared.span())
        return
    flaw = xml_flaw(text)
    if flaw is None or _TEMPLATE.search(text):
        return
    plain = re.sub(r"<\?xml.*?\?>", lambda found: " " * len(found.group()), text)
    names = {found[1] for found in re.finditer(r"[<\s/]([A-Za-z_][\w.-]{0,60}):[A-Za-z_]", plain)} - {"xml", "xmlns"}
    opening = "<all " + " ".join(f'xmlns:{name}="urn:x"' for name in sorted(names)) + ">"
    wrapped = xml_flaw(f"{opening}{plain}</all>")
    if wrapped is not None and plain.lstrip()[:1] == "<":
        yield flaw


def _toml(text: str) -> Iterator[Fault]:
    if any(line.count(".") > _DEEPEST for line in text.splitlines()):  # keys in keys take time that is their square
        raise RecursionError
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if _ELLIPSIS.search(text) or _TEMPLATE.search(text):
            return
        said = str(error)
        at = _TOML_PLACE.search(said)
        where = (int(at[1]) - 1, int(at[2]) - 1) if at and at[1] else (len(text), 0)
        message = f"not TOML: {_TOML_PLACE.sub('', said)}"[:300]
        yield Fault("major", message, *_spot(text, *where, breaks=r"\n"))
    except ValueError as error:
        yield Fault("minor", f"not TOML: {error}"[:200], 0, len(text))


def _csv(text: str) -> Iterator[Fault]:
    """Quotation marks of CSV; the widths of its rows are looked at as those of every table are."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        for _ in reader:
            before = reader.line_num
    except csv.Error as error:
        starts = line_starts(text)
        start = starts[min(before, len(starts) - 1)]
        yield Fault("major", f"not CSV: {error}", start, max(start + 1, text.find("\n", start)))


def _sql(text: str) -> Iterator[Fault]:
    """Only quotation marks, brackets and first words: there is no grammar of SQL here."""
    if _TEMPLATE.search(text) or _ELLIPSIS.search(text):
        return
    tokens = list(_SQL_TOKEN.finditer(text))
    doubted = "not SQL, by its marks alone: its grammar is not known here"
    if tokens and (tokens[-1].lastgroup or "").startswith("open_"):
        start = tokens[-1].start()
        yield Fault("minor", f"{doubted}; a quotation or comment stays open", start, start + 1)
        return
    begins = True
    for token in tokens:
        if begins and token["word"] and token["word"].lower() not in _SQL_FIRST:
            yield Fault("note", f"no statement of SQL begins with {token['word'][:40]!r}", *token.span())
        begins = bool(token["end"]) or (begins and not token["word"] and not token["bracket"])
    if (place := _unbalanced(tokens)) is not None:
        yield Fault("minor", f"{doubted}; a bracket has no counterpart", place, place + 1)


def _unbalanced(tokens: list[re.Match[str]]) -> int | None:
    """The place of the first bracket that closes nothing, or of the last that stays open."""
    stack: list[int] = []
    for token in tokens:
        if token["bracket"] == "(":
            stack.append(token.start())
        elif token["bracket"] and not stack:
            return token.start()
        elif token["bracket"]:
            stack.pop()
    return stack[-1] if stack else None


def _yaml(text: str) -> Iterator[Fault]:
    import yaml

    if _TEMPLATE.search(text):
        return
    if _depth(text) > _DEEPEST:
        raise RecursionError
    try:
        size = _size_followed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line, mark.column) if mark else (0, 0)
        said = f"not YAML: {error.problem or error.context}"
        yield Fault("major", said[:300], *_spot(text, *where, breaks="\r\n|[\r\n\x85\u2028\u2029]"))
    except (yaml.YAMLError, ValueError) as error:
        yield Fault("minor", f"not YAML: {' '.join(str(error).split())}"[:200], 0, len(text))
    else:
        if size > _LARGEST_ALIASED:
            message = f"aliases of aliases make more than {_LARGEST_ALIASED:,} nodes: refused"
            yield Fault("major", message, 0, len(text))


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[\[{\]}]", text):
        depth += 1 if mark in "[{" else -1 if depth else 0
        deepest = max(deepest, depth)
    return deepest


def _size_followed(text: str) -> int:
    """How many nodes a YAML text has with its aliases followed; nothing is built.

    Raises:
        yaml.YAMLError: the text is no YAML, or an alias has no anchor.
    """
    import yaml

    sizes: dict[str, int] = {}
    stack: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.DocumentStartEvent):
            sizes = {}
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                mark: Any = event.start_mark
                raise yaml.MarkedYAMLError(problem=f"no anchor for *{event.anchor}", problem_mark=mark)
            _grow(stack, sizes[event.anchor])
        elif isinstance(event, yaml.ScalarEvent):
            _grow(stack, 1)
            sizes |= {event.anchor: 1} if event.anchor else {}
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append((event.anchor, 1))
            sizes |= {event.anchor: 1} if event.anchor else {}
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size = stack.pop()
            _grow(stack, size)
            sizes |= {anchor: size} if anchor else {}
    return stack[0][1]


def _grow(stack: list[tuple[str | None, int]], size: int) -> None:
    anchor, held = stack[-1]
    stack[-1] = (anchor, min(held + size, _LARGEST_ALIASED + 1))


_GRAMMARS = {"python": _python, "json": _json, "yaml": _yaml, "xml": _xml, "toml": _toml, "csv": _csv, "sql": _sql}
