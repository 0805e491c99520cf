"""Many patterns searched in one text: each is tried only where a word that it cannot do without occurs.

Regular expressions with many alternatives are tried at every character; looking for a word first is a hundred times
faster, and most texts hold none (the idea of Hyperscan's and grep's required literals).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_CLAUSES = 2
"""How many conditions are looked at; more take longer than they spare."""
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class Anchored:
    """Patterns that are searched together, each under a label, and with words that every match of it holds."""

    def __init__(self, labelled: Iterable[tuple[str, str]], flags: int = 0) -> None:
        self._flags = flags
        self._all = tuple((label, pattern, needed(pattern)) for label, pattern in labelled)

    def finditer(self, text: str, low: str | None = None) -> Iterator[tuple[str, re.Match[str]]]:
        """Matches with their labels, in order, none beginning within another; of two beginning together, the first.

        `low` is the text in lower case, for who has it already.
        """
        low = text.lower() if low is None else low
        tried = [(label, pattern) for label, pattern, clauses in self._all if _hold(clauses, low)]
        if not tried:
            return
        found = [(label, match) for label, pattern in tried for match in _compiled(pattern, self._flags).finditer(text)]
        end = -1
        for label, match in sorted(found, key=lambda one: one[1].start()):
            if match.start() >= end:
                end = match.end()
                yield label, match


def can_match(pattern: str, low: str) -> bool:
    """Whether a text, given in lower case, has the words that a match of a pattern cannot do without."""
    return _hold(_needed(pattern), low)


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


_needed = functools.lru_cache(maxsize=2048)(needed)


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
        if run and kind is op.BRANCH:  # the parser takes out what all choices begin with
            yield tuple(run + _beginning(branch) for branch in value[1])
        run = ""
        yield from _inner(kind, value)


def _beginning(parsed: Sequence[tuple[Any, Any]]) -> str:
    return "".join(chr(value).lower() for _, value in takewhile(lambda one: one[0] is op.LITERAL, parsed))


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
