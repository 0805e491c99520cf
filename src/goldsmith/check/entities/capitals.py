"""Names told by their capital letters, in languages that write little else with them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from goldsmith.check.entities.folding import folded
from goldsmith.check.text.reading import prose

LISTED = ("en", "es", "fr", "ru")
"""Languages with a list of capitalised words that are no names."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_ABBREVIATED = frozenset(
    "mr mrs ms dr st sr sra jr prof mt gen col capt lt sgt gov sen rep mme mlle г ул им св".split()
)
_INSIDE = re.compile(r"[ \u00a0]|[-‐‑'’]|\.[ \u00a0]?")
"""What may stand between the words of one name; a full stop only after an initial or an abbreviation."""
_SAME_SENTENCE = re.compile(r"[\s,)\]*_~’'…&/+=%°\d-]*")
"""What can stand before a word that does not begin a sentence."""
_HEADING = re.compile(
    r"^(?:#{1,6}[ \t].*|[ \t]*\*\*[^*\n]{1,200}\*\*:?[ \t]*"
    r"|[^\n]{1,2000}(?=\n[ \t]*(?:\|[ \t]*)?:?-{3,}[ \t:|-]{0,200}$))$",
    re.MULTILINE,
)
"""Headings, lines all in bold, the first line of tables."""
_LABEL = re.compile(r"[ \t]*[\"*_]{0,3}[ \t]?:|\*\*[ \t]*(?:[–—-]|$)", re.MULTILINE)
_NUMBERED = re.compile(r"[ \u00a0](?:\d|[A-Z]\b)")


_CALLED = re.compile(r"(?<=[^\W\d_] )«[^\W\d_]+»")
"""One word in quotation marks after another word: the pharmacy «Ромашка»."""
_LONGEST = 12
"""Words in a name; more with capitals are a title or a manner of writing."""
Words = Sequence[tuple[str, int, int]]


class Run(NamedTuple):
    """Words with capitals in a row, each with its place in code points, of which those that `tell` make it a name.

    The others are initials, titles and the like. `opens`: the first that tells may owe its capital to the sentence.
    """

    words: tuple[tuple[str, int, int], ...]
    tell: tuple[tuple[str, int, int], ...]
    opens: bool

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words[0][1]

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1][2]


def runs(text: str, language: str) -> Iterator[Run]:
    """What may be names: no headings, labels, words all in capitals, nor words that are listed as no names."""
    readable = _HEADING.sub(lambda found: re.sub(r"\S", " ", found.group()), prose(text))
    generic, openings = no_names(language)
    for words, begins in _capitals(readable):
        first = int(begins and folded(words[0][0]) in openings)
        said = tuple(words[first:])
        tell = tuple(one for one in said if len(one[0]) > 1 and folded(one[0]) not in generic)
        titled = any(folded(word) in openings for word, _, _ in said[1:])  # Baking With Tom
        if tell and not titled and not _no_name(readable, said, begins):
            yield Run(said, tell, begins and tell[0] == words[0])


def _no_name(text: str, words: Words, begins: bool) -> bool:
    """Whether words are a label, an abbreviation, or one of several things that are numbered."""
    end = words[-1][2]
    if len(words) > _LONGEST or all(word.isupper() for word, _, _ in words):
        return True
    return (begins and _LABEL.match(text, end) is not None) or (
        len(words) == 1 and _NUMBERED.match(text, end) is not None
    )


def _capitals(text: str) -> Iterator[tuple[Words, bool]]:
    """Words with capitals that stand together, and whether they begin a sentence."""
    run: list[tuple[str, int, int]] = []
    begins, listed, before, last = True, False, "", 0
    for found in _WORD.finditer(text):
        gap, word = text[last : found.start()], found.group()
        initial = len(before) == 1 and before.isupper()
        abbreviated = gap.startswith(".") and (initial or before.lower() in _ABBREVIATED)
        joined = _INSIDE.fullmatch(gap) is not None and (abbreviated or "." not in gap)
        if run and not (joined and word[0].isupper()):
            yield run, begins
            run = []
        if word[0].isupper():
            if not run:
                listed = ":" in gap or (listed and gap in (", ", "\n"))  # Colours: Red, Green
                begins = not before or listed or not (abbreviated or _goes_on(text, gap, found.start()))
            run.append((word, *found.span()))
        before, last = word, found.end()
    if run:
        yield run, begins


def _goes_on(text: str, gap: str, start: int) -> bool:
    """Whether a word is in the same sentence as the one before the gap."""
    if _SAME_SENTENCE.fullmatch(gap):
        return "\n" not in gap
    return gap == " «" and _CALLED.match(text, start - 1) is not None


@functools.cache
def no_names(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The folded words of a language that are no names, and those that only begin sentences."""
    import yaml

    text = (files("goldsmith.check.entities") / "no_names.yaml").read_text(encoding="utf-8")
    lists = yaml.safe_load(text)[language]
    generic, openings = (frozenset(map(folded, lists[kind].split())) for kind in ("generic", "openings"))
    return generic, openings
