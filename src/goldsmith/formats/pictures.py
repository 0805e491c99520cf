"""A folder of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.files import FAULTS, drafted, media_name, picture_asset, problem, readable, said, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.left_behind import LeftBehind
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
        return path.is_dir() and any(one.suffix.lower() in SUFFIXES for one in path.rglob("*"))

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The pictures in the order of their names; the same picture twice gives one sample."""
        seen: dict[str, str] = {}
        for file in sorted(one for one in readable(path).rglob("*") if one.suffix.lower() in SUFFIXES):
            name = str(file.relative_to(path))
            if file.is_dir():
                continue
            try:
                asset = picture_asset(path, name, self.licence)
                sample = self._sample(asset, name, "" if file.parent == path else file.parent.name)
            except FAULTS as error:
                yield problem(self.name(), f"{path}: {name}: {said(error)}", file=name)
                continue
            if asset.id in seen:
                yield problem(self.name(), f"{name} is the same picture as {seen[asset.id]}", "note", file=name)
                continue
            seen[asset.id] = name
            yield sample

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

    def _sample(self, asset: Asset, name: str, folder: str) -> Sample:
        notes = (Note(id="label", kind="label", text=folder),) if self.labels and folder else ()
        tags = FrozenDict({"modality": "image"})
        return Sample(id=stable_id(name, asset.id), assets=(asset.but(notes=notes),), tags=tags)

    def _label(self, asset: Asset) -> str:
        """The folder for a picture: its first label, where that is a plain name."""
        label = next((note.text for note in asset.noted("label")), "") if self.labels else ""
        plain = label == Path(label).name and label.isprintable() and len(label.encode()) < 200
        return label if plain and not label.startswith(".") else ""
