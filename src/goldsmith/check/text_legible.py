"""Text in pictures that is large enough to be read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.types import Asset, Finding, Note, Place, Sample


class TextLegible(Check):
    """Flag charts, documents and pictures of tables whose smallest text is too small to be read.

    The height of a text is that of its box (notes of kind `ocr`) shared among its lines, its width where it stands
    upright. Texts without a letter or a digit do not count. Without such boxes it is not run. Photographs may show
    writing of any size.

    Drawings of `goldsmith.media.draw` have text of 17 pixels at 480 x 360, of 12 at 320 x 240, of 9 at 240 x 180, of 6
    at 160 x 128, where it takes looking twice to tell 36 from 38, and of 4 at 128 x 96, which is a smudge.
    """

    height: float = Field(default=8.0, gt=0)
    """Pixels that a line of text must be high."""

    edge: int | None = Field(default=None, ge=1)
    """Pixels to which a model scales down the longer edge of a picture; none when it sees it as it is."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each picture, at its smallest text."""
        for asset in sample.assets:
            if not _is_to_be_read(asset):
                continue
            lines = [(high, note) for note in asset.noted("ocr") if (high := _line_height(note)) is not None]
            if not lines:
                yield self.finding(
                    sample,
                    "not run",
                    "it is not known where its texts are; text-readable reads them",
                    Place(asset=asset.id),
                )
                continue
            scale = self._scale(asset)
            high, smallest = min(lines, key=lambda line: line[0])
            small = sum(one * scale < self.height for one, _ in lines)
            if small:
                shown = f"{smallest.text[:40]!r} is {high * scale:.1f} pixels high, {self.height:g} are needed"
                message = f"{small} of {len(lines)} texts cannot be read: {shown}"
                yield self.finding(sample, "minor", message, Place(asset=asset.id, box=smallest.box), texts=small)

    def _scale(self, asset: Asset) -> float:
        longer = max(asset.width or 0, asset.height or 0)
        return min(1.0, self.edge / longer) if self.edge and longer else 1.0


def _is_to_be_read(asset: Asset) -> bool:
    """Whether it is a picture made to be read; pictures of tables have the kind of photographs, and a table."""
    if not asset.mime.startswith("image/") and asset.mime:
        return False
    return asset.kind in ("chart", "document") or bool(asset.kind == "image" and asset.noted("table") and _boxed(asset))


def _boxed(asset: Asset) -> bool:
    return any(note.box for note in asset.noted("ocr"))


def _line_height(note: Note) -> float | None:
    """Pixels of one line of a text; None without a box, or without a letter or a digit."""
    if note.box is None or not all(map(math.isfinite, note.box)) or not any(map(str.isalnum, note.text)):
        return None
    width, height = note.box[2] - note.box[0], note.box[3] - note.box[1]
    lines = note.text.strip().splitlines()
    upright = height > 2 * width and max(map(len, lines)) > 2
    return max(0.0, (width if upright else height) / len(lines))
