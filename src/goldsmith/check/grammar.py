"""Is it written without errors of grammar and spelling?"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.proofreading import harper_lint, language_tool, model_lint
from goldsmith.check.proofreading.lint import Lint
from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.reading import LARGEST, prose
from goldsmith.check.text.tongue import UNKNOWN, is_prose, tongue
from goldsmith.core.types import Finding, Role, Sample, Turn
from goldsmith.models.chat import Chat

_SENTENCE_END = re.compile(r"(?:\A|[.!?:…]|\n)[\s\"'“”«»(*_#>-]*\Z")
_DIALECTS = {"us": "american", "gb": "british", "au": "australian", "ca": "canadian", "in": "indian"}
_LIKE = 0.7
"""How much a suggestion must be like a capitalised word that begins a sentence, else the word is a name."""


class Grammar(Check):
    """Flag errors of grammar and spelling: English with Harper, every language with a LanguageTool server or a model.

    A text is read in the language that it is detected to be in, else in that of its tag. Code, addresses, quotations
    and names (words that begin with a capital within a sentence) are left alone, and so are matters of taste. Harper
    comes with `pip install 'goldsmith[checks]'`.
    """

    roles: tuple[Role, ...] = ("assistant",)
    """Whose turns are read."""
    ignored_words: tuple[str, ...] = ()
    """Words that are right, as names of the project; in any case."""
    ignored_rules: tuple[str, ...] = ()
    """Rules of the engine not to apply; a finding's evidence names its rule."""
    dialect: Literal["any", "american", "british", "australian", "canadian", "indian"] = "any"
    """The English that Harper expects where the tag does not tell it (as en-GB); any: American or British spelling."""
    server: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """Address of a LanguageTool server (as http://localhost:8081), asked instead of Harper; texts are sent there."""
    timeout_seconds: float = Field(default=10, gt=0)
    """How long to wait for the server to answer about one text."""
    judge: Chat | None = None
    """A model to ask instead, as `{url: ..., model: ...}`; what it names that is not in the text is left out."""

    @property
    def slow(self) -> bool:  # type: ignore[override]
        """Whether a server or a model is asked."""
        return bool(self.server or self.judge)

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each error in a turn, with its place and a correction."""
        silent: set[str] = set()
        for place, turn in enumerate(sample.turns):
            if turn.role in self.roles and is_prose(sample, turn):
                for finding in self._turn(sample, place, turn):
                    if finding.severity != "not run" or finding.message not in silent:
                        yield finding
                    silent |= {finding.message} if finding.severity == "not run" else set()

    def _turn(self, sample: Sample, place: int, turn: Turn) -> Iterator[Finding]:
        text = turn.text
        language = "" if len(text) > LARGEST else tongue(sample, text)
        if len(text) <= LARGEST and (reason := self._unable(language)):
            yield self.not_run(sample, reason)
            return
        try:
            yield from self.in_texts(
                sample, [(place, turn)], functools.partial(self._faults, language, self._dialect(sample))
            )
        except language_tool.NoAnswerError as error:
            asked = self.server or (self.judge.url if self.judge else "")
            yield self.not_run(sample, f"no answer from {asked[:120]}: {error}")

    def _unable(self, language: str) -> str:
        """Why a text in this language cannot be read; empty when it can be."""
        if not language:
            return UNKNOWN
        if self.slow:
            return ""
        if language != "en":
            return f"no grammar of {language!r} without a LanguageTool server or a model (settings `server`, `judge`)"
        return "" if harper_lint.available() else "Harper is missing: pip install 'goldsmith[checks]'"

    def _dialect(self, sample: Sample) -> str:
        region = str(sample.tags.get("language", "")).lower().replace("_", "-").partition("-")[2]
        return _DIALECTS.get(region, self.dialect)

    def _faults(self, language: str, dialect: str, text: str) -> Iterator[Fault]:
        if self.server:
            remarks: Iterable[Lint] = language_tool.lints(text, language, self.server, self.timeout_seconds)
        elif self.judge:
            remarks = model_lint.lints(text, language, self.judge)
        else:
            remarks = harper_lint.lints(text, dialect)
        right = {word.lower() for word in self.ignored_words}
        for lint in _outside_of_names(remarks, text):
            if lint.rule in self.ignored_rules or text[lint.start : lint.end].lower() in right:
                continue
            fix = lint.suggestions[0] if lint.suggestions else None
            evidence = {"rule": lint.rule, "suggestions": lint.suggestions}
            yield Fault("minor", lint.message[:300] or lint.rule[:300], lint.start, lint.end, fix, evidence)


def _outside_of_names(remarks: Iterable[Lint], text: str) -> Iterator[Lint]:
    """The remarks about prose: not about code, addresses, quotations, or the spelling of names."""
    plain = unquoted(prose(text))
    end = 0
    for lint in remarks:
        if text[lint.start : lint.end] != plain[lint.start : lint.end] or lint.start < end:
            continue
        if not (lint.spelling and _is_name(lint, text)):
            end = lint.end
            yield lint


def _is_name(lint: Lint, text: str) -> bool:
    """Whether a word is a name or an acronym: its capitals say so, and where it stands."""
    word = text[lint.start : lint.end]
    if re.match(r"\.\w", text[lint.end : lint.end + 2]):  # part of a host's or a file's name
        return True
    if word.islower():
        return False
    if word[1:] != word[1:].lower() or not _SENTENCE_END.search(text, max(0, lint.start - 50), lint.start):
        return True
    return not any(difflib.SequenceMatcher(None, word, fix).ratio() >= _LIKE for fix in lint.suggestions)
