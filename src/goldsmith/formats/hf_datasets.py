"""Hugging Face datasets: folders of `save_to_disk`, and folders of pictures with a table of metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.formats.arrow_rows import BATCH, arrow_rows, parquet_rows
from goldsmith.formats.dialogs import RECORD, shown
from goldsmith.formats.files import drafted, inside, problem, read_json, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.json_items import json_items
from goldsmith.formats.kept_records import written
from goldsmith.formats.left_behind import is_picture
from goldsmith.formats.separated import separated_rows
from goldsmith.formats.tables import MEDIA, Table

METADATA = ("metadata.csv", "metadata.jsonl", "metadata.parquet")
TEXT = {"dtype": "string", "_type": "Value"}
BYTES = {"bytes": {"dtype": "binary", "_type": "Value"}, "path": TEXT}
FEATURES = {
    "id": TEXT,
    "messages": {"feature": {"role": TEXT, "content": TEXT}, "_type": "List"},
    "images": {"feature": {"_type": "Image"}, "_type": "List"},
    MEDIA: {"feature": BYTES, "_type": "List"},
    RECORD: TEXT,
}
"""The columns written, as Hugging Face datasets describe them; `media` holds what is no picture."""
FILE = "data-00000-of-00001.arrow"
STATE: dict[str, Any] = {
    "_data_files": [{"filename": FILE}],
    "_fingerprint": stable_id(FEATURES),
    "_format_columns": None,
    "_format_kwargs": {},
    "_format_type": None,
    "_output_all_columns": False,
    "_split": None,
}


class HfDatasets(Format):
    """A folder of `datasets`: rows with dialogs, or with media in any column; captions, labels, boxes become notes.

    Two kinds are read: what `save_to_disk` writes, and pictures with a `metadata.csv`, `.jsonl` or `.parquet` that
    names them in a column `file_name`. What is written is of the first kind, with the columns `messages`, `images`,
    `media` (what is no picture) and `goldsmith` (the whole sample).
    """

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    licence: str = ""
    """The licence of the media; the one that the data set gives for itself if empty."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with `state.json` or `dataset_dict.json`, or with a table of metadata."""
        return any((path / name).is_file() for name in ("state.json", "dataset_dict.json")) or bool(_tables(path))

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each row of every split."""
        saved, tables = _splits(path), _tables(path)
        if not saved and not tables:
            raise GoldsmithError(f"{path} is not a datasets folder", f"it has no state.json and no {METADATA[0]}")
        for folder, split in saved:
            try:
                yield from self._saved(folder, split, len(saved) > 1)
            except GoldsmithError as error:
                yield problem(self.name(), error.problem, split=split)
        for file in [] if saved else tables:
            split = file.parent.name if file.parent != path else ""
            table = Table(self.name(), file, self.licence, split, len(tables) > 1)
            try:
                for row in _rows(file, self.name()):
                    yield from (row,) if isinstance(row, Finding) else table.samples(row[0], _with_pictures(row[1]))
            except GoldsmithError as error:
                yield problem(self.name(), error.problem, file=file.name)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One split; assets that no turn points at are written too, so that nothing is lost."""
        import pyarrow as pa

        medium = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
        turn = pa.struct([("role", pa.string()), ("content", pa.string())])
        columns = {"id": pa.string(), "messages": pa.list_(turn), "images": pa.list_(medium), MEDIA: pa.list_(medium)}
        noted = json.dumps({"info": {"features": FEATURES}})
        schema = pa.schema({**columns, RECORD: pa.string()}, metadata={"huggingface": noted})
        with drafted(path) as draft:
            draft.mkdir(parents=True)
            with pa.ipc.new_stream(str(draft / FILE), schema) as file:
                rows = map(_plain, samples)
                while some := list(islice(rows, BATCH)):
                    file.write_batch(pa.RecordBatch.from_pylist(some, schema))
            (draft / "state.json").write_text(json.dumps(STATE))
            (draft / "dataset_info.json").write_text(json.dumps({"features": FEATURES}))
        yield from ()

    def _saved(self, folder: Path, split: str, several: bool) -> Iterator[Sample | Finding]:
        """The rows of a folder that `save_to_disk` wrote."""
        info = _mapping(folder / "dataset_info.json") if (folder / "dataset_info.json").exists() else {}
        licence, features = self.licence or str(info.get("license") or ""), info.get("features") or {}
        listed = _mapping(folder / "state.json").get("_data_files")
        names = [one.get("filename") for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
        number = 0
        for file in [inside(folder, str(name)) for name in names]:
            table = Table(self.name(), file, licence, split, several, features)
            for row in arrow_rows(file, self.name()):
                number += 1
                yield from (row,) if isinstance(row, Finding) else table.samples(number, row[1])


def _splits(path: Path) -> list[tuple[Path, str]]:
    """The folders that `save_to_disk` wrote, with the names of their splits."""
    if (path / "dataset_dict.json").is_file():
        names = _mapping(path / "dataset_dict.json").get("splits")
        return [(inside(path, str(name)), str(name)) for name in names] if isinstance(names, list) else []
    return [(path, "")] if (path / "state.json").is_file() else []


def _tables(path: Path) -> list[Path]:
    """Tables of metadata in a folder, or in the folders of its splits."""
    return sorted(file for name in METADATA for pattern in (name, f"*/{name}") for file in path.glob(pattern))


def _rows(file: Path, form: str) -> Iterator[tuple[int, dict[str, Any]] | Finding]:
    if file.suffix == ".jsonl":
        for item in json_items(file, form):
            yield item if isinstance(item, Finding) else (item.line, item.plain)
    else:
        yield from parquet_rows(file, form) if file.suffix == ".parquet" else separated_rows(file, form)


def _with_pictures(row: dict[str, Any]) -> dict[str, Any]:
    """The row with a cell for each picture that a column `file_name`, `..._file_name` or `file_names` tells of."""
    found: dict[str, Any] = {}
    for column, value in row.items():
        if column == "file_name" or column.endswith(("_file_name", "file_names")):
            names = value if isinstance(value, list) else [value]
            found[column] = [{"bytes": None, "path": str(name)} for name in names if name]
        else:
            found[column] = value
    return found


def _mapping(file: Path) -> dict[str, Any]:
    plain = read_json(file)
    if not isinstance(plain, dict):
        raise GoldsmithError(f"{file}: expected an object, found {type(plain).__name__}")
    return plain


def _plain(sample: Sample) -> dict[str, Any]:
    pointed = shown(sample.turns, sample.assets)
    others = [asset for asset in sample.assets if asset not in pointed]
    media = [asset for asset in (*others, *pointed) if asset.size is not None]
    plain = written(sample)
    return {
        **plain,
        "images": [_cell(asset) for asset in media if is_picture(asset)],
        MEDIA: [_cell(asset) for asset in media if not is_picture(asset)],
        RECORD: json.dumps(plain[RECORD], ensure_ascii=False),
    }


def _cell(asset: Asset) -> dict[str, Any]:
    return {"bytes": asset.read(), "path": asset.source or None}
