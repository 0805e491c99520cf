"""What stands between quotation marks, in the pairs of any language."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

_DOUBLE = ("«»", "“”", "„“”", "「」", "『』")
"""Pairs of marks: the first opens, any of the others closes."""


@functools.cache
def quotation(longest: int = 200, single: bool = False, code: bool = False) -> re.Pattern[str]:
    """A pattern for a piece of one line between quotation marks, the marks in the match.

    `longest` is the number of characters between the marks; `single` marks and `code` (between backquotes) count when
    asked for, as an apostrophe is no quotation mark.
    """
    size = f"{{1,{longest}}}"
    pairs = [f"{pair[0]}[^{pair}\n]{size}[{pair[1:]}]" for pair in _DOUBLE] + [f'"[^"\n]{size}"']
    if single:
        pairs += [f"‘(?:[^‘’\n]|’(?=\\w)){size}’(?!\\w)", f"(?<!\\w)'(?:[^'\n]|'(?=\\w)){size}'(?!\\w)"]
    if code:
        pairs.append(f"`[^`\n]{size}`")
    return re.compile("|".join(pairs))


def quoted(text: str, longest: int = 200, single: bool = False, code: bool = False) -> Iterator[tuple[int, int]]:
    """The places of quotations, marks included."""
    return (found.span() for found in quotation(longest, single, code).finditer(text))


def unquoted(text: str) -> str:
    """The text with its quotations blanked out, every other character in its place."""
    return quotation().sub(lambda found: " " * len(found.group()), text)
