"""Many patterns searched in one text: each is tried only where a word that it cannot do without occurs.

Regular expressions with many alternatives are tried at every character; looking for a word first is a hundred times
faster, and most texts hold none (the idea of Hyperscan's and grep's required literals).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_SHORTEST = 2
"""Characters of a word worth looking for."""
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class Anchored:
    """Patterns that are searched together, each with the words of which a match holds at least one."""

    def __init__(self, patterns: Iterable[str], flags: int = 0) -> None:
        self._patterns = tuple(patterns)
        self._flags = flags
        self._words = tuple(needed(pattern) for pattern in self._patterns)

    def finditer(self, text: str, low: str | None = None) -> Iterator[re.Match[str]]:
        """The matches in order, none beginning within another; of two that begin together, the earlier pattern's.

        `low` is the text in lower case, for who has it already.
        """
        low = text.lower() if low is None else low
        found = [
            (match.start(), place, match)
            for place, words in enumerate(self._words)
            if not words or any(word in low for word in words)
            for match in self._compiled(place).finditer(text)
        ]
        end = -1
        for start, _, match in sorted(found, key=lambda one: one[:2]):
            if start >= end:
                end = match.end()
                yield match

    def _compiled(self, place: int) -> re.Pattern[str]:
        return _compiled(self._patterns[place], self._flags)


@functools.lru_cache(maxsize=2048)
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def needed(pattern: str) -> tuple[str, ...]:
    """Words in lower case of which every match of a pattern holds at least one; none when there are no such words."""
    return _best(_clauses(_parser.parse(pattern)))


def _best(clauses: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The clause that is seldom true and quickly told: long words, few of them."""
    worth = [clause for clause in clauses if min(map(len, clause)) >= _SHORTEST]
    return max(worth, key=lambda clause: min(8, *map(len, clause)) - len(clause), default=())


def _clauses(parsed: Sequence[tuple[Any, Any]]) -> Iterator[tuple[str, ...]]:
    """What must all hold: each clause is a choice of words of which one must be there."""
    run = ""
    for kind, value in [*parsed, (None, None)]:
        if kind is op.LITERAL:
            run += chr(value).lower()
            continue
        if run:
            yield (run,)
        run = ""
        yield from _inner(kind, value)


def _inner(kind: Any, value: Any) -> Iterator[tuple[str, ...]]:
    if kind is op.SUBPATTERN:
        yield from _clauses(value[-1])
    elif kind is op.ATOMIC_GROUP:
        yield from _clauses(value)
    elif kind in _REPEATS and value[0] > 0:
        yield from _clauses(value[2])
    elif kind is op.BRANCH:
        choices = [_best(_clauses(branch)) for branch in value[1]]
        if all(choices):
            yield tuple(dict.fromkeys(word for words in choices for word in words))
