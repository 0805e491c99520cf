"""Rules of a house style about a Markdown text: its structure, and its typography outside of code."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from goldsmith.check.check import Fault
from goldsmith.check.text.markdown import shape
from goldsmith.check.text.reading import Event, events

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_SPACE_BEFORE = re.compile(r"(?<=[^\W\d_]) {1,9}(?=[,;:!?](?:\s|\Z)|\.(?:\s|\Z))")
"""Not `:)`, `.5`, `...`, nor a ratio as `3 : 1`."""
_EXCLAMATION = re.compile(r"(?<!\d)[!！](?!=)")
_STRAIGHT = re.compile(r"(?<!\d)\"")
"""Not inches."""
_CURLED = re.compile(r"[“”„]")
_ELLIPSIS = re.compile(r"(?<!\.)(?<!\d(?=\.{3}\d))\.{3}(?!\.)|…")
"""Three dots; between digits they are a range of numbers."""
_DASH = re.compile(r"(?<=\S) ?— ?(?=\S)|(?<=\S) (?:–|--|-) (?=\S)|(?<=\w)--(?=\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONG = 4
"""Letters of a word that a title writes with a capital."""
DASHES = {"em": "—", "spaced-em": " — ", "en": " – "}
_MARKS = {"de": ("„", "“"), **dict.fromkeys(("es", "fr", "it", "pt", "ru"), ("«", "»"))}


class Rules(NamedTuple):
    """What is allowed; the fields are the settings of `house-style`."""

    headings: bool
    heading_jumps: bool
    setext_headings: bool
    heading_case: str
    italics: bool
    bold: bool
    list_marker: str
    html: bool
    most_emojis: int | None
    most_exclamations: int | None
    quotes: str
    double_spaces: bool
    space_before_punctuation: bool
    ellipsis: str
    dashes: str


def faults(rules: Rules, language: str, text: str) -> Iterator[Fault]:
    """Where a text in a language departs from the rules."""
    yield from _structure(rules, text)
    shaped = shape(text)
    if not rules.html:
        for start, end in shaped.html:
            yield Fault("minor", "raw HTML is not of the style", start, end)
    yield from _spaces(rules, language, text, shaped.said)
    yield from _counted(rules, shaped.said)
    yield from _quotes(rules.quotes, language, shaped.said)
    yield from _choices(rules, text, shaped.said)


def _structure(rules: Rules, text: str) -> Iterator[Fault]:
    level = 0
    for event in events(text):
        if event.name != "Start":
            continue
        kind, detail = _kind(event.detail)
        if kind == "Heading":
            here = int(str(detail["level"]).strip("Hh"))
            yield from _heading(rules, text, event, here, level)
            level = here
        elif (kind == "Emphasis" and not rules.italics) or (kind == "Strong" and not rules.bold):
            marks = 1 if kind == "Emphasis" else 2
            plain = text[event.start + marks : event.end - marks]
            name = "italics are" if kind == "Emphasis" else "bold is"
            yield Fault("minor", f"{name} not of the style", event.start, event.end, plain)
        elif kind == "Item" and text[event.start] in "-*+" and rules.list_marker not in ("any", text[event.start]):
            message = f"a list is marked with {text[event.start]}, not {rules.list_marker}"
            yield Fault("minor", message, event.start, event.start + 1, rules.list_marker)


def _kind(detail: object) -> tuple[str, Any]:
    return next(iter(detail.items())) if isinstance(detail, dict) else (str(detail), None)


def _heading(rules: Rules, text: str, event: Event, level: int, before: int) -> Iterator[Fault]:
    start, end = event.start, event.start + len(text[event.start : event.end].rstrip())
    source = text[start:end]
    title = source.strip("# ").partition("\n")[0]
    if not rules.headings:
        yield Fault("minor", "headings are not of the style", start, end, title)
        return
    if before and level > before + 1 and not rules.heading_jumps:
        suggestion = f"{'#' * (before + 1)} {title}"
        yield Fault("minor", f"a heading of level {level} follows one of level {before}", start, end, suggestion)
    if not source.startswith("#") and not rules.setext_headings:
        yield Fault("minor", "a heading is underlined, not marked with #", start, end, f"{'#' * level} {title}")
    at = start + source.find(title)
    cased = _cased(rules.heading_case, title)
    if cased != title:
        yield Fault("minor", f"a heading is not in {rules.heading_case} case", at, at + len(title), cased)


def _cased(case: str, title: str) -> str:
    """A heading in the case wanted; one with lower-case words is taken for sentence case with names in it."""
    long = [found for found in _WORD.finditer(title) if found.start() and len(found.group()) >= _LONG]
    if case == "title":
        for found in long:
            title = title[: found.start()] + title[found.start()].upper() + title[found.start() + 1 :]
    elif case == "sentence" and len(long) > 1 and all(found.group().istitle() for found in long):
        for found in long:
            title = title[: found.start()] + title[found.start()].lower() + title[found.start() + 1 :]
    return title


def _spaces(rules: Rules, language: str, text: str, said: str) -> Iterator[Fault]:
    """Spaces too many; blanks that stand for marks of Markdown are none."""
    if not rules.double_spaces:
        for found in _GAP.finditer(said):
            if text[found.start() : found.end()].isspace():
                yield Fault("minor", "two spaces or more between words", *found.span(), " ")
    if not rules.space_before_punctuation and language != "fr":
        for found in _SPACE_BEFORE.finditer(said):
            if text[found.start() : found.end()].isspace():
                yield Fault("minor", "a space before punctuation", found.start(), found.end() + 1, said[found.end()])


def _counted(rules: Rules, said: str) -> Iterator[Fault]:
    if rules.most_emojis is not None and not said.isascii():
        for found in list(_emoji().finditer(said))[rules.most_emojis :]:
            yield Fault("minor", f"more than {rules.most_emojis} emojis", found.start(), found.end(), "")
    if rules.most_exclamations is not None:
        for found in list(_EXCLAMATION.finditer(said))[rules.most_exclamations :]:
            stop = "." if found.group() == "!" else "。"
            yield Fault("minor", f"more than {rules.most_exclamations} exclamation marks", *found.span(), stop)


@functools.cache
def _emoji() -> Any:
    import regex  # type: ignore[import-untyped]

    one = r"(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F)\p{EMod}?"
    return regex.compile(rf"\p{{RI}}\p{{RI}}|{one}(?:\u200d(?:{one}|\p{{Emoji}}))*+")


def _quotes(wanted: str, language: str, said: str) -> Iterator[Fault]:
    straight, curled = list(_STRAIGHT.finditer(said)), list(_CURLED.finditer(said))
    if wanted == "consistent":
        wanted = "any" if not (straight and curled) else "straight" if len(straight) > len(curled) else "typographic"
    if wanted == "straight":
        for found in curled:
            yield Fault("minor", "a typographic quotation mark among straight ones", *found.span(), '"')
    elif wanted == "typographic":
        opening, closing = _MARKS.get(language, ("“", "”"))
        for found in straight:
            opens = not said[: found.start()][-1:].strip() or said[found.start() - 1] in "([—"
            yield Fault("minor", "a straight quotation mark", *found.span(), opening if opens else closing)


def _choices(rules: Rules, text: str, said: str) -> Iterator[Fault]:
    if rules.ellipsis != "any":
        for found in _ELLIPSIS.finditer(said):
            if found.group() != rules.ellipsis:
                yield Fault("minor", f"an ellipsis is not written {rules.ellipsis}", *found.span(), rules.ellipsis)
    wanted = DASHES.get(rules.dashes)
    if wanted:
        for found in _DASH.finditer(said):
            if found.group() != wanted and text[found.start() : found.end()] == found.group():
                yield Fault("minor", f"a dash is not written {wanted!r}", *found.span(), wanted)
