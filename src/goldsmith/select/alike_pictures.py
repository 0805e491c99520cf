"""Groups of pictures that are the same one re-encoded, found without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Sample

BANDS = 16
"""The fine hash of 256 bits is cut into so many pieces; two hashes within 15 bits share a piece for certain, and
re-encodings of a picture (18 bits in the worst case measured) share one almost surely."""


class Joined:
    """Union-find over names; the first name of a group stands for it."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}

    def top(self, name: str) -> str:
        """What stands for a name's group."""
        self.parents.setdefault(name, name)
        while self.parents[name] != name:
            self.parents[name] = self.parents[self.parents[name]]
            name = self.parents[name]
        return name

    def join(self, names: Sequence[str]) -> None:
        """Put names into one group."""
        tops = [self.top(name) for name in names]
        for other in tops[1:]:
            if other != tops[0]:
                self.parents[other] = tops[0]


class AlikePictures:
    """Remembers pictures by their fingerprints, and tells which earlier one a new one is like."""

    def __init__(self, coarse: int = 8, fine: int = 40) -> None:
        self.coarse, self.fine = coarse, fine
        self.prints: dict[str, object] = {}
        self.buckets: dict[tuple[int, int], list[str]] = defaultdict(list)

    def like(self, asset: Asset, remember: bool = True) -> list[str]:
        """The ids of earlier pictures that are this one re-encoded, and unless told not to, remember it too.

        Media that are no pictures, or that were seen before to the byte, are like none.
        """
        from goldsmith.media.hashes import alike, fingerprint

        if asset.id in self.prints or asset.size is None or asset.kind not in ("image", "chart", "document"):
            return []
        try:
            found = fingerprint(asset.read())
        except GoldsmithError:
            return []
        keys = list(_keys(found.fine, found.coarse))
        candidates = {name for key in keys for name in self.buckets.get(key, ())}
        same = [name for name in candidates if alike(self.prints[name], found, coarse=self.coarse, fine=self.fine)]  # type: ignore[arg-type]
        if not remember:
            return sorted(same)
        self.prints[asset.id] = found
        for key in keys:
            self.buckets[key].append(asset.id)
        return sorted(same)


def _keys(fine: int, coarse: int) -> Iterable[tuple[int, int]]:
    """The pieces of both hashes by which a picture is looked up; empty pieces would gather everything plain."""
    for band in range(BANDS):
        piece = fine >> (16 * band) & 0xFFFF
        if piece not in (0, 0xFFFF):
            yield band, piece
    for band in range(4):
        yield BANDS + band, coarse >> (16 * band) & 0xFFFF


def groups(samples: Iterable[Sample], fuzzy: bool = True) -> Joined:
    """Assets that belong together: shown in one sample, or the same picture re-encoded."""
    joined, pictures = Joined(), AlikePictures()
    for sample in samples:
        names = [asset.id for asset in sample.assets] or [sample.id]
        for asset in sample.assets if fuzzy else ():
            names += pictures.like(asset)
        joined.join(names)
    return joined
