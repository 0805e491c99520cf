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

_CLAUSES = 2
"""How many conditions are looked at; more take longer than they spare."""
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class Anchored:
    """Patterns that are searched together, each with words that every match of it holds."""

    def __init__(self, patterns: Iterable[str], flags: int = 0) -> None:
        self._patterns = tuple(patterns)
        self._flags = flags
        self._needed = tuple(needed(pattern) for pattern in self._patterns)

    def finditer(self, text: str, low: str | None = None) -> Iterator[re.Match[str]]:
        """The matches in order, none beginning within another; of two that begin together, the earlier pattern's.

        `low` is the text in lower case, for who has it already.
        """
        low = text.lower() if low is None else low
        found = [
            (match.start(), place, match)
            for place, clauses in enumerate(self._needed)
            if _hold(clauses, low)
            for match in self._compiled(place).finditer(text)
        ]
        end = -1
        for start, _, match in sorted(found, key=lambda one: one[:2]):
            if start >= end:
                end = match.end()
                yield match

    def _compiled(self, place: int) -> re.Pattern[str]:
        return _compiled(self._patterns[place], self._flags)


def _hold(clauses: tuple[tuple[str, ...], ...], low: str) -> bool:
    """Whether a text has a word of each clause; spelled out, as it runs hundreds of times for each text."""
    for words in clauses:
        for word in words:
            if word in low:
                break
        else:
            return False
    return True


@functools.lru_cache(maxsize=2048)
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def needed(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The most telling conditions for a match in a text in lower case: each a choice of words of which one is there."""
    return tuple(sorted(_clauses(_parser.parse(pattern)), key=_worth, reverse=True)[:_CLAUSES])


def _worth(clause: tuple[str, ...]) -> int:
    """How seldom and how quickly a clause is true: long words, few of them; signs are rarer than letters."""
    return min(8, *map(_rare, clause)) - len(clause)


def _rare(word: str) -> int:
    plain = word.strip()
    return len(plain) + 4 if plain and not any(map(str.isalnum, plain)) else len(plain)


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
        choices = [max(_clauses(branch), key=_worth, default=()) for branch in value[1]]
        if all(choices):
            yield tuple(dict.fromkeys(word for words in choices for word in words))
