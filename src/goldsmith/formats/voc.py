"""Pascal VOC: an XML file with boxes for each picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Place, Sample
from goldsmith.formats.boxes import clipped
from goldsmith.formats.files import (
    FAULTS,
    drafted,
    media_name,
    picture_beside,
    problem,
    readable,
    readable_file,
    said,
    stable_id,
)
from goldsmith.formats.format import Format
from goldsmith.formats.left_behind import LeftBehind

PICTURE_FOLDERS = ("JPEGImages", "images", "image", "imgs", ".")
ANNOTATION_FOLDERS = ("Annotations", "annotations", "labels", ".")
LARGEST_XML = 16 << 20


class Voc(Format):
    """A folder with annotations (`Annotations/*.xml`) and pictures (`JPEGImages` or `images`); boxes become notes."""

    writes: ClassVar[bool] = True

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with an XML file that begins like an annotation."""
        first = next(filter(Path.is_file, _annotations(path)), None) if path.is_dir() else None
        if first is None:
            return False
        with first.open("rb") as file:
            return b"<annotation" in file.read(400)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each annotation file, with a `box` note for each object."""
        files = _annotations(readable(path))
        if not files:
            raise GoldsmithError(
                f"{path} holds no annotations", f"they are looked for in {', '.join(ANNOTATION_FOLDERS)}"
            )
        passed_over: set[str] = set()
        for file in files:
            try:
                root = _parsed(file)
                asset = self._asset(root, path, file)
            except FAULTS as error:
                yield problem(self.name(), f"{file}: {said(error)}", file=file.name)
                continue
            notes, faults = _boxes(root, asset, file, self.name())
            yield from faults
            passed_over.update(child.tag for item in root.iterfind("object") for child in item if child.text)
            tags = FrozenDict({"modality": "image", "dataset": path.name})
            yield Sample(id=stable_id(file.stem, asset.id), assets=(asset.but(notes=tuple(notes)),), tags=tags)
        rest = sorted(str(tag) for tag in passed_over - {"name", "bndbox"})
        if rest:
            yield problem(self.name(), f"{path}: fields of objects that are not taken in: {', '.join(rest)}", "note")

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """Pictures, and an annotation file for each time that one is in a sample."""
        left = LeftBehind(self.name(), "box notes")
        with drafted(path) as draft:
            for folder in ("Annotations", "JPEGImages"):
                (draft / folder).mkdir(parents=True)
            for sample in samples:
                for asset in left.pictures(sample):
                    yield from self._write(sample, asset, draft)
        yield from left.said()

    def _write(self, sample: Sample, asset: Asset, folder: Path) -> Iterator[Finding]:
        if asset.size is None:
            message = f"a picture of sample {sample.id} is left out, since it is not at hand: {asset.source}"
            yield problem(self.name(), message, "minor", sample=sample.id)
            return
        for note in asset.noted("box"):
            if note.box is None or not _is_name(note.text):
                message = f"a box of sample {sample.id} is left out, since {note.text!r:.80} is no name in XML"
                yield problem(self.name(), message, "minor", sample=sample.id)
        (folder / "JPEGImages" / media_name(asset)).write_bytes(asset.read())
        names = chain([asset.id], (f"{asset.id}-{number}" for number in count(2)))
        files = (folder / "Annotations" / f"{name}.xml" for name in names)
        next(file for file in files if not file.exists()).write_bytes(_xml(asset))

    def _asset(self, root: Any, path: Path, file: Path) -> Asset:
        name = root.findtext("filename") or f"{file.stem}.jpg"
        asset = picture_beside(path, PICTURE_FOLDERS, (name, f"{file.stem}{Path(name).suffix or '.jpg'}"), self.licence)
        return asset if asset.size is not None else asset.but(**_size(root))


def _annotations(path: Path) -> list[Path]:
    for folder in ANNOTATION_FOLDERS:
        found = sorted((path / folder).glob("*.xml"))
        if found:
            return found
    return []


def _parsed(file: Path) -> Any:
    from lxml import etree

    if readable_file(file).stat().st_size > LARGEST_XML:
        raise GoldsmithError(f"too large for an annotation: more than {LARGEST_XML:,} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise GoldsmithError(f"line {error.lineno}: not XML: {error.msg}") from error


def _size(root: Any) -> dict[str, int]:
    """Width and height in pixels as the annotation gives them, where it gives them."""
    told = {edge: (root.findtext(f"size/{edge}") or "").strip() for edge in ("width", "height")}
    return {edge: int(text) for edge, text in told.items() if text.isascii() and text.isdigit() and len(text) < 10}


def _boxes(root: Any, asset: Asset, file: Path, form: str) -> tuple[list[Note], list[Finding]]:
    notes, faults = [], []
    for number, item in enumerate(root.iterfind("object"), 1):
        name = (item.findtext("name") or "").strip()
        edges = [item.findtext(f"bndbox/{edge}") for edge in ("xmin", "ymin", "xmax", "ymax")]
        try:
            if not name:
                raise GoldsmithError("it has no name")
            box, cut = clipped(edges, asset)
        except GoldsmithError as error:
            message = f"{file}: object {number}: {error.problem}"
            faults.append(problem(form, message, "minor", file=file.name))
            continue
        if cut:
            message = f"{file}: the box of object {number} ({name}) reached outside the picture and was clipped"
            faults.append(problem(form, message, "note").but(where=Place(box=box)))
        notes.append(Note(id=f"box-{number}", kind="box", text=name, box=box))
    return notes, faults


def _xml(asset: Asset) -> bytes:
    from lxml import etree
    from lxml.builder import E  # type: ignore[import-not-found]

    size = {"width": asset.width, "height": asset.height, "depth": 3}
    root = E.annotation(
        E.filename(media_name(asset)),
        E.size(*(E(edge, str(pixels)) for edge, pixels in size.items() if pixels)),
    )
    for note in asset.noted("box"):
        if note.box and _is_name(note.text):
            edges = zip(("xmin", "ymin", "xmax", "ymax"), note.box, strict=True)
            box = E.bndbox(*(E(edge, f"{value:.17g}") for edge, value in edges))
            root.append(E.object(E.name(note.text), box))
    data: bytes = etree.tostring(root, pretty_print=True)
    return data


def _is_name(text: str) -> bool:
    """Whether XML can hold a text as the name of an object: it knows no control characters."""
    return bool(text.strip()) and all(sign >= " " and sign not in "\ufffe\uffff\x7f" for sign in text)
