"""Parquet: Goldsmith's own shards, and tables of other tools with dialogs or media inside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.formats.arrow_rows import features_of, parquet_rows, parquet_schema
from goldsmith.formats.files import FAULTS, drafted, problem, said
from goldsmith.formats.format import Format
from goldsmith.formats.tables import Table
from goldsmith.store.assets import AssetStore
from goldsmith.store.shards import write_shard

OWN = {"id", "assets", "sample"}
SPLITS = {"train", "validation", "valid", "val", "dev", "test", "eval"}
SHARD = re.compile(r"(.+)-\d{5}-of-\d{5}$")


class Parquet(Format):
    """A Parquet file or a folder of them: shards of Goldsmith with their `assets` folder, or tables of other tools."""

    version: ClassVar[int] = 3
    writes: ClassVar[bool] = True

    licence: str = ""
    """The licence of media inside tables of other tools."""
    fetch: bool = False
    """Whether media that shards of Goldsmith refer to by an address (s3://, https://) are opened; a file from elsewhere
    could name any address. Without it they count as not at hand."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A file that ends in .parquet, or a folder with one, at most two folders down."""
        return path.suffix == ".parquet" or (path.is_dir() and any(_found(path)))

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each row; the split of files named as on the Hugging Face hub becomes a tag."""
        files = sorted(_found(path)) if path.is_dir() else [path]
        splits = {file: split_of(file) for file in files}
        for file, split in splits.items():
            try:
                schema = parquet_schema(file)
            except GoldsmithError as error:
                yield problem(self.name(), error.problem, file=file.name)
                continue
            if set(schema.names) >= OWN:
                yield from self._own(file)
                continue
            several = len(set(splits.values())) > 1
            table = Table(self.name(), file, self.licence, split, several, features_of(schema))
            for row in parquet_rows(file, self.name()):
                yield from (row,) if isinstance(row, Finding) else table.samples(*row)

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
        places = [up / "assets" for up in list(file.parents)[:6]]
        store = AssetStore(next((place for place in places if place.is_dir()), places[0]))
        for row in parquet_rows(file, self.name(), ["sample"]):
            if isinstance(row, Finding):
                yield row
                continue
            number, plain = row
            try:
                sample = Sample.model_validate_json(plain["sample"])
                yield sample.but(assets=tuple(_found_again(asset, store, self.fetch) for asset in sample.assets))
            except FAULTS as error:
                yield problem(self.name(), f"{file}: row {number}: {said(error)}", row=number)


def split_of(file: Path) -> str:
    """The split that a file belongs to by the hub's layouts; empty when it follows none.

    They are `SPLIT-00000-of-00002.parquet`, `SPLIT/0000.parquet` and `SPLIT.parquet`.
    """
    shard = SHARD.match(file.stem)
    name = file.parent.name if file.stem.isdigit() else file.stem
    return shard[1] if shard else name if name in SPLITS else ""


def _found(path: Path) -> Iterator[Path]:
    """The Parquet files of a folder, as the hub lays them out: on top, in `data`, or in `CONFIG/SPLIT`."""
    for pattern in ("*.parquet", "*/*.parquet", "*/*/*.parquet"):
        yield from path.glob(pattern)


def _found_again(asset: Asset, store: AssetStore, fetch: bool) -> Asset:
    """An asset bound to its bytes, which are what they were; known by its notes alone when they are not at hand."""
    at_hand = store.path(asset).exists() or (asset.uri is not None and (fetch or "://" not in asset.uri))
    if asset.size is None or not at_hand:
        return asset.but(size=None)
    if hashlib.sha256(store(asset)).hexdigest() != asset.id:
        raise GoldsmithError(f"{store.path(asset)} holds other bytes than its name says")
    return asset.bound(store)
