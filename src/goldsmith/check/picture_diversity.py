"""How varied the pictures of each cell are."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from goldsmith.check.cells import Reservoirs, cell
from goldsmith.check.check import Check
from goldsmith.core.diversity import spread, vendi
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.media.look import is_picture, picture

if TYPE_CHECKING:
    from PIL import Image

_PART = "pictures"
_EDGE = 256
"""Pixels of the shorter edge that a JPEG is decoded to, at least."""


class PictureDiversity(Check):
    """Measure how varied the pictures are, cell by cell (Vendi score), and flag cells that show nearly one picture.

    The score says how many wholly different pictures a group is worth, as mean over groups of `least`, so that cells of
    any size compare; it is a note, and a minor finding where its whole 95% interval is below the bound. By
    colour-edges, groups of 20 were worth: blurred noises of all colours 7.8, small pieces of a photograph 4.8, scanned
    digits 2.4, charts of one style 1.9, pieces of 90% of a photograph 1.2, one picture re-encoded 1.0.
    """

    by: tuple[str, ...] = ("dataset", "task")
    """Tags whose values make a cell."""

    embedder: OwnName = "colour-edges"
    """What makes vectors of pictures: colour-edges (how they look, not what they show), or the folder of a model that
    sees (CLIP, SigLIP, DINO, ViT), for which the bound is another."""

    min_vendi: float = Field(default=1.5, ge=1)
    """Lowest Vendi score of a group."""

    least: int = Field(default=20, ge=2)
    """Pictures of a group, and so those that a cell must have to be measured."""

    most: int = Field(default=200, ge=2)
    """Pictures of a cell that are dealt into groups, drawn by the seed."""

    seed: int = 0
    """Draws the pictures of each cell, and deals them."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """One finding a cell; `not run` for cells too small and for pictures that cannot be opened."""
        cells, seen = Reservoirs[Asset](self.most, self.least, self.seed), set[tuple[str, str]]()
        for sample in samples:
            name = cell(sample, self.by)
            for asset in filter(is_picture, sample.assets):
                if (name, asset.id) not in seen:
                    seen.add((name, asset.id))
                    cells.offer(name, _PART, asset)
        try:
            for name, _, drawn in cells.large():
                yield from self._measured(name, drawn)
        except GoldsmithError as error:
            yield self.not_run(None, str(error).replace("\n", "; "))
        for reason in cells.left_out():
            yield self.not_run(None, reason)

    def _measured(self, name: str, drawn: list[Asset]) -> Iterator[Finding]:
        from goldsmith.models.embed_pictures import picture_embedder, picture_vectors

        maker, damaged = picture_embedder(self.embedder).name, list[str]()
        dealt = random.Random(f"{self.seed}:{name}").sample(drawn, len(drawn))
        rows = picture_vectors(_opened(dealt, damaged), self.embedder)
        if damaged:
            yield self.not_run(None, f"{name}: {len(damaged):,} pictures, absent or damaged, were left out")
        starts = range(0, len(rows) - self.least + 1, self.least)
        if not starts:
            return
        worth = spread([vendi(rows[start : start + self.least].astype(float)) for start in starts])
        low = worth.high < self.min_vendi
        message = f"{name}: {self.least} pictures are worth {worth.mean:.1f} wholly different ones"
        evidence = {"cell": name, "groups": len(starts), "embedder": maker, **worth._asdict()}
        yield self.finding(None, "minor" if low else "note", message, **evidence)


def _opened(assets: Iterable[Asset], damaged: list[str]) -> Iterator[Image.Image]:
    """The pictures that can be opened; the ids of the others are added to `damaged`."""
    for asset in assets:
        try:
            yield picture(asset, size=_EDGE)
        except GoldsmithError:
            damaged.append(asset.id)
