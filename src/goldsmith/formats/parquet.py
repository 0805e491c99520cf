"""Parquet: Goldsmith's own shards, and other tables with messages or with questions and pictures inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.files import FAULTS, drafted, problem, readable, said
from goldsmith.formats.format import Format
from goldsmith.formats.table_rows import sample_of
from goldsmith.store.assets import AssetStore
from goldsmith.store.shards import read_shard, write_shard


class Parquet(Format):
    """A Parquet file or a folder of them: shards of Goldsmith with their `assets` folder, or tables of other tools."""

    writes: ClassVar[bool] = True

    licence: str = ""
    """The licence of pictures inside tables of other tools."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A file that ends in .parquet, or a folder with one."""
        return path.suffix == ".parquet" or (path.is_dir() and any(path.glob("*.parquet")))

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each row."""
        import pyarrow.parquet as pq

        files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        for file in files:
            try:
                own = "sample" in pq.read_schema(readable(file)).names
            except (OSError, ValueError) as error:
                yield problem(self.name(), f"{file} is not Parquet: {error}", file=file.name)
                continue
            yield from self._own(file) if own else self._other(file)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """A file with its media in the folder `assets` beside it, or a folder with both; nothing is lost."""
        folder = path.parent if path.suffix == ".parquet" else path
        name = path.name if path.suffix == ".parquet" else "00000.parquet"
        if path.exists():
            raise GoldsmithError(f"{path} exists", "choose another name, or remove it")
        with drafted(folder / name) as draft:
            write_shard(draft, samples, AssetStore(folder / "assets"), {})
        yield from ()

    def _own(self, file: Path) -> Iterator[Sample | Finding]:
        places = (file.parent / "assets", file.parent.parent / "assets", *(up / "assets" for up in file.parents[2:6]))
        store = AssetStore(next((place for place in places if place.is_dir()), places[0]))
        try:
            samples = list(read_shard(file, store))
        except FAULTS as error:
            yield problem(self.name(), f"{file}: {said(error)}", file=file.name)
            return
        for sample in samples:
            try:
                for asset in sample.assets:
                    if asset.size is not None:
                        asset.bound(None, asset.read())
                yield sample
            except GoldsmithError as error:
                yield problem(self.name(), f"{file}: sample {sample.id}: {error.problem}")

    def _other(self, file: Path) -> Iterator[Sample | Finding]:
        import pyarrow.parquet as pq

        number = 0
        for batch in pq.ParquetFile(file).iter_batches(batch_size=64):
            for row in batch.to_pylist():
                number += 1
                yield _row(row, number, self.name(), str(file), self.licence)


def _row(row: dict[str, Any], number: int, form: str, where: str, licence: str) -> Sample | Finding:
    try:
        return sample_of(row, number, licence)
    except FAULTS as error:
        return problem(form, f"{where}: row {number}: {said(error)}", row=number)
