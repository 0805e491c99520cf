"""A folder of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.formats.files import drafted, media_name, picture_asset, problem
from goldsmith.formats.format import Format
from goldsmith.formats.left_behind import LeftBehind
from goldsmith.formats.media_below import any_below, samples_below
from goldsmith.media.look import SUFFIXES


class Pictures(Format):
    """All pictures below a folder, a sample each; the name of the folder that one lies in can be its label."""

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    labels: bool = False
    """Take the name of the folder that a picture lies in as its label; put it into a folder of that name."""

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with a picture in it."""
        return any_below(path, SUFFIXES)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The pictures in the order of their names; the same picture twice gives one sample."""
        yield from samples_below(
            self.name(), path, SUFFIXES, lambda name: picture_asset(path, name, self.licence), self.labels
        )

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """The pictures by their hashes, each once."""
        left = LeftBehind(self.name(), *(("label notes",) if self.labels else ()))
        with drafted(path) as draft:
            draft.mkdir(parents=True)
            for sample in samples:
                for asset in left.pictures(sample):
                    if asset.size is None:
                        message = f"a picture of sample {sample.id} is not at hand: {asset.source}"
                        yield problem(self.name(), message, "minor", sample=sample.id)
                        continue
                    label = self._label(asset)
                    if self.labels and [note.text for note in asset.noted("label")] not in ([], [label]):
                        left.lose("label notes that are no folder's name")
                    (draft / label).mkdir(exist_ok=True)
                    (draft / label / media_name(asset)).write_bytes(asset.read())
        yield from left.said()

    def _label(self, asset: Asset) -> str:
        """The folder for a picture: its first label, where that is a plain name."""
        label = next((note.text for note in asset.noted("label")), "") if self.labels else ""
        plain = label == Path(label).name and label.isprintable() and len(label.encode()) < 200
        return label if plain and not label.startswith(".") else ""
