"""Marks on letters, as accents: taken off, or so many of them that it is no writing cut short, in linear time.

Unicode's normal forms sort the marks of a letter (UAX #15, D4), which takes minutes where a letter has 100,000.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Any

_MOST = 30
"""Marks on one letter; more are no writing."""


def without_marks(text: str) -> str:
    """The text with letters taken apart (NFKD) and without their marks: `é` is e, `ﬁ` is fi."""
    return text if text.isascii() else "".join(map(_bare, text))


def unstacked(text: str) -> str:
    """The text with at most 30 marks in a row, to be brought into any normal form."""
    return text if text.isascii() else _stacks().sub(r"\1", text)


@functools.lru_cache(maxsize=1 << 14)
def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


@functools.cache
def _stacks() -> Any:
    import regex  # type: ignore[import-untyped]

    return regex.compile(rf"(\p{{M}}{{{_MOST}}})\p{{M}}+")
