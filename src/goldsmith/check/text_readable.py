"""Text in pictures that OCR can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, ClassVar

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.evidence.number_tables import rows_of
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.marks import unstacked
from goldsmith.core.types import Asset, Box, Finding, Note, Place, Sample
from goldsmith.media.look import is_picture
from goldsmith.media.ocr import Line, read_text, sureness

_LIKE = 0.75
"""How alike a word that was read must be to the one written; figures must be the same."""
_MOST = 500
"""Texts of a picture that are looked for."""


class TextReadable(Check):
    """Read charts, documents and pictures of tables by OCR, and flag those of which too little of the text is read.

    What is written is known from notes of kind `ocr`, which are looked for where their boxes are, else from the words
    of a `table`, anywhere; figures of a table count only where the picture is the table. Where nothing is known, the
    picture is flagged when OCR reads nothing at all or is not sure. Share of the texts that were read, of two drawings
    of a kind, in percent; pale ones have a twelfth of the contrast:

    ==============  =========  =========  ========  =======  =======  ===========  =====
    drawings        480 x 360  240 x 180  128 x 96  blurred  blurred  shrunk to a  pale,
    ..                                              by 1.5   by 3     quarter      a 12th
    ==============  =========  =========  ========  =======  =======  ===========  =====
    bars                   90         95        75      100        0           10     90
    lines                  88         94        65      100        0           29    100
    points                 87         93        61       90        0           57     87
    pie                    80         90       100      100        0           40    100
    table                  86         91        86      100        0           82    100
    page                   89        100        70      100        7           71    100
    ==============  =========  =========  ========  =======  =======  ===========  =====

    Text that OCR reads may still be too small for a model: `text-legible` asks for its height.
    """

    slow: ClassVar[bool] = True

    share: float = Field(default=0.6, gt=0, le=1)
    """The share of the texts that must be read."""

    sure: float = Field(default=0.6, gt=0, le=1)
    """How sure OCR must be where it is not known what is written."""

    def content(self, sample: Sample) -> Any:
        """The pictures, what is known to be written in them, and the language."""
        return [sample.tags.get("language"), [_seen(asset) for asset in sample.assets if _is_to_be_read(asset)]]

    def find(self, sample: Sample) -> Iterator[Finding]:
        """At most one finding for each picture."""
        for asset in filter(_is_to_be_read, sample.assets):
            where = Place(asset=asset.id)
            try:
                lines = read_text(asset, str(sample.tags.get("language") or ""))
            except GoldsmithError as error:
                yield self.finding(sample, "not run", f"it cannot be read: {error.problem[:200]}", where)
                continue
            if problem := self._problem(_written(asset), lines):
                yield self.finding(sample, "minor", problem, where)

    def _problem(self, written: Sequence[tuple[str, Box | None]], lines: Sequence[Line]) -> str:
        """What is wrong; empty when nothing is."""
        if not written:
            if not lines:
                return "no text in it can be read"
            sure = sureness(lines)
            return f"OCR is sure of its text by {sure:.0%} only" if sure < self.sure else ""
        read = [(_plain(line.text), line.box) for line in lines]
        missed = [text for text, box in written if not _is_read(text, box, read)]
        if len(written) - len(missed) >= self.share * len(written):
            return ""
        named = ", ".join(repr(text[:30]) for text in missed[:3])
        return f"{len(missed)} of {len(written)} texts cannot be read by OCR: {named}"


def _is_to_be_read(asset: Asset) -> bool:
    return is_picture(asset) and (asset.kind != "image" or bool(asset.noted("table")))


def _seen(asset: Asset) -> list[Any]:
    return [asset.id, asset.kind, [note.model_dump(mode="json") for note in _telling(asset)]]


def _telling(asset: Asset) -> list[Note]:
    return [note for note in asset.noted("ocr") if note.box] or asset.noted("table")


def _written(asset: Asset) -> list[tuple[str, Box | None]]:
    """The texts known to be in a picture, with their boxes where these are known; at most `_MOST`."""
    texts: list[tuple[str, Box | None]] = []
    for note in _telling(asset):
        if note.kind == "ocr":
            texts.append((note.text, note.box))
            continue
        cells = {cell for row in rows_of(note.text) for cell in row}
        texts += [(cell, None) for cell in sorted(cells) if asset.kind != "chart" or not _has_digit(cell)]
    return [(text, box) for text, box in texts[:_MOST] if _plain(text)]


def _is_read(text: str, box: Box | None, lines: Sequence[tuple[str, Box]]) -> bool:
    """Whether a text is among the lines that were read, or among those that touch its box."""
    near = [line for line, place in lines if box is None or _touch(box, place)]
    wanted = _plain(text)
    return any(wanted in one or _alike(wanted, one) for one in (*near, "".join(near)))


def _alike(wanted: str, read: str) -> bool:
    if _has_digit(wanted) or not len(wanted) / 2 <= len(read) <= 2 * len(wanted):
        return False
    return SequenceMatcher(None, wanted, read, autojunk=False).ratio() >= _LIKE


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _plain(text: str) -> str:
    """Letters and digits alone, of one case and width."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", unstacked(text)).casefold()))


def _touch(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) > max(one[0], other[0])
    return across and min(one[3], other[3]) > max(one[1], other[1])
