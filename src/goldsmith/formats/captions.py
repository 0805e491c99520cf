"""Captions in CSV, TSV or JSON lines, one or several a picture, with boxes where a line has them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.files import (
    FAULTS,
    MediaFolder,
    drafted,
    first_object,
    json_lines,
    picture_asset,
    problem,
    readable,
    said,
    stable_id,
)
from goldsmith.formats.format import Format

PICTURE_COLUMNS = ("image", "file_name", "filename", "image_path", "path", "picture", "url", "file", "img")
CAPTION_COLUMNS = ("captions", "caption", "text", "description", "alt", "alt_text", "title")
SEPARATORS = {".csv": ",", ".tsv": "\t"}


class Captions(Format):
    """Lines with a picture's name and its caption or captions; `instances` with boxes become box notes."""

    writes: ClassVar[bool] = True

    picture: str = ""
    """The column of the picture; guessed from its name if empty."""

    caption: str = ""
    """The column of the caption; guessed from its name if empty."""

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A CSV, TSV or JSONL file with a column for pictures and one for captions."""
        if path.suffix in SEPARATORS:
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                columns: Iterable[str] = next(csv.reader(file, delimiter=SEPARATORS[path.suffix]), [])
        else:
            columns = first_object(path)
        lower = {str(column).lower() for column in columns}
        return bool(lower & set(PICTURE_COLUMNS) and lower & set(CAPTION_COLUMNS))

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each picture; lines about the same picture that follow each other become one."""
        waiting: tuple[str, dict[str, Any], list[str], int] | None = None
        seen: set[str] = set()
        for item in self._rows(path):
            if isinstance(item, Finding):
                yield item
                continue
            number, row = item
            name, told = self._fields(row)
            if not name or not told:
                yield problem(self.name(), f"{path}:{number}: no picture or no caption", line=number)
            elif waiting and waiting[0] == name:
                waiting[2].extend(told)
            else:
                if waiting:
                    yield self._sample(path, *waiting, seen)
                waiting = (name, row, told, number)
        if waiting:
            yield self._sample(path, *waiting, seen)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """A line for each caption (CSV, TSV) or each picture (JSONL), pictures in a folder beside the file."""
        media = MediaFolder(path)
        with drafted(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, delimiter=SEPARATORS[path.suffix]) if path.suffix in SEPARATORS else None
            if table:
                table.writerow(["image", "caption"])
            for sample in samples:
                for asset in sample.assets:
                    told = [note.text for note in asset.noted("caption")]
                    if table:
                        table.writerows([media.put(asset), caption] for caption in told)
                    else:
                        row = {"id": sample.id, "image": media.put(asset), "captions": told}
                        file.write(json.dumps(row, ensure_ascii=False) + "\n")
                    if not told or len(told) < len(asset.notes):
                        yield problem(self.name(), "notes other than captions cannot be carried", "note")
                if sample.turns:
                    yield problem(self.name(), "turns and tags cannot be carried", "note")

    def _rows(self, path: Path) -> Iterator[tuple[int, dict[str, Any]] | Finding]:
        if path.suffix not in SEPARATORS:
            yield from json_lines(path, self.name())
            return
        with readable(path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, delimiter=SEPARATORS[path.suffix], strict=True)
            try:
                for row in rows:
                    yield rows.line_num, {str(key).lower(): value for key, value in row.items()}
            except (csv.Error, UnicodeDecodeError) as error:
                yield problem(self.name(), f"{path}:{rows.line_num}: {error}", line=rows.line_num)

    def _fields(self, row: dict[str, Any]) -> tuple[str, list[str]]:
        picture = self.picture or next((name for name in PICTURE_COLUMNS if row.get(name)), "")
        caption = self.caption or next((name for name in CAPTION_COLUMNS if row.get(name)), "")
        told = row.get(caption) or []
        listed = told if isinstance(told, list) else [told]
        return str(row.get(picture) or ""), [str(one).strip() for one in listed if isinstance(one, str)]

    def _sample(
        self, path: Path, name: str, row: dict[str, Any], told: list[str], number: int, seen: set[str]
    ) -> Sample | Finding:
        try:
            asset = picture_asset(path.parent, name, self.licence)
            boxes = list(_instances(row, asset))
        except FAULTS as error:
            return problem(self.name(), f"{path}:{number}: {said(error)}", line=number)
        key = str(row.get("id") or stable_id(name, asset.id))
        if key in seen:
            return problem(self.name(), f"{path}:{number}: the id {key!r} was there before", line=number)
        seen.add(key)
        notes = [Note(id=f"caption-{place}", kind="caption", text=text) for place, text in enumerate(told, 1)]
        return Sample(id=key, assets=(asset.but(notes=(*notes, *boxes)),), tags=FrozenDict({"modality": "image"}))


def _instances(row: dict[str, Any], asset: Asset) -> Iterator[Note]:
    """Boxes given as shares of width and height: in pixels when the size is known, as shares when it is not."""
    for place, one in enumerate(row.get("instances") or (), 1):
        left, top, right, bottom = map(float, one["bbox"])
        across, down = (asset.width, asset.height) if asset.width and asset.height else (1, 1)
        box = (left * across, top * down, right * across, bottom * down)
        yield Note(id=f"box-{place}", kind="box", text=str(one["category"]), box=box)
