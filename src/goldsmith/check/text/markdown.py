"""How a Markdown text is put together: what is said, where code stays open, what is HTML, and where links lead."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from goldsmith.check.text.reading import Event, events

_RULER = re.compile(r"^ {0,3}~{3,}[^\n~]*~[^\n]*$", re.MULTILINE)
"""A line as `~~~ The End ~~~` is a decoration, though CommonMark would start code there."""

_LABEL = 500
"""Characters of a link's text that are kept; pictures in pictures in pictures repeat theirs."""


class Link(NamedTuple):
    """A link or a picture: the beginning of its text, where it leads, and its place."""

    text: str
    target: str
    start: int
    end: int


class Shape(NamedTuple):
    """The parts of a text.

    `said` and `prose` are as long as the text. The one has all but the words blanked out: code, HTML, marks that mean
    something, targets of links; the other has only code blanked out.
    """

    said: str
    prose: str
    open_fences: list[tuple[int, int]]
    html: list[tuple[int, int]]
    links: list[Link]


@functools.lru_cache(maxsize=64)
def shape(text: str) -> Shape:
    """Take a text apart, as CommonMark does."""
    plain = _RULER.sub(lambda found: found.group().replace("~", "-"), text) if "~~~" in text else text
    words: list[tuple[int, int]] = []
    coded: list[tuple[int, int]] = []
    fences: list[tuple[int, int]] = []
    html: list[tuple[int, int]] = []
    targets: list[tuple[str, int, int]] = []
    for event in events(plain):
        span = (event.start, event.end)
        if event.name == "Text":
            words.append(span)
        elif event.name == "Code":
            coded.append(span)
        elif event.name in ("Html", "InlineHtml"):  # a block comes line by line
            joined = bool(html) and html[-1][1] == event.start
            html[-1:] = [(html[-1][0], event.end)] if joined else [*html[-1:], span]
        elif event.name == "Start" and isinstance(event.detail, dict):
            kind, settings = next(iter(event.detail.items()))
            if kind == "CodeBlock":
                coded.append(span)
                fences += [(event.start, event.start + 3)] if _stays_open(plain, event) else []
            elif kind in ("Link", "Image"):
                targets.append((str(settings["dest_url"]), *span))
    prose = cut(text, coded, keep=False)
    said = cut(prose, words, keep=True)
    links = [Link(said[start : min(end, start + _LABEL)].strip(), to, start, end) for to, start, end in targets]
    return Shape(said, prose, fences, html, links)


def cut(text: str, spans: list[tuple[int, int]], keep: bool) -> str:
    """The text with spaces outside of some spans in order (to keep), or inside of them; lines stay lines."""
    pieces, at = [], 0
    for start, end in spans:
        outside, inside = text[at : max(at, start)], text[max(at, start) : max(at, end)]
        pieces += [_blank(outside), inside] if keep else [outside, _blank(inside)]
        at = max(at, end)
    return "".join((*pieces, _blank(text[at:]) if keep else text[at:]))


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n")) if "\n" in text else " " * len(text)


def _stays_open(text: str, block: Event) -> bool:
    """Whether a block of code begins with a fence that no line of as many marks ends."""
    fence = re.match(r"`{3,}|~{3,}", text[block.start : block.start + 200])
    if fence is None:
        return False
    lines = text[block.start : block.end].rstrip("\n").rpartition("\n")
    last = lines[2].strip(" \t>")
    return not lines[1] or len(last) < len(fence.group()) or bool(last.strip(fence.group()[0]))
