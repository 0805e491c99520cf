"""Traces of machines and of broken Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST, events, prose
from goldsmith.core.types import Finding, Place, Sample, Severity

_TOKEN = re.compile(r"<\|[a-z_]{2,30}\|>|\[/?INST\]|<<SYS>>|</?s>|<(?:start|end)_of_turn>")
_CITATION = re.compile(r"【\d{1,4}[^】]{0,40}】|\[\d{1,3}†[^\]]{0,30}\]|:contentReference\[[^\]]{0,40}\]")
_HEADING = re.compile(r"^#{1,6}[^\s#!\d][^\n]{0,80}$", re.MULTILINE)
_PARTED_LINK = re.compile(r"\[[^\[\]\n]{1,80}\] \(https?://[^()\s]{1,200}\)")
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf¡-¿]|â€[œ™\x9d“”˜¦]|Ð[¡-¿°-ÿ]Ñ|ï»¿|\ufffd")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

PATTERNS: tuple[tuple[str, Severity, re.Pattern[str]], ...] = (
    ("a chat template's token is left in the text", "major", _TOKEN),
    ("a citation mark is left in the text", "major", _CITATION),
    ("a heading has no space after its #", "minor", _HEADING),
    ("a link has a space between its text and its address", "minor", _PARTED_LINK),
    ("mojibake: text decoded with the wrong encoding", "major", _MOJIBAKE),
    ("a null or control character", "major", _CONTROL),
    ("a character that changes the direction of text", "minor", _DIRECTION),
)
_EMPHASIS = re.compile(r"(?<![\\*])\*\*(?!\*)")


class MarkdownArtefacts(Check):
    """Flag chat tokens, citation marks, raw HTML, mojibake, control characters, and Markdown that is broken."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each artefact, with its place."""
        for place, turn in enumerate(sample.turns):
            if turn.role not in ("user", "assistant"):
                continue
            text = turn.text
            if len(text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(text):,} characters)")
                continue
            form = sample.tags.get("format") if turn.role == "assistant" else None
            for severity, message, start, end in (*_patterns(text), *_structure(text, str(form))):
                yield self.finding(sample, severity, message, Place(turn=place, start=start, end=end))


def _patterns(text: str) -> Iterator[tuple[Severity, str, int, int]]:
    plain = prose(text) if "`" in text else text
    for message, severity, pattern in PATTERNS:
        for found in pattern.finditer(plain):
            yield severity, message, *found.span()


def _structure(text: str, form: str) -> Iterator[tuple[Severity, str, int, int]]:
    """What the parse shows: raw HTML, a fence that never ends, emphasis that never ends."""
    if form in ("json", "xml", "csv"):
        return
    if text.count("```") % 2:
        start = text.rindex("```")
        yield "major", "a code fence is opened and not closed", start, start + 3
    if "**" in text:
        found = list(_EMPHASIS.finditer(prose(text)))
        if len(found) % 2:
            yield "minor", "emphasis (**) is opened and not closed", *found[-1].span()
    if "<" in text:
        for event in events(text):
            if event.name in ("Html", "InlineHtml"):
                yield "minor", "raw HTML in the text", event.start, event.end
