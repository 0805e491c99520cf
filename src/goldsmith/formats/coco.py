"""COCO: instances and captions in one JSON file or several, pictures in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.boxes import clipped
from goldsmith.formats.files import (
    FAULTS,
    MediaFolder,
    drafted,
    foreign,
    picture_beside,
    problem,
    read_json,
    said,
    stable_id,
)
from goldsmith.formats.format import Format
from goldsmith.formats.left_behind import LeftBehind

FOLDERS = (".", "images", "../images", "train2017", "val2017", "../train2017", "../val2017")
TAKEN = {"id", "image_id", "caption", "bbox", "category_id", "iscrowd", "area"}
"""What is read of an annotation, and its area, which follows from its box where there is no outline."""


@dataclass
class _Listed:
    """A picture in the list of some file, with what the files say about it."""

    plain: dict[str, Any]
    file: Path
    licence: str
    told: list[tuple[dict[str, Any], dict[Any, str]]] = field(default_factory=list)
    """Annotations, each with the categories of its file: another file may number them otherwise."""


class Coco(Format):
    """A JSON file with `images` and `annotations` (boxes, captions or both); several files if a folder is given."""

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    images: str = ""
    """The folder of the pictures, relative to the file; looked for in the usual places if empty."""

    licence: str = ""
    """The licence of the pictures; the one that the file gives for each if empty."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file with `images` and `annotations`, or a folder with one."""
        if path.is_dir():
            return any(cls.knows(file) for file in path.glob("*.json"))
        if path.suffix != ".json" or not path.is_file():
            return False
        with path.open("rb") as file:
            text = file.read(1 << 20)
            file.seek(max(len(text), path.stat().st_size - (1 << 20)))
            text += file.read()
        return text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"images"' in text and b'"file_name"' in text

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each picture, with `box`, `crowd` and `caption` notes from all files that list it."""
        listed: dict[tuple[Any, str], _Listed] = {}
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        for file in files:
            try:
                plain = _content(file)
            except GoldsmithError as error:
                if len(files) == 1:
                    raise
                yield problem(self.name(), f"{file} is passed over: {error.problem}", "minor", file=file.name)
                continue
            yield from self._gather(plain, file, listed)
        for one in listed.values():
            yield from self._sample(one)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON file with boxes and captions, pictures in a folder beside it."""
        kinds = ("box notes", "crowd notes", "caption notes")
        left, written = LeftBehind(self.name(), "licences", "foreign fields", *kinds), _Written(MediaFolder(path))
        with drafted(path) as draft:
            for sample in samples:
                for asset in left.pictures(sample):
                    written.add(asset, sample.foreign)
            draft.write_text(json.dumps(written.plain(), ensure_ascii=False), encoding="utf-8")
        yield from left.said()

    def _gather(self, plain: dict[str, Any], file: Path, listed: dict[Any, _Listed]) -> Iterator[Finding]:
        """Take in the pictures and annotations of a file; a picture is the same in all files by its id and name."""
        categories, licences = _names(plain.get("categories")), _names(plain.get("licenses"))
        own: dict[Any, _Listed] = {}
        for number, picture in enumerate(plain["images"], 1):
            try:
                if picture["id"] in own:
                    raise GoldsmithError(f"the picture id {picture['id']!r} was there before")
                one = _Listed(picture, file, self.licence or licences.get(picture.get("license"), ""))
                own[picture["id"]] = listed.setdefault((picture["id"], str(picture["file_name"])), one)
            except FAULTS as error:
                yield problem(self.name(), f"{file}: image {number}: {said(error)}", item=number)
        strays, passed_over = list[str](), set[str]()
        for number, one in enumerate(plain.get("annotations") or (), 1):
            try:
                own[one["image_id"]].told.append((one, categories))
                passed_over.update(key for key in one if key not in TAKEN and one[key])
            except FAULTS as error:
                strays.append(_stray(one, number, error))
        yield from self._passed_over(file, strays, passed_over)

    def _passed_over(self, file: Path, strays: list[str], fields: set[str]) -> Iterator[Finding]:
        if strays:
            shown = "; ".join(strays[:3]) + "; ..." * (len(strays) > 3)
            message = f"{file}: {len(strays):,} annotations belong to no picture of this file: {shown}"
            yield problem(self.name(), message, "minor", annotations=strays[:100])
        if fields:
            message = f"{file}: fields of annotations that are not taken in: {', '.join(sorted(fields))}"
            yield problem(self.name(), message, "note")

    def _sample(self, one: _Listed) -> Iterator[Sample | Finding]:
        name = str(one.plain["file_name"])
        try:
            asset = self._asset(one, name)
            rest = foreign(one.plain, {"id", "file_name", "width", "height", "license"})
        except FAULTS as error:
            yield problem(self.name(), f"{one.file}: {name}: {said(error)}", file=name)
            return
        notes = []
        for number, (told, categories) in enumerate(one.told, 1):
            try:
                notes.append(_note(told, number, categories, asset))
            except FAULTS as error:
                message = f"{one.file}: {name}: annotation {told.get('id', number)}: {said(error)}"
                yield problem(self.name(), message, "minor", file=name)
        key, tags = stable_id(one.plain["id"], name), FrozenDict({"modality": "image"})
        yield Sample(id=key, assets=(asset.but(notes=tuple(notes)),), tags=tags, foreign=rest)

    def _asset(self, one: _Listed, name: str) -> Asset:
        places = (self.images,) if self.images else FOLDERS
        asset = picture_beside(one.file.parent, places, (name,), one.licence)
        if asset.size is not None:
            return asset
        return asset.but(width=one.plain.get("width"), height=one.plain.get("height"))


