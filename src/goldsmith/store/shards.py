"""Samples in Parquet shards: immutable, compressed, written whole or not at all, each with its own counts inside.

A shard has a row per sample: `id`, `parent`, the common tags and the asset ids as columns that any Parquet tool can
query, and `sample`, the whole sample as JSON, which is what Goldsmith reads back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from goldsmith.store.assets import AssetStore
from goldsmith.store.files import whole

if TYPE_CHECKING:
    import pyarrow as pa

TAG_COLUMNS = ("language", "skill", "domain", "format", "modality", "task", "dataset", "split")
ROW_GROUP = 256
_INFO = b"goldsmith"


def _schema(info: dict[str, Any]) -> pa.Schema:
    import pyarrow as pa

    fields = [("id", pa.string()), ("parent", pa.string())]
    fields += [(tag, pa.dictionary(pa.int32(), pa.string())) for tag in TAG_COLUMNS]
    fields += [("assets", pa.list_(pa.string())), ("sample", pa.string())]
    return pa.schema(fields, metadata={_INFO: json.dumps(info, sort_keys=True)})


def _rows(samples: list[Sample], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns: list[Any] = [[sample.id for sample in samples], [sample.parent for sample in samples]]
    columns += [[sample.tags.get(tag) for sample in samples] for tag in TAG_COLUMNS]
    columns += [[[asset.id for asset in sample.assets] for sample in samples]]
    columns += [[sample.model_dump_json(exclude_defaults=True) for sample in samples]]
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def write_shard(path: Path, samples: Iterable[Sample], store: AssetStore, info: dict[str, Any]) -> int:
    """Write samples and take in their media; returns how many.

    `info` is read when the last sample has been taken, so that counts made on the way can be kept inside the shard. The
    samples pass through a row group at a time: memory does not grow with their number.
    """
    import pyarrow.parquet as pq

    total, waiting = 0, []
    schema = _schema({})
    with whole(path) as draft, pq.ParquetWriter(draft, schema, compression="zstd") as writer:
        for sample in samples:
            waiting.append(store.keep_all(sample))
            if len(waiting) == ROW_GROUP:
                writer.write_table(_rows(waiting, schema))
                total, waiting = total + len(waiting), []
        writer.write_table(_rows(waiting, schema))
        writer.add_key_value_metadata({_INFO: json.dumps(info, sort_keys=True).encode()})
    return total + len(waiting)


def shard_info(path: Path) -> dict[str, Any]:
    """What was written into a shard about how it was made."""
    import pyarrow.parquet as pq

    found: dict[str, Any] = json.loads((pq.read_metadata(path).metadata or {}).get(_INFO, b"{}"))
    return found


def read_shard(path: Path, store: AssetStore, start: int = 0, stop: int | None = None) -> Iterator[Sample]:
    """The samples of a shard between two rows, bound to the store that holds their media.

    Raises:
        GoldsmithError: the file is not a shard, or is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            row = 0
            for batch in file.iter_batches(batch_size=ROW_GROUP, columns=["sample"]):
                texts = batch.column(0).slice(max(0, start - row), max(0, (stop or 1 << 62) - max(row, start)))
                for text in texts:
                    yield store.bound(Sample.model_validate_json(text.as_py()))
                row += len(batch)
                if stop is not None and row >= stop:
                    return
    except (pa.ArrowInvalid, KeyError, OSError) as error:
        raise GoldsmithError(f"{path} cannot be read as a shard of samples: {error}") from error


@dataclass(frozen=True)
class Slice:
    """Some rows of one shard: the unit of work, numbered through a stage."""

    number: int
    path: Path
    start: int
    stop: int


@dataclass(frozen=True)
class Samples:
    """All samples of a finished stage: iterated as often as needed, never held in memory."""

    folder: Path
    store: AssetStore
    where: tuple[tuple[str, str], ...] = ()
    """Only samples with these tags."""
    limit: int | None = None

    def paths(self) -> list[Path]:
        """The shards, in order."""
        return sorted(self.folder.glob("*.parquet"))

    def __iter__(self) -> Iterator[Sample]:
        """The samples, in order."""
        given = 0
        for path in self.paths():
            for sample in read_shard(path, self.store):
                if not all(sample.tags.get(tag) == value for tag, value in self.where):
                    continue
                if self.limit is not None and given >= self.limit:
                    return
                given += 1
                yield sample

    def __len__(self) -> int:
        """How many samples there are; counted from the files' footers when nothing is filtered."""
        import pyarrow.parquet as pq

        if self.where:
            return sum(1 for _ in self)
        total: int = sum(pq.read_metadata(path).num_rows for path in self.paths())
        return total if self.limit is None else min(total, self.limit)

    def slices(self, rows: int) -> list[Slice]:
        """The shards cut into pieces of at most `rows` rows, up to the limit."""
        import pyarrow.parquet as pq

        cut: list[Slice] = []
        left = self.limit
        for path in self.paths():
            held = pq.read_metadata(path).num_rows
            held = held if left is None else min(held, left)
            for start in range(0, held, rows):
                cut.append(Slice(len(cut), path, start, min(start + rows, held)))
            left = left - held if left is not None else None
        return cut


def find_sample(folder: Path, store: AssetStore, start: str) -> Sample | None:
    """The first sample whose id begins with `start`; only the column of ids is read to find it."""
    import pyarrow.parquet as pq

    for path in sorted(folder.glob("*.parquet")):
        ids = pq.read_table(path, columns=["id"]).column(0).to_pylist()
        row = next((row for row, name in enumerate(ids) if name.startswith(start)), None)
        if row is not None:
            return next(read_shard(path, store, row, row + 1))
    return None
