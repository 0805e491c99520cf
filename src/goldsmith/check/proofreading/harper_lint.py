"""Harper, an offline engine of English grammar, as the `grammar` check sees it; the only file that knows of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from goldsmith.check.proofreading.lint import Lint

_TASTE = frozenset({"Enhancement", "Readability", "Style", "Formatting", "Regionalism"})
"""Kinds of remarks about how else one could write: no errors."""
_PEDANTIC = frozenset({"RedundantThat", "OrthographicConsistency"})
"""Rules that are wrong about good English more often than right."""
_RIGHT_TWICE = frozenset({"had had", "that that"})
_NOISY = {"LookingForwardTo": False}
"""Rules that write to the terminal."""
_UNREADABLE = re.compile(r"[\ud800-\udfff]|[^\W_]{60,}")
"""Half of a surrogate pair cannot be encoded; for words that nobody wrote Harper seeks corrections for minutes."""
_PIECE = 2_000
"""Characters that Harper reads at once: its time grows with their square where the text is odd."""
_SHOWN = 3
"""Suggestions that are kept."""


def available() -> bool:
    """Whether Harper is installed."""
    return find_spec("harper") is not None


def lints(text: str, dialect: str = "any") -> Iterator[Lint]:
    """What Harper says about an English Markdown text, in order; matters of taste are left out.

    In `any` dialect a word is spelled wrong that neither Americans nor Britons write so.
    """
    found = list(_lints(text, "american" if dialect == "any" else dialect))
    if dialect == "any" and any(one.spelling for one in found):
        british = {(one.start, one.end) for one in _lints(text, "british") if one.spelling}
        found = [one for one in found if not one.spelling or (one.start, one.end) in british]
    yield from found


def _lints(text: str, dialect: str) -> Iterator[Lint]:
    clean = _UNREADABLE.sub(lambda found: " " * len(found.group()), text)
    for start, end in _pieces(clean):
        piece = clean[start:end]
        found = []
        for rule, remarks in _linter(dialect).organized_lints(piece).items():
            if rule not in _PEDANTIC:
                found += [_lint(rule, one, piece, start) for one in remarks if _is_error(one)]
        yield from sorted(found, key=lambda one: (one.start, one.end, one.rule))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of prose, cut where a paragraph, a line, a sentence, or a word ends; what has few letters is no prose."""
    at = 0
    while at < len(text):
        limit = at + _PIECE
        cuts = ((text.rfind(mark, at + 1, limit), len(mark)) for mark in ("\n\n", "\n", ". ", " "))
        inside = next((cut + length for cut, length in cuts if cut > 0), limit)
        end = len(text) if limit >= len(text) else inside
        letters = sum(one.isalpha() or one == " " for one in text[at:end])
        if 2 * letters >= end - at:
            yield at, end
        at = end


def _is_error(remark: Any) -> bool:
    return remark.lint_kind not in _TASTE and remark.problem_text.lower() not in _RIGHT_TWICE


def _lint(rule: str, remark: Any, text: str, at: int) -> Lint:
    start, end = remark.span.start, remark.span.end
    fixes = tuple(_fixed(one, text[start:end]) for one in remark.suggestions[:_SHOWN])
    return Lint(rule, remark.lint_kind == "Spelling", remark.message, at + start, at + end, fixes)


def _fixed(suggestion: Any, piece: str) -> str:
    """What stands in the piece's place when the suggestion is taken."""
    after = suggestion.kind.name == "INSERT_AFTER"
    return (piece if after else "") + str(suggestion.replacement_text)


@functools.cache
def _linter(dialect: str) -> Any:
    """The engine: loading its dictionary takes about a second."""
    import harper

    linter = harper.Linter(harper.Dialect[dialect.upper()])
    linter.set_lint_config({**linter.get_lint_config(), **_NOISY})
    return linter
