"""COCO: instances and captions in one JSON file, pictures in a folder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.files import FAULTS, MediaFolder, drafted, picture_asset, problem, read_json, said, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.voc import clipped

FOLDERS = (".", "images", "../images", "train2017", "val2017", "../train2017", "../val2017")


class Coco(Format):
    """A JSON file with `images` and `annotations` (boxes, captions or both); several files if a folder is given."""

    writes: ClassVar[bool] = True

    images: str = ""
    """The folder of the pictures, relative to the file; looked for in the usual places if empty."""

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file with `images` and `annotations`, or a folder with one."""
        if path.is_dir():
            return any(cls.knows(file) for file in path.glob("*.json"))
        if path.suffix != ".json":
            return False
        with path.open(errors="replace") as file:
            start = file.read(2_000_000)
        return start.lstrip().startswith("{") and '"images"' in start and '"file_name"' in start

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each picture, with `box` and `caption` notes."""
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        pictures: dict[Any, dict[str, Any]] = {}
        notes: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        names: dict[Any, str] = {}
        for file in files:
            plain = read_json(file)
            if not isinstance(plain, dict) or not isinstance(plain.get("images"), list):
                raise GoldsmithError(f"{file}: not a COCO file: it has no list `images`")
            try:
                names |= {one["id"]: str(one.get("name", one["id"])) for one in plain.get("categories", ())}
                yield from self._gather(plain, file, pictures, notes)
            except FAULTS as error:
                raise GoldsmithError(f"{file}: not a COCO file: {said(error)}", "mend the file") from error
        for key, picture in pictures.items():
            yield from self._sample(picture, notes[key], names, files[0].parent)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON file with boxes and captions, pictures in a folder beside it."""
        media = MediaFolder(path)
        plain: dict[str, list[dict[str, Any]]] = {"images": [], "annotations": [], "categories": []}
        categories: dict[str, int] = {}
        for sample in samples:
            for asset in sample.assets:
                plain["images"].append(_image(asset, len(plain["images"]) + 1, media))
                kept = [_annotation(note, asset, categories) for note in asset.notes]
                for one in filter(None, kept):
                    place = {"id": len(plain["annotations"]) + 1, "image_id": len(plain["images"])}
                    plain["annotations"].append(place | one)
                if None in kept:
                    yield problem(self.name(), "notes other than boxes and captions cannot be carried", "note")
            if sample.turns:
                yield problem(self.name(), "turns and tags cannot be carried", "note")
        plain["categories"] = [{"id": number, "name": name} for name, number in categories.items()]
        with drafted(path) as draft:
            draft.write_text(json.dumps(plain, ensure_ascii=False))

    def _gather(
        self,
        plain: dict[str, Any],
        file: Path,
        pictures: dict[Any, dict[str, Any]],
        notes: dict[Any, list[dict[str, Any]]],
    ) -> Iterator[Finding]:
        own: set[Any] = set()
        for picture in plain["images"]:
            if picture["id"] in own:
                yield problem(self.name(), f"{file}: the picture id {picture['id']!r} was there before")
                continue
            own.add(picture["id"])
            pictures.setdefault(picture["id"], picture)
        for note in plain.get("annotations", ()):
            if note.get("image_id") in pictures:
                notes[note["image_id"]].append(note)
            else:
                yield problem(self.name(), f"{file}: annotation {note.get('id')} belongs to no picture", "minor")

    def _sample(
        self, picture: dict[str, Any], annotations: list[dict[str, Any]], names: dict[Any, str], folder: Path
    ) -> Iterator[Sample | Finding]:
        name = str(picture.get("file_name", picture["id"]))
        try:
            asset = self._asset(folder, name, picture)
        except GoldsmithError as error:
            yield problem(self.name(), error.problem, file=name)
            return
        notes = []
        for number, one in enumerate(annotations, 1):
            note = _note(one, number, names, asset)
            if note is None:
                yield problem(self.name(), f"{name}: annotation {number} is no box inside the picture", "minor")
            else:
                notes.append(note)
        tags = FrozenDict({"modality": "image"})
        yield Sample(id=stable_id(picture["id"], name), assets=(asset.but(notes=tuple(notes)),), tags=tags)

    def _asset(self, folder: Path, name: str, picture: dict[str, Any]) -> Asset:
        for place in [self.images] if self.images else FOLDERS:
            if (folder / place / name).is_file():
                return picture_asset(folder / place, name, self.licence)
        size = {"width": picture.get("width"), "height": picture.get("height")}
        return Asset.absent(name, kind="image", licence=self.licence, **size)


def _note(one: Any, number: int, names: dict[Any, str], asset: Asset) -> Note | None:
    try:
        if "caption" in one:
            return Note(id=f"caption-{number}", kind="caption", text=str(one["caption"]).strip())
        left, top, width, height = map(float, one["bbox"])
        name = names.get(one.get("category_id"), "object")
    except FAULTS:
        return None
    cut = clipped((left, top, left + width, top + height), asset)
    kind = "crowd" if one.get("iscrowd") else "box"
    return Note(id=f"box-{number}", kind=kind, text=name, box=cut) if cut else None


def _image(asset: Asset, number: int, media: MediaFolder) -> dict[str, Any]:
    size = {"width": asset.width, "height": asset.height}
    return {"id": number, "file_name": media.put(asset), **{key: value for key, value in size.items() if value}}


def _annotation(note: Note, asset: Asset, categories: dict[str, int]) -> dict[str, Any] | None:
    if note.kind == "caption":
        return {"caption": note.text}
    if note.kind not in ("box", "crowd") or note.box is None:
        return None
    left, top, right, bottom = note.box
    category = categories.setdefault(note.text, len(categories) + 1)
    box = [left, top, right - left, bottom - top]
    return {"category_id": category, "bbox": box, "area": box[2] * box[3], "iscrowd": int(note.kind == "crowd")}
