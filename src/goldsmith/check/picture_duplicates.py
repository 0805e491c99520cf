"""The same picture in several samples under several names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Place, Sample, Severity
from goldsmith.media.hashes import FAR, Fingerprint, Fingerprints, alike, fingerprint
from goldsmith.media.look import is_picture

NEAR = 8
"""Bits within which two pictures are the same one for certain; small plain pictures of one kind, such as scanned
digits, may differ by fewer than `FAR`."""


class _Met(NamedTuple):
    """A picture, and the sample it was first met in."""

    asset: str
    sample: str
    parent: str | None
    split: object
    print: Fingerprint


class PictureDuplicates(Check):
    """Flag pictures that are an earlier sample's, re-encoded, scaled, cropped a little, marked or mirrored.

    Samples may share one and the same file, and samples made from one another or from one parent may share anything. A
    twin is minor, and major where it is so for certain and the two samples are in different splits: then the held-out
    part is no longer unseen.
    What is recognised how often is told by a table in `goldsmith.media.hashes`.
    """

    far: int = Field(default=FAR, ge=0, le=110)
    """Bits of the 220 of a fingerprint that may differ, for drawn pictures half as many."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A finding for each later picture, naming the first sample with it; one for all that could not be read."""
        album = _Album(self.far)
        for sample in samples:
            for asset in filter(is_picture, sample.assets):
                first = album.first(sample, asset)
                if first is None or first.asset == asset.id or _related(first, sample):
                    continue
                apart = len({first.split, sample.tags.get("split")} - {None}) == 2
                message = f"its picture is that of {first.sample}" + (", which is in another split" if apart else "")
                severity: Severity = "major" if apart and album.is_certain(first, asset) else "minor"
                where = Place(asset=asset.id)
                yield self.finding(sample, severity, message, where, twin=first.sample, picture=first.asset)
        if album.unread:
            yield self.not_run(None, f"{album.unread:,} pictures, absent or damaged, were compared with no other")


class _Album:
    """One picture of each that look alike, by the order in which they are met."""

    def __init__(self, far: int) -> None:
        self.unread = 0
        self._prints = Fingerprints(far)
        self._firsts: list[_Met] = []
        self._first_of: dict[str, _Met | None] = {}

    def first(self, sample: Sample, asset: Asset) -> _Met | None:
        """The first picture that looks like this one, which may be itself; None when it cannot be decoded."""
        if asset.id not in self._first_of:
            self._first_of[asset.id] = self._looked_up(sample, asset)
        return self._first_of[asset.id]

    def is_certain(self, first: _Met, asset: Asset) -> bool:
        """Whether a picture is the other's for certain."""
        return alike(first.print, fingerprint(asset.read()), far=NEAR)

    def _looked_up(self, sample: Sample, asset: Asset) -> _Met | None:
        try:
            one = fingerprint(asset.read())
        except GoldsmithError:
            self.unread += 1
            return None
        same = self._prints.like(one)
        if same:
            return self._firsts[same[0]]
        self._prints.add(one)
        self._firsts.append(_Met(asset.id, sample.id, sample.parent, sample.tags.get("split"), one))
        return self._firsts[-1]


def _related(first: _Met, sample: Sample) -> bool:
    """Whether a sample is that in which a picture was first met, its parent, its child, or another child."""
    return bool({sample.id, sample.parent} & {first.sample, first.parent} - {None})
