"""The fenced blocks of a Markdown text: their language, what is in them, and where each character of that lies."""

from __future__ import annotations

import bisect
import functools
import re
from typing import NamedTuple

from goldsmith.check.text.reading import events

_LANGUAGE = re.compile(r"[^\s,{}]{1,40}")


class Block(NamedTuple):
    """A fenced block.

    `language` is the first word after the fence in lower case; `body` has neither fences nor the marks of the list or
    quotation that the block stands in; `pieces` are pairs of places, in the body and in the text.
    """

    language: str
    body: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """Where in the text a character of the body lies."""
        if not self.pieces:
            return self.start
        inside, outside = self.pieces[max(0, bisect.bisect_right(self.pieces, (offset, self.end)) - 1)]
        return min(self.end, outside + offset - inside)


@functools.lru_cache(maxsize=64)
def blocks(text: str) -> tuple[Block, ...]:
    """The fenced blocks of a text, in order."""
    if "```" not in text and "~~~" not in text:
        return ()
    found: list[Block] = []
    language: str | None = None
    body: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = 0
    for event in events(text):
        kind = event.detail.get("CodeBlock") if isinstance(event.detail, dict) else None
        if event.name == "Start" and isinstance(kind, dict):
            named = _LANGUAGE.match(str(kind["Fenced"]))
            language, body, pieces, length = named.group().lower() if named else "", [], [], 0
        elif event.name == "Text" and language is not None:
            pieces.append((length, event.start))
            body.append(text[event.start : event.end])
            length += event.end - event.start
        elif event.name == "End" and event.detail == "CodeBlock" and language is not None:
            found.append(Block(language, "".join(body), event.start, event.end, tuple(pieces)))
            language = None
    return tuple(found)
