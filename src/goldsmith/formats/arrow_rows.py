"""Rows of Parquet and Arrow files, one at a time: a row that cannot be read costs itself, damage costs the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding
from goldsmith.formats.files import problem, readable_file, said

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST_ROW = 1 << 30
"""Bytes of the cells of one column, unpacked, divided by the rows; a few kilobytes can unpack to more."""

BATCH = 16
"""Rows that are unpacked at a time; they may hold large pictures."""

DAMAGE = (GoldsmithError, OSError, ValueError, LookupError, MemoryError, NotImplementedError, TypeError)
"""What files that lie make Python and pyarrow raise, beside pyarrow's own errors."""

Row = tuple[int, dict[str, Any]]


def parquet_schema(file: Path) -> pa.Schema:
    """The columns of a Parquet file.

    Raises:
        GoldsmithError: it is missing, empty, or not Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_schema(readable_file(file))
    except (*DAMAGE, pa.ArrowException) as error:
        raise GoldsmithError(f"{file} is not Parquet: {said(error)}", "fetch it again") from error


def features_of(schema: pa.Schema) -> dict[str, Any]:
    """What Hugging Face datasets noted about the columns of a file it wrote; empty for files of others."""
    try:
        noted = json.loads((schema.metadata or {}).get(b"huggingface", b"{}"))
        features = noted["info"]["features"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return {}
    return features if isinstance(features, dict) else {}


def parquet_rows(file: Path, form: str, columns: Sequence[str] | None = None) -> Iterator[Row | Finding]:
    """The rows of a Parquet file with their numbers from 1; damage costs the rest of its row group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def batches(group: int) -> Iterator[pa.RecordBatch]:
        _unpacks_to_a_fair_size(opened.metadata.row_group(group))
        yield from opened.iter_batches(BATCH, [group], columns)

    try:
        opened = pq.ParquetFile(readable_file(file))
    except (*DAMAGE, pa.ArrowException) as error:
        yield _damaged(file, 0, error, form)
        return
    start = 0
    with opened:
        for group in range(opened.num_row_groups):
            yield from _rows(batches(group), file, form, start)
            start += opened.metadata.row_group(group).num_rows


def arrow_rows(file: Path, form: str) -> Iterator[Row | Finding]:
    """The rows of an Arrow stream, as Hugging Face datasets write them, with their numbers from 1."""
    import pyarrow as pa

    def batches() -> Iterator[pa.RecordBatch]:
        with readable_file(file).open("rb") as raw, pa.ipc.open_stream(raw) as stream:
            yield from stream

    yield from _rows(batches(), file, form, 0)


def _rows(batches: Iterable[pa.RecordBatch], file: Path, form: str, number: int) -> Iterator[Row | Finding]:
    """The rows of batches that follow `number` others."""
    import pyarrow as pa

    try:
        for batch in batches:
            sound = _fault(batch) is None
            for place in range(batch.num_rows):
                number += 1
                row = batch.slice(place, 1)
                fault = None if sound else _fault(row)
                if fault:
                    yield problem(form, f"{file}: row {number}: {said(fault)}", row=number)
                else:
                    yield number, row.to_pylist()[0]
    except (*DAMAGE, pa.ArrowException) as error:
        yield _damaged(file, number, error, form)


def _fault(batch: pa.RecordBatch) -> Exception | None:
    """What is wrong with rows; a crafted file may say of its own memory what is not so, and would be believed."""
    import pyarrow as pa

    try:
        batch.validate(full=True)
    except (*DAMAGE, pa.ArrowException) as error:
        return error
    return None


def _damaged(file: Path, last: int, error: Exception, form: str) -> Finding:
    where = f"after row {last:,}" if last else "at its beginning"
    return problem(form, f"{file}: damaged or cut {where}: {said(error)}", file=file.name)


def _unpacks_to_a_fair_size(group: Any) -> None:
    for column in map(group.column, range(group.num_columns)):
        if column.total_uncompressed_size > LARGEST_ROW * max(1, group.num_rows):
            size = f"{column.total_uncompressed_size:,} bytes in {group.num_rows:,} rows"
            raise GoldsmithError(f"the column {column.path_in_schema} would unpack to {size}")
