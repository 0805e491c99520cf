"""Captions in CSV, TSV or JSON lines, one or several a picture, with boxes where a line has them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.boxes import clipped
from goldsmith.formats.files import (
    FAULTS,
    MediaFolder,
    drafted,
    first_object,
    picture_asset,
    problem,
    said,
    stable_id,
)
from goldsmith.formats.format import Format
from goldsmith.formats.json_items import json_items
from goldsmith.formats.left_behind import LeftBehind
from goldsmith.formats.separated import SUFFIXES, columns_of, separated_rows, separator

PICTURE_COLUMNS = (
    "image file_name filename image_path image_name image_file path filepath picture photo url file img img_path"
).split()
CAPTION_COLUMNS = "captions caption text description sentence comment alt alt_text title".split()
OWN = ("id", "image", "caption", "captions", "instances")
"""What is written of a sample itself."""


class _Line(NamedTuple):
    """A line about a picture."""

    number: int
    captions: list[str]
    instances: list[Any]
    rest: dict[str, Any]


class Captions(Format):
    """Lines with a picture's name and its caption or captions; `instances` with boxes become box notes.

    Lines about the same picture make one sample, wherever they stand: all text is held in memory, but no picture.
    """

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    picture: str = ""
    """The column of the picture; guessed from its name if empty."""

    caption: str = ""
    """The column of the caption; guessed from its name if empty."""

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A CSV, TSV, JSON or JSONL file with a column for pictures and one for captions."""
        if not path.is_file():
            return False
        try:
            columns = columns_of(path) if path.suffix in SUFFIXES else list(first_object(path))
        except GoldsmithError:
            return False
        return bool(_column("", PICTURE_COLUMNS, columns) and _column("", CAPTION_COLUMNS, columns))

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each picture, in the order in which they are first named."""
        about: dict[str, list[_Line]] = {}
        for row in self._rows(path):
            if isinstance(row, Finding):
                yield row
                continue
            try:
                name, line = self._line(*row)
                about.setdefault(name, []).append(line)
            except FAULTS as error:
                yield problem(self.name(), f"{path}:{row[0]}: {said(error)}", line=row[0])
        for name, lines in about.items():
            yield from self._sample(path, name, lines)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """A line for each caption (CSV, TSV) or each picture (JSONL), pictures in a folder beside the file."""
        media, table = MediaFolder(path), path.suffix in SUFFIXES
        kinds = {"caption"} if table else {"caption", "box"}
        left = LeftBehind(self.name(), "ids", "foreign fields", *(f"{kind} notes" for kind in kinds))
        rows: list[dict[str, Any]] = []
        with drafted(path) as draft:
            for sample in samples:
                told = [asset for asset in left.pictures(sample) if kinds & {note.kind for note in asset.notes}]
                if not told:
                    message = (
                        f"sample {sample.id} is left out: it holds no picture with a {' or a '.join(sorted(kinds))}"
                    )
                    yield problem(self.name(), message, "minor", sample=sample.id)
                rest = self._carried(sample, table, left)
                for place, asset in enumerate(told, 1):
                    key = sample.id if place == 1 else f"{sample.id}-{place}"
                    own = {"id": key, "image": media.put(asset)}
                    rows += _cells(own, asset, rest) if table else [_object(own, asset, rest)]
            _put(draft, path, rows, table)
        yield from left.said()

    def _carried(self, sample: Sample, table: bool, left: LeftBehind) -> dict[str, Any]:
        """The foreign fields that have names of their own; in a table all become text."""
        rest = {name: value for name, value in sample.foreign.items() if name.lower() not in OWN}
        if len(rest) < len(sample.foreign):
            left.lose(f"foreign fields named like {', '.join(OWN)}")
        counts = [len(asset.noted("caption")) for asset in sample.assets]
        texts = (
            (isinstance(value, str) and value) or any(_is_each(value, count) for count in counts)
            for value in rest.values()
        )
        if table and not all(texts):
            left.lose("types of foreign fields")
        return rest

    def _rows(self, path: Path) -> Iterator[tuple[int, dict[str, Any]] | Finding]:
        if path.suffix in SUFFIXES:
            self._expect(path, columns_of(path))
            yield from separated_rows(path, self.name())
            return
        for item in json_items(path, self.name()):
            yield item if isinstance(item, Finding) else (item.line, item.plain)

    def _expect(self, path: Path, columns: list[str]) -> None:
        chosen = (_column(self.picture, PICTURE_COLUMNS, columns), _column(self.caption, CAPTION_COLUMNS, columns))
        if not set(chosen) <= set(columns):
            listed = ", ".join(columns)[:200]
            raise GoldsmithError(
                f"{path}: no column of pictures, or none of captions, among {listed}",
                "name them with the settings `picture` and `caption`",
            )

    def _line(self, number: int, row: dict[str, Any]) -> tuple[str, _Line]:
        """The picture's name, and what the line says of it."""
        picture = _column(self.picture, PICTURE_COLUMNS, [name for name, value in row.items() if value])
        caption = _column(self.caption, CAPTION_COLUMNS, [name for name, value in row.items() if value])
        name, captions = row.get(picture), _texts(row.get(caption))
        instances = row.get("instances")
        listed = instances if isinstance(instances, list) else []
        if not isinstance(name, str) or not (captions or listed):
            raise GoldsmithError("no picture or no caption")
        used = (picture, caption, "instances" if isinstance(instances, list) else "")
        return name.strip(), _Line(number, captions, listed, {key: row[key] for key in row if key not in used})

    def _sample(self, path: Path, name: str, lines: list[_Line]) -> Iterator[Sample | Finding]:
        where = f"{path}:{lines[0].number}"
        try:
            asset = picture_asset(path.parent, name, self.licence)
        except FAULTS as error:
            yield problem(self.name(), f"{where}: {said(error)}", line=lines[0].number)
            return
        captions = (text for line in lines for text in line.captions)
        notes = [Note(id=f"caption-{place}", kind="caption", text=text) for place, text in enumerate(captions, 1)]
        for note in _instances(lines, asset):
            if isinstance(note, Note):
                notes.append(note)
            else:
                yield problem(self.name(), f"{where}: {note}", "minor", line=lines[0].number)
        rest = _together([line.rest for line in lines])
        key = rest.pop("id", None)
        if isinstance(key, list):
            rest["ids"], key = key, next(filter(None, key))
        yield Sample(
            id=str(key or stable_id(name, asset.id)),
            assets=(asset.but(notes=tuple(notes)),),
            tags=FrozenDict({"modality": "image"}),
            foreign=FrozenDict(rest),
        )


