"""Traces of machines and of broken Markdown."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.forms.asked_forms import asked_forms
from goldsmith.check.text.anchored import can_match
from goldsmith.check.text.markdown import Shape, shape
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample, Severity

_TOKEN = re.compile(r"<\|[a-z_]{2,30}\|>|\[/?INST\]|<<SYS>>|</?s>|<(?:start|end)_of_turn>")
_CITATION = re.compile(r"【\d{1,4}[^】]{0,40}】|\[\d{1,3}†[^\]]{0,30}\]|:contentReference\[[^\]]{0,40}\]")
_HEADING = re.compile(
    r"^#{2,6}[^\s#!\d][^\n]{0,80}$|(?:\A|(?<=\n\n))#[A-ZÁÉÍÓÚÑ][^\s#]*(?: [^\s#]+){1,11}(?<![.!?…])(?=\n\n\S)",
    re.MULTILINE,
)
"""Not `#hashtag`, nor a sentence that begins with one."""
_PARTED_LINK = re.compile(r"\[[^\[\]\n]{1,80}\] \(https?://[^()\s]{1,200}\)")
_ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|copy|reg|trade|hellip|bull|middot|times|deg|euro|szlig|iexcl|iquest|[mn]dash|[lr]aquo"
    r"|[lr][sd]quo|[a-z](?:acute|grave|uml|tilde|circ|cedil|ring)|#\d{2,6}|#x[0-9a-f]{2,6});",
    re.IGNORECASE,
)
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf¡-¿]|â€[œ™\x9d“”˜¦]|Ð[¡-¿°-ÿ]Ñ|ï»¿|\ufffd")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
Pattern = tuple[str, Severity, re.Pattern[str]]
ANYWHERE: tuple[Pattern, ...] = (
    ("mojibake: text decoded with the wrong encoding", "major", _MOJIBAKE),
    ("a null or control character, or half of one", "major", _CONTROL),
    ("a character that changes the direction of text", "minor", _DIRECTION),
)
OUTSIDE_CODE: tuple[Pattern, ...] = (
    ("a chat template's token is left in the text", "major", _TOKEN),
    ("a citation mark is left in the text", "major", _CITATION),
)
IN_MARKDOWN: tuple[Pattern, ...] = (
    ("a heading has no space after its #", "minor", _HEADING),
    ("a link has a space between its text and its address", "minor", _PARTED_LINK),
    ("a character spelled as in HTML", "minor", _ENTITY),
)
_STARS = re.compile(r"(?<!\*)\*\*\*?(?!\*)")
_CALLED = re.compile(r"[A-Za-z_]\w{0,40}\s?[,)=\]}]")
"""What follows the stars in `f(*args, **kwargs)`."""

_SUSPECT = re.compile(r"[^ -~\n\t]|[<\[#*`~&]")
"""Most texts have none of these, and so no artefact."""


class MarkdownArtefacts(Check):
    """Flag chat tokens, citation marks, HTML and its spellings, mojibake, control characters, and broken Markdown."""

    version: ClassVar[int] = 4

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each artefact, with its place."""
        for place, turn in enumerate(sample.turns):
            if turn.role in ("user", "assistant"):
                data = turn.role == "assistant" and _form(sample, place) in ("json", "xml", "csv")
                yield from self.in_texts(sample, [(place, turn)], functools.partial(_faults, data))


def _form(sample: Sample, place: int) -> str:
    """The form of an answer by its tag; without one, XML where it begins like it and the question asks for it."""
    if (tag := sample.tags.get("format")) or not sample.turns[place].text.lstrip().startswith("<"):
        return str(tag)
    asked = sample.turns[place - 1].text if place else ""
    return "xml" if len(asked) <= LARGEST and "xml" in asked_forms(asked) else ""


def _faults(data: bool, text: str) -> Iterator[Fault]:
    if not _SUSPECT.search(text):
        return
    yield from _matches(ANYWHERE, text)
    if data:
        yield from _matches(OUTSIDE_CODE, text)
        return
    marked = any(mark in text for mark in ("`", "~~~", "**", "<"))
    shaped = shape(text) if marked else Shape(text, text, [], [], [])
    yield from _matches((*OUTSIDE_CODE, *IN_MARKDOWN), shaped.prose)
    for start, end in shaped.open_fences:
        yield Fault("major", "a code fence is opened and not closed", start, end)
    for found in _STARS.finditer(shaped.said):
        if _is_emphasis(text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 60]):
            yield Fault("minor", "emphasis (**) is opened and not closed", *found.span())
    for start, end in shaped.html:
        yield Fault("minor", "raw HTML in the text", start, end)


def _matches(patterns: tuple[Pattern, ...], text: str) -> Iterator[Fault]:
    low = text.lower()
    for message, severity, pattern in patterns:
        if can_match(pattern.pattern, low):
            for found in pattern.finditer(text):
                yield Fault(severity, message, *found.span())


def _is_emphasis(before: str, after: str) -> bool:
    """Whether stars without a partner were meant to begin or end emphasis.

    Not in `2**3`, `x ** 2`, `**kwargs)`, nor where they mark a figure (`0.35**`).
    """
    inside_word = before.isalnum() and after[:1].isalnum()
    alone = not before.strip() and not after[:1].strip()
    return not (inside_word or alone or before.isdigit() or _CALLED.match(after))
