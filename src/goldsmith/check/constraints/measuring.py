"""How many words, sentences, lines... a text has: the least and the most that a fair reader could count."""

from __future__ import annotations

import re
from collections.abc import Callable

from goldsmith.check.constraints.request import QUOTED

Span = tuple[int, int]

_MARKER = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[-*•+–—◦▪●‣][ \t]+|\(?\d{1,3}[.)][ \t]+|[a-zA-Z][.)][ \t]+)")
_TITLE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+\S.*|\*\*[^*]+\*\*:?[ \t]*|__[^_]+__:?[ \t]*)$")
_WORD = re.compile(r"[^\W_]+(?:['’.,:][^\W_]+)*")
_STOP = re.compile(r"(?<![.!?…؟۔।॥։])[.!?…؟۔।॥։]++[\"'”’»)\]*_]*+(?=\s|$)|[。！？｡]+[”’」』）]*")
_SHORT_FORM = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|sr|sra|jr|vs|etc|e\.g|i\.e|no|approx|fig|al|ca|p\.ej|ej|ud|uds|dra|z\.b"
    r"|d\.h|bzw|usw|inc|ltd"
    r"|a\.m|p\.m|u\.s|u\.k)|\b[a-z])\.$",
    re.IGNORECASE,
)
_UNSPACED = (
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), 2),  # Chinese characters
    (re.compile(r"[\u3040-\u30ff]"), 4),  # hiragana and katakana
    (re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 8),  # Thai, Lao, Burmese, Khmer
)
"""Letters of scripts without spaces between words, and how many of them a long word has."""
_UNSTOPPED = re.compile(r"[\u0e00-\u0eff]")
"""Thai and Lao mark no end of a sentence."""


def measure(unit: str, text: str) -> Span | None:
    """The least and the most units in a text; None where its script or its form leaves them uncountable."""
    if unit == "sentences" and _UNSTOPPED.search(text):
        return None
    return _MEASURES[unit](text)


def listed(text: str) -> list[tuple[str, int]]:
    """The items of a list without their marks, and where each begins."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        if mark := _MARKER.match(line.group()):
            found.append((line.group()[mark.end() :], line.start() + mark.end()))
    return found


def lines(text: str) -> list[str]:
    """The lines with something on them."""
    return [line for line in text.splitlines() if line.strip(" \t-*_=~")]


def _words(text: str) -> Span:
    """Of a script without spaces every letter may be a word, or a part of a long one."""
    if text.isascii():
        return _spaced_words(text)
    import regex  # type: ignore[import-untyped]

    least = most = 0
    text = regex.sub(r"\p{M}+", "", text)  # vowel signs are no letters to `re`, and would part words
    for letters, long in _UNSPACED:
        text, times = letters.subn(" ", text)
        least, most = least + -(-times // long), most + times
    low, high = _spaced_words(text)
    return least + low, most + high


def _spaced_words(text: str) -> Span:
    body = [_MARKER.sub("", line) for line in text.splitlines()]
    whole = sum(1 for line in body if not _TITLE.match(line) for word in line.split() if _WORD.search(word))
    return whole, sum(1 for line in text.splitlines() for _ in _WORD.finditer(line.replace("'", "’")))


def _sentences(text: str) -> Span:
    least = most = 0
    for line in lines(text):
        body = _MARKER.sub("", line).strip()
        low, high = _sentences_of(body)
        least += 0 if _TITLE.match(line) else low
        most += high
    return least, most


def _sentences_of(line: str) -> Span:
    stops = list(_STOP.finditer(line))
    high = len(stops) + (not stops or bool(line[stops[-1].end() :].strip()))
    spoken = QUOTED.sub(lambda found: re.sub(r"[.!?…](?=.*\w)", " ", found.group()), line)
    low = 0
    for stop in _STOP.finditer(spoken):
        after = spoken[stop.end() : stop.end() + 8].lstrip(" \"'“‘«(*_¿¡")
        begins = not after or not after[0].islower()
        low += begins and not _SHORT_FORM.search(spoken[max(0, stop.start() - 8) : stop.start() + 1])
    return low, high


def _paragraphs(text: str) -> Span:
    blocks = _blocks(text)
    prose = [block for block in blocks if not _TITLE.match(block.strip()) and not _MARKER.match(block)]
    return min(max(1, len(prose)), len(blocks)), max(len(blocks), len(lines(text)))


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if block.strip(" \t\n-*_=~")]


def _bullets(text: str) -> Span:
    depths = [len(line) - len(line.lstrip()) for line in text.splitlines() if _MARKER.match(line)]
    return depths.count(min(depths, default=0)), len(depths)


def _items(text: str) -> Span | None:
    span = _bullets(text)
    return span if span[0] else None


def _lines(text: str) -> Span:
    written = lines(text)
    titled = len(written) > 1 and (_TITLE.match(written[0]) is not None or len(_blocks(text)[0].splitlines()) == 1)
    return len(written) - titled, len(written)


def _stanzas(text: str) -> Span:
    blocks = _blocks(text)
    return sum(1 for block in blocks if len(lines(block)) > 1), len(blocks)


def _characters(text: str) -> Span:
    return sum(1 for mark in text if not mark.isspace()), len(text)


_MEASURES: dict[str, Callable[[str], Span | None]] = {
    "words": _words,
    "sentences": _sentences,
    "paragraphs": _paragraphs,
    "bullet points": _bullets,
    "items": _items,
    "lines": _lines,
    "stanzas": _stanzas,
    "characters": _characters,
}
