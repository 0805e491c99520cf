"""Boxes that can be what they say."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

from pydantic import Field

from goldsmith.check.check import MOST, Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Box, Finding, Note, Place, Sample, Severity
from goldsmith.media.look import PICTURES, edges_of

_NEIGHBOURS = 20
"""Boxes of one name, sorted by their corners, among which a twin is looked for: time stays linear in their number."""


class BoxesValid(Check):
    """Flag boxes outside the picture, without area, twice, or around everything.

    All notes with a box must lie in the picture; the other faults are those of objects (notes of kind `box`): a bar of
    height 0 is no mistake. Where the size of the picture is neither recorded nor to be found out, what
    needs it is not run.
    """

    slack: float = Field(default=1.0, ge=0)
    """Pixels by which a box may reach over an edge of the picture: some formats count from 1."""

    same: float = Field(default=0.95, gt=0, le=1)
    """Intersection over union from which two boxes of one name are one."""

    whole: float = Field(default=0.98, gt=0, le=1)
    """Share of the picture from which a box is around everything."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each box, at most 20 of an asset and one more for the others."""
        for asset in sample.assets:
            if asset.kind not in PICTURES or not any(note.box for note in asset.notes):
                continue
            size = None
            try:
                size = edges_of(asset)
            except GoldsmithError:
                yield self.finding(sample, "not run", "the size of the picture is not known", Place(asset=asset.id))
            found = self._faults(asset, size)
            for note, severity, message in islice(found, MOST):
                box = note.box if note.box and all(map(math.isfinite, note.box)) else None
                yield self.finding(sample, severity, message, Place(asset=asset.id, box=box), note=note.id)
            if others := sum(1 for _ in found):
                message = f"{others:,} more boxes are wrong"
                yield self.finding(sample, "minor", message, Place(asset=asset.id), more=others)

    def _faults(self, asset: Asset, size: tuple[int, int] | None) -> Iterator[tuple[Note, Severity, str]]:
        for note in asset.notes:
            if note.box and (fault := self._fault(note, note.box, size)):
                yield (note, *fault)
        for note, twin in _twins(asset, self.same):
            yield note, "minor", f"the same box twice: {twin.id} and {note.id}, {note.text[:40]!r}"

    def _fault(self, note: Note, box: Box, size: tuple[int, int] | None) -> tuple[Severity, str] | None:
        called = f"{note.id} {note.text[:40]!r}"
        if not all(map(math.isfinite, box)):
            return "major", f"the box of {called} is no box: {box}"
        if note.kind == "box" and (box[2] <= box[0] or box[3] <= box[1]):
            return "major", f"the box of {called} has no area: {box}"
        return self._misplaced(note, box, size, called) if size else None

    def _misplaced(self, note: Note, box: Box, size: tuple[int, int], called: str) -> tuple[Severity, str] | None:
        width, height = size
        shape = f"{width} x {height} pixels"
        if box[0] >= width or box[1] >= height or box[2] < 0 or box[3] < 0:
            return "major", f"the box of {called} lies outside the picture of {shape}: {box}"
        if min(box[:2]) < -self.slack or box[2] > width + self.slack or box[3] > height + self.slack:
            return "major", f"the box of {called} reaches out of the picture of {shape}: {box}"
        if note.kind == "box" and (box[2] - box[0]) * (box[3] - box[1]) >= self.whole * width * height:
            return "note", f"the box of {called} is around the whole picture"
        return None


def _twins(asset: Asset, same: float) -> Iterator[tuple[Note, Note]]:
    """Objects whose box is another's of the same name, each with one that comes before it in the notes."""
    known: list[tuple[str, Box, int, Note]] = [
        (note.text, note.box, place, note)
        for place, note in enumerate(asset.notes)
        if note.kind == "box" and note.box and all(map(math.isfinite, note.box))
    ]
    known.sort(key=lambda one: one[:3])
    for row, (text, box, _, note) in enumerate(known):
        for other_text, other, _, twin in known[max(0, row - _NEIGHBOURS) : row]:
            if text == other_text and _overlap(box, other) >= same:
                yield note, twin
                break


def _overlap(one: Box, other: Box) -> float:
    """Intersection over union; 0 for boxes without area."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across * down / (areas - across * down)