def _column(chosen: str, usual: Iterable[str], columns: list[str]) -> str:
    """The column of a name, or the first of those with a usual name, in capitals or not; empty when there is none."""
    if chosen:
        return chosen
    by_name = {name.lower().strip().replace(" ", "_"): name for name in reversed(columns)}
    return next((by_name[name] for name in usual if name in by_name), "")


def _texts(told: Any) -> list[str]:
    """Captions as a list, also where a cell of a table holds a list in JSON."""
    if isinstance(told, str) and told.startswith('["'):
        try:
            told = json.loads(told)
        except (ValueError, RecursionError):
            return [told.strip()]
    listed = told if isinstance(told, list) else [told]
    return [text.strip() for text in listed if isinstance(text, str) and text.strip()]


def _together(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Other fields of all lines about a picture: one value where they agree, else the list of all their values."""
    together = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row.get(name) for row in rows]
        together[name] = values[0] if all(value == values[0] for value in values) else values
    return together


def _instances(lines: list[_Line], asset: Asset) -> Iterator[Note | str]:
    """Boxes given as shares of width and height: in pixels when the size is known, as shares when it is not."""
    across, down = (asset.width, asset.height) if asset.width and asset.height else (1, 1)
    different: list[list[Any]] = []
    for line in lines:
        different += [line.instances] if line.instances not in different else []
    for place, one in enumerate(chain.from_iterable(different), 1):
        try:
            left, top, right, bottom = map(float, one["bbox"])
            box, _ = clipped((left * across, top * down, right * across, bottom * down), asset)
            yield Note(id=f"box-{place}", kind="box", text=str(one["category"]), box=box)
        except FAULTS as error:
            yield f"instance {place}: {said(error)}"


def _cells(own: dict[str, Any], asset: Asset, rest: dict[str, Any]) -> list[dict[str, Any]]:
    """A line for each caption; a field that holds a text for each caption gives each line its own."""
    captions = [note.text for note in asset.noted("caption")]
    return [
        {**own, "caption": caption}
        | {name: value[place] if _is_each(value, len(captions)) else value for name, value in rest.items()}
        for place, caption in enumerate(captions)
    ]


def _is_each(value: Any, count: int) -> bool:
    """Whether a field holds different texts for each of so many lines."""
    texts = isinstance(value, list) and all(one is None or (isinstance(one, str) and one) for one in value)
    return texts and len(value) == count and len(set(value)) > 1


def _object(own: dict[str, Any], asset: Asset, rest: dict[str, Any]) -> dict[str, Any]:
    across, down = (asset.width, asset.height) if asset.width and asset.height else (1, 1)
    boxes = [(note.text, note.box) for note in asset.noted("box") if note.box]
    instances = [
        {"category": text, "bbox": [left / across, top / down, right / across, bottom / down]}
        for text, (left, top, right, bottom) in boxes
    ]
    captions = [note.text for note in asset.noted("caption")]
    return {**own, "captions": captions, **({"instances": instances} if instances else {}), **rest}


def _put(draft: Path, path: Path, rows: list[dict[str, Any]], table: bool) -> None:
    with draft.open("w", encoding="utf-8", newline="") as file:
        if not table:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            return
        columns = list(dict.fromkeys(["id", "image", "caption", *(name for row in rows for name in row)]))
        writer = csv.DictWriter(file, columns, delimiter=separator(path), restval="")
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {name: value if isinstance(value, str) else json.dumps(value) for name, value in row.items()}
            )
