"""A folder of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Finding, Note, Sample
from goldsmith.formats.files import inside, media_name, problem, readable, stable_id
from goldsmith.formats.format import Format
from goldsmith.media.look import SUFFIXES, asset_of


class Pictures(Format):
    """All pictures below a folder, a sample each; a sub-folder's name can be their label."""

    writes: ClassVar[bool] = True

    labels: bool = False
    """Take the name of the folder that a picture lies in as its label."""

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with a picture in it."""
        return path.is_dir() and any(one.suffix.lower() in SUFFIXES for one in path.rglob("*"))

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The pictures in the order of their names; the same picture twice gives one sample."""
        seen: dict[str, str] = {}
        for file in sorted(
            one for one in readable(path).rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file()
        ):
            name = str(file.relative_to(path))
            try:
                asset = asset_of(inside(path, name), kind="image", licence=self.licence, source=name)
            except GoldsmithError as error:
                yield problem(self.name(), error.problem, file=name)
                continue
            if asset.id in seen:
                yield problem(self.name(), f"{name} is the same picture as {seen[asset.id]}", "note", file=name)
                continue
            seen[asset.id] = name
            label = (
                (Note(id="label", kind="label", text=file.parent.name),) if self.labels and file.parent != path else ()
            )
            yield Sample(
                id=stable_id(name, asset.id), assets=(asset.but(notes=label),), tags=FrozenDict({"modality": "image"})
            )

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """The pictures alone, by their hashes."""
        if path.exists():
            raise GoldsmithError(f"{path} exists", "choose another name, or remove it")
        path.mkdir(parents=True)
        for sample in samples:
            for asset in sample.assets:
                if asset.size is not None:
                    (path / media_name(asset)).write_bytes(asset.read())
            if sample.turns or any(asset.notes for asset in sample.assets):
                yield problem(self.name(), "a folder of pictures carries no turns, notes or tags", "note")
