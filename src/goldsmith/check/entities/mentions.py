"""Texts with the names marked in them, and the words that names are made of."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")


class Mention(NamedTuple):
    """A name in a text, in code points; `entity` is the id of what it stands for, None where that is in no list."""

    start: int
    end: int
    type: str
    entity: str | None = None


class Example(NamedTuple):
    """A text in which all names are marked, in order and without overlap."""

    text: str
    mentions: tuple[Mention, ...]


class Word(NamedTuple):
    """A word of a text, in code points."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(found.group(), *found.span()) for found in _WORD.finditer(text)]
