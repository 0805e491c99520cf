"""Quotations that a text claims to be written in a picture or said in a clip."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal, NamedTuple

from goldsmith.check.text.quotations import quoted

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "ru", "zh", "ja")
_BEFORE, _AFTER = 90, 60
"""Characters around a quotation in which it is introduced."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|:(?=\s+\w)|[。！？；\n]")
_BARE = (
    r"(?:(?i:{thing}))[^.!?\n]{{0,20}}?\b(?i:says|reads|saying|reading|labell?ed|titled|marked|captioned|dice|pone"
    r"|titulad[oa]|steht|indique|diz)\s+(?P<text>[A-ZÀ-Þ][A-ZÀ-Þ0-9]+(?:[ -][A-ZÀ-Þ0-9]{{2,}}){{0,6}}(?!\w){named})"
)
_NAMED = r"|[A-Z][a-z]+(?: (?:[A-Z][a-z]+|\d+)){0,6}"
"""Words with capitals, where nouns have none."""


_LISTED = re.compile(r"\s?[^\w\s]\s*(?:[,;、，]\s*)?(?:(?:and|or|y|o|und|oder|et|ou|e|и|или|和|と)\s+)?", re.IGNORECASE)
"""What joins a quotation to the one before."""
How = Literal["written", "cell", "spoken"]


class Claimed(NamedTuple):
    """A text said to be in the media, its place without quotation marks, and how it should be there."""

    text: str
    start: int
    end: int
    how: How


class _Wording(NamedTuple):
    """The patterns of one language."""

    thing: re.Pattern[str]
    says: re.Pattern[str]
    written: re.Pattern[str]
    after: re.Pattern[str]
    spoken_after: re.Pattern[str]
    term: re.Pattern[str]
    unclaimed: re.Pattern[str]
    cell: re.Pattern[str]
    bare: re.Pattern[str]


def claimed_quotes(text: str, languages: tuple[str, ...]) -> Iterator[Claimed]:
    """The texts that are introduced as written or said in the media, in some languages.

    Denied and imagined ones, terms ("the word 'tow' means ...") and marks of distance are not among them.
    """
    known = [_wording(language) for language in languages]
    last: Claimed | None = None
    for start, end in quoted(text, single=True):
        hows = (how for wording in known if (how := _introduced(text, start, end, wording)))
        listed = last is not None and _LISTED.fullmatch(text, last.end, start)
        how = next(hows, last.how if last and listed else None)
        last = _within(text, start, end, how) if how else None
        if last:
            yield last
    for wording in known:
        for found in wording.bare.finditer(text):
            if not wording.unclaimed.search(_clause_before(text, found.start("text"))):
                yield Claimed(found["text"], *found.span("text"), _kind(found.group(), wording))


def _within(text: str, start: int, end: int, how: How) -> Claimed:
    """What stands between the marks, without the spaces that French puts there."""
    said = text[start + 1 : end - 1]
    start += 1 + len(said) - len(said.lstrip())
    return Claimed(said.strip(), start, start + len(said.strip()), how)


def _introduced(text: str, start: int, end: int, wording: _Wording) -> How | None:
    before, behind = _clause_before(text, start), text[end : end + _AFTER]
    if wording.unclaimed.search(before) or wording.term.match(behind):
        return None
    if told := wording.says.search(before):
        return _kind(before, wording) if wording.thing.search(before[: told.start()]) else "spoken"
    if wording.written.search(before) or wording.after.match(behind):
        return _kind(before, wording)
    return "spoken" if wording.spoken_after.match(behind) else None


def _kind(words: str, wording: _Wording) -> How:
    return "cell" if wording.cell.search(words) else "written"


def _clause_before(text: str, start: int) -> str:
    """What the sentence says up to a place."""
    return _SENTENCE_END.split(text[max(0, start - _BEFORE) : start])[-1]


@functools.cache
def _wording(language: str) -> _Wording:
    patterns = {name: re.compile(words, re.IGNORECASE) for name, words in _listed()[language].items()}
    named = "" if language == "de" else _NAMED
    bare = re.compile(_BARE.format(thing=_listed()[language]["thing"], named=named))
    return _Wording(**patterns, bare=bare)


@functools.cache
def _listed() -> dict[str, dict[str, str]]:
    import yaml

    found: dict[str, dict[str, str]] = yaml.safe_load(
        (files("goldsmith.check.evidence") / "claimed_quotes.yaml").read_text(encoding="utf-8")
    )
    return found
