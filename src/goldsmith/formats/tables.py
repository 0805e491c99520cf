"""A row of somebody else's table as a sample: media in any of its columns; captions, labels and boxes as evidence."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.boxes import clipped
from goldsmith.formats.dialogs import RECORD
from goldsmith.formats.files import FAULTS, picture_beside, problem, said
from goldsmith.formats.kept_records import kept
from goldsmith.formats.table_rows import asset_of_cell, sample_of
from goldsmith.media.mime import kind_of, mime_of
from goldsmith.media.timed import settled, timed

CAPTIONS = ("captions", "caption", "text", "description", "alt", "alt_text")
LABELS = ("label", "labels", "class", "category")
MEDIA = "media"
"""The column in which Goldsmith itself writes what is no picture."""
PICTURES = ("image", "images", "picture", "jpg", "png")
"""Columns whose bytes must be pictures; the bytes of other columns may be anything."""


@dataclass(frozen=True)
class Table:
    """A table of somebody else's, with what is known about its columns."""

    form: str
    file: Path
    licence: str = ""
    split: str = ""
    several_splits: bool = False
    """Whether there are other splits; ids begin anew in each, so that the split becomes part of them."""
    features: Mapping[str, Any] = field(default_factory=dict)
    """The columns as Hugging Face datasets describe them: which are classes, and the classes' names."""

    def samples(self, number: int, row: Mapping[str, Any]) -> Iterator[Sample | Finding]:
        """The sample that a row is, after what could not be taken in of it; numbers are from 1."""
        where = f"{self.file}: row {number}"
        try:
            named = {name: with_class_names(cell, self.features.get(name)) for name, cell in row.items()}
            prepared = self._prepared(named)
            sample = kept(prepared, prepared.get("images", ())) or sample_of(prepared, number, self.licence)
        except FAULTS as error:
            yield problem(self.form, f"{where}: {said(error)}", row=number)
            return
        if sample.assets and not sample.turns and RECORD not in row:
            sample, faults = with_evidence(sample)
            yield from (problem(self.form, f"{where}: {one}", "minor", row=number) for one in faults)
        yield sample.but(tags={"split": self.split, **sample.tags}) if self.split else sample

    def _prepared(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with its media as assets in one column, and nothing in it that JSON could not hold."""
        media: list[Asset] = []
        rest: dict[str, Any] = {}
        for name, value in row.items():
            cells = [cell for cell in value if cell is not None] if isinstance(value, list) else [value]
            if cells and all(_is_medium(name, cell) for cell in cells):
                media += [self._asset(name, cell) for cell in cells]
            elif value is not None and (cells or name != MEDIA):
                rest[name] = plain(value)
        if self.several_splits and RECORD not in row and rest.get("id") is not None:
            rest["id"] = f"{self.split}/{rest['id']}"
        return {**rest, "images": media} if media else rest

    def _asset(self, column: str, cell: Any) -> Asset:
        data, path = (cell.get("bytes"), str(cell.get("path") or "")) if isinstance(cell, Mapping) else (cell, "")
        if isinstance(data, bytes):
            must_be = column in PICTURES or '"Image"' in json.dumps(self.features.get(column))
            return asset_of_bytes(data, self.licence, path, must_be)
        if Path(path).is_absolute() or "://" in path:
            return Asset.absent(path, kind="image", licence=self.licence)
        return picture_beside(self.file.parent, (".",), (path,), self.licence)


def asset_of_bytes(data: bytes, licence: str = "", source: str = "", must_be_picture: bool = False) -> Asset:
    """A medium whose bytes are inside another file; a picture is verified.

    Raises:
        GoldsmithError: it is empty, a damaged picture, or no medium of a known kind.
    """
    if not data:
        raise GoldsmithError("a medium is empty (0 bytes)")
    mime = settled(data, mime_of(data, source.rpartition(".")[2]))
    kind = kind_of(mime)
    if kind is None or kind == "image" or must_be_picture:
        return asset_of_cell(data, licence).but(source=source)
    return Asset.made(data, kind=kind, mime=mime, licence=licence, source=source, **timed(data, kind))


def with_class_names(value: Any, feature: Any) -> Any:
    """A cell with the names of classes in the place of their numbers, however deep they lie."""
    if isinstance(feature, list):
        feature = {"_type": "List", "feature": feature[0] if feature else None}
    if not isinstance(feature, Mapping):
        return value
    if feature.get("_type") == "ClassLabel":
        names = feature.get("names") or ()
        return names[value] if isinstance(value, int) and 0 <= value < len(names) else value
    inner = feature.get("feature")
    if isinstance(value, list):
        return [with_class_names(one, inner) for one in value] if inner else value
    if isinstance(value, Mapping):
        inside = {name: [one] for name, one in inner.items()} if isinstance(inner, Mapping) else feature
        return {name: with_class_names(one, inside.get(name)) for name, one in value.items()}
    return value


def plain(value: Any) -> Any:
    """A cell as JSON can hold it: dates and the like as text, bytes dropped, what is no number as None."""
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items() if not isinstance(one, bytes)}
    if isinstance(value, list):
        return [plain(one) for one in value if not isinstance(one, bytes)]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int | bool | bytes) else str(value)


def _is_medium(column: str, cell: Any) -> bool:
    if isinstance(cell, Mapping):
        return "bytes" in cell and set(cell) <= {"bytes", "path"}
    return isinstance(cell, bytes) and (
        column in PICTURES or kind_of(mime_of(cell[:64])) in ("image", "audio", "video")
    )


def with_evidence(sample: Sample) -> tuple[Sample, list[str]]:
    """A draft with the columns that tell about its first picture as notes; a sentence for each box that is none."""
    rest = dict(sample.foreign)
    first, *others = sample.assets
    notes: list[Note] = []
    for kind, columns in (("caption", CAPTIONS), ("label", LABELS)):
        column = next((name for name in columns if _texts(rest.get(name))), "")
        texts = enumerate(_texts(rest.pop(column, None)), 1)
        notes += [Note(id=f"{kind}-{place}", kind=kind, text=text) for place, text in texts]
    told = list(_boxes(rest.get("objects"), first))
    notes += [one for one in told if isinstance(one, Note)]
    faults = [one for one in told if isinstance(one, str)]
    if len(faults) < len(told):
        del rest["objects"]
    return sample.but(assets=(first.but(notes=tuple(notes)), *others), foreign=rest), faults


def _texts(told: Any) -> list[str]:
    listed = told if isinstance(told, list) else [told]
    return [text.strip() for text in listed if isinstance(text, str) and text.strip()]


def _boxes(objects: Any, asset: Asset) -> Iterator[Note | str]:
    """Boxes as object detection keeps them in tables: a list `bbox` (left, top, width, height) and one of categories.

    For each that is none, and for categories that are numbers without names, a sentence.
    """
    boxes = objects.get("bbox") if isinstance(objects, Mapping) else None
    if not isinstance(boxes, list):
        return
    names = next(
        (objects[name] for name in ("categories", *LABELS, "name") if objects.get(name)), ["object"] * len(boxes)
    )
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        yield "its objects are not taken in: their categories have no names"
        return
    for place, (box, name) in enumerate(zip_longest(boxes, names), 1):
        try:
            left, top, width, height = map(float, box)
            edges, _ = clipped((left, top, left + width, top + height), asset)
            yield Note(id=f"box-{place}", kind="box", text=name, box=edges)
        except FAULTS as error:
            yield f"object {place}: {said(error)}"