class _Written:
    """What a COCO file holds, as it grows."""

    def __init__(self, media: MediaFolder) -> None:
        self.media = media
        self.images: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []
        self.categories: dict[str, int] = {}
        self.licences: dict[str, int] = {}

    def add(self, asset: Asset, rest: FrozenDict) -> None:
        """A picture with its boxes and captions, and fields kept from a file like this one."""
        number = len(self.images) + 1
        known = {"width": asset.width, "height": asset.height}
        if asset.licence:
            known["license"] = self.licences.setdefault(asset.licence, len(self.licences) + 1)
        known = {key: value for key, value in known.items() if value}
        self.images.append({**rest, "id": number, "file_name": self.media.put(asset), **known})
        for note in asset.notes:
            if note.kind == "caption":
                self._annotate(number, caption=note.text)
            elif note.kind in ("box", "crowd") and note.box:
                left, top, right, bottom = note.box
                category = self.categories.setdefault(note.text, len(self.categories) + 1)
                box = {"bbox": [left, top, right - left, bottom - top], "area": (right - left) * (bottom - top)}
                self._annotate(number, category_id=category, **box, iscrowd=int(note.kind == "crowd"))

    def _annotate(self, image: int, **fields: Any) -> None:
        self.annotations.append({"id": len(self.annotations) + 1, "image_id": image, **fields})

    def plain(self) -> dict[str, Any]:
        """The whole file as plain data."""
        return {
            "licenses": [{"id": number, "name": name} for name, number in self.licences.items()],
            "images": self.images,
            "annotations": self.annotations,
            "categories": [{"id": number, "name": name} for name, number in self.categories.items()],
        }


def _content(file: Path) -> dict[str, Any]:
    plain = read_json(file)
    if not isinstance(plain, dict) or not isinstance(plain.get("images"), list):
        raise GoldsmithError(f"{file}: not a COCO file: it has no list `images`")
    if not isinstance(plain.get("annotations") or [], list):
        raise GoldsmithError(f"{file}: not a COCO file: its `annotations` are no list")
    return plain


def _names(listed: Any) -> dict[Any, str]:
    """Names by id, of categories or licences; what has none is missed by the annotation that points at it."""
    named = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    pairs = [(one.get("id"), one.get("name")) for one in named]
    return {key: name.strip() for key, name in pairs if isinstance(key, int | str) and isinstance(name, str)}


def _stray(one: Any, number: int, error: Exception) -> str:
    if not isinstance(one, dict):
        return f"annotation {number} is a {type(one).__name__}"
    about = f"picture {one['image_id']!r:.40}" if "image_id" in one and isinstance(error, LookupError) else said(error)
    return f"annotation {one.get('id', number)!r:.40} ({about})"


def _note(told: dict[str, Any], number: int, categories: dict[Any, str], asset: Asset) -> Note:
    if "caption" in told:
        if not isinstance(told["caption"], str) or not told["caption"].strip():
            raise GoldsmithError("its caption is no text")
        return Note(id=f"caption-{number}", kind="caption", text=told["caption"].strip())
    if "bbox" not in told:
        raise GoldsmithError("it has neither a caption nor a box")
    if "category_id" in told and told["category_id"] not in categories:
        raise GoldsmithError(f"the category {told['category_id']!r:.40} is not listed with a name")
    left, top, width, height = map(float, told["bbox"])
    box, _ = clipped((left, top, left + width, top + height), asset)
    kind = "crowd" if told.get("iscrowd") else "box"
    return Note(id=f"box-{number}", kind=kind, text=categories.get(told.get("category_id"), "object"), box=box)
