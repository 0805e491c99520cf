"""Groups of pictures that are the same one re-encoded, found by their fingerprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.media.look import is_picture

if TYPE_CHECKING:
    from goldsmith.media.hashes import Fingerprint, Fingerprints

FAR = 44
"""Bits of 220 by which the fingerprints of one picture may differ; `goldsmith.media.hashes` says why."""


class Joined:
    """Union-find over names; the first name of a group stands for it."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}
        self.unread = Unread()

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


class Unread:
    """Pictures that could not be compared with others, each once: that they are unlike any is not known."""

    def __init__(self) -> None:
        self.damaged: dict[str, str] = {}
        """The problem by asset."""
        self.absent: dict[str, str] = {}
        """The source by asset, where the bytes are not at hand."""

    def __contains__(self, asset: Asset) -> bool:
        """Whether an asset is among them."""
        return asset.id in self.damaged or asset.id in self.absent

    def findings(self, step: str) -> Iterator[Finding]:
        """In a step's name one `not run` for each damaged picture, and one for all whose bytes are not at hand."""
        for asset, problem in self.damaged.items():
            message = f"asset {asset[:12]} was not compared with other pictures: {problem}"
            yield Finding(check=step, severity="not run", message=message, evidence=FrozenDict(asset=asset))
        if self.absent:
            (asset, source), *_ = self.absent.items()
            many = f"{len(self.absent)} picture{'s' * (len(self.absent) > 1)}"
            message = f"no bytes are at hand of {many}, first asset {asset[:12]} ({source}): compared by name alone"
            evidence = FrozenDict(assets=sorted(self.absent)[:100])
            yield Finding(check=step, severity="not run", message=message, evidence=evidence)


class AlikePictures:
    """Remembers pictures by their fingerprints, and tells which earlier one a new one is like."""

    def __init__(self, far: int = FAR) -> None:
        self.far = far
        self.names: list[str] = []
        self.seen: set[str] = set()
        self.unread = Unread()
        self._prints: Fingerprints | None = None

    def like(self, asset: Asset, remember: bool = True) -> list[str]:
        """The ids of earlier pictures that are this one changed a little, and unless told not to, remember it too.

        Media that are no pictures, or that were seen before to the byte, are like none; what cannot be opened is, too,
        but noted in `unread`.
        """
        from goldsmith.media.hashes import Fingerprints

        if asset.id in self.seen or asset in self.unread or not is_picture(asset):
            return []
        one = self._print(asset)
        if one is None:
            return []
        self._prints = self._prints or Fingerprints(self.far)
        same = [self.names[row] for row in self._prints.like(one)]
        if remember:
            self._prints.add(one)
            self.names.append(asset.id)
            self.seen.add(asset.id)
        return same

    def _print(self, asset: Asset) -> Fingerprint | None:
        from goldsmith.media.hashes import fingerprint

        if asset.size is None:
            self.unread.absent[asset.id] = asset.source
            return None
        try:
            return fingerprint(asset.read())
        except GoldsmithError as error:
            self.unread.damaged[asset.id] = f"{asset.source}: {error.problem}" if asset.source else error.problem
            return None


def groups(samples: Iterable[Sample], fuzzy: bool = True, far: int = FAR) -> Joined:
    """Assets that belong together: shown in one sample, or the same picture re-encoded (within `far` bits).

    What could not be opened is in `unread` of the result, whose findings are the caller's to give.
    """
    joined, pictures = Joined(), AlikePictures(far)
    joined.unread = pictures.unread
    for sample in samples:
        names = [asset.id for asset in sample.assets] or [sample.id]
        for asset in sample.assets if fuzzy else ():
            names += pictures.like(asset)
        joined.join(names)
    return joined
