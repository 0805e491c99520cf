"""The size and shape of pictures."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Place, Sample
from goldsmith.media.look import edges_of, is_picture


class PictureSize(Check):
    """Flag pictures that are too small, too large or too narrow to be learned from."""

    shortest: int = Field(default=64, ge=1)
    """Pixels that the shorter edge must have at least."""

    longest: int = Field(default=8192, ge=1)
    """Pixels that the longer edge may have at most."""

    max_pixels: int = Field(default=40_000_000, ge=1)
    """Pixels that the whole picture may have at most."""

    aspect: float = Field(default=5.0, ge=1)
    """How many times as long as the shorter edge the longer one may be."""

    max_bytes: int = Field(default=20_000_000, ge=1)
    """Bytes that the file may have at most."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each bound that a picture lies beyond."""
        for asset in filter(is_picture, sample.assets):
            where = Place(asset=asset.id)
            try:
                width, height = edges_of(asset)
            except GoldsmithError as error:
                yield self.finding(sample, "not run", f"the size is not known: {error.problem[:200]}", where)
                continue
            for problem in self._problems(width, height, asset.size or 0):
                yield self.finding(sample, "major", problem, where, width=width, height=height)

    def _problems(self, width: int, height: int, size: int) -> Iterator[str]:
        shape = f"{width:,} x {height:,} pixels"
        short, long = sorted((width, height))
        if short < self.shortest:
            yield f"too small: {shape}, the shorter edge should have {self.shortest:,}"
        if long > self.longest or width * height > self.max_pixels:
            yield f"too large: {shape}"
        if long > self.aspect * short:
            yield f"too narrow: {shape}, one edge is more than {self.aspect:g} times the other"
        if size > self.max_bytes:
            yield f"too large: {size:,} bytes"
