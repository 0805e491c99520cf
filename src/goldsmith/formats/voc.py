"""Pascal VOC: an XML file with boxes for each picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Place, Sample
from goldsmith.formats.boxes import clipped
from goldsmith.formats.files import drafted, media_name, picture_beside, problem, readable, stable_id
from goldsmith.formats.format import Format

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
        first = next(iter(_annotations(path)), None) if path.is_dir() else None
        return first is not None and b"<annotation" in first.read_bytes()[:400]

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each annotation file, with a `box` note for each object."""
        files = _annotations(readable(path))
        if not files:
            raise GoldsmithError(
                f"{path} holds no annotations", f"they are looked for in {', '.join(ANNOTATION_FOLDERS)}"
            )
        for file in files:
            try:
                root = _parsed(file)
                asset = self._asset(root, path, file)
            except GoldsmithError as error:
                yield problem(self.name(), error.problem, file=file.name)
                continue
            notes, faults = _boxes(root, asset, file, self.name())
            yield from faults
            tags = FrozenDict({"modality": "image", "dataset": path.name})
            yield Sample(id=stable_id(file.stem, asset.id), assets=(asset.but(notes=tuple(notes)),), tags=tags)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """Pictures and annotations of all assets with boxes."""
        with drafted(path) as draft:
            for folder in ("Annotations", "JPEGImages"):
                (draft / folder).mkdir(parents=True)
            for sample in samples:
                for asset in sample.assets:
                    yield from self._write(asset, draft)
                if sample.turns:
                    yield problem(self.name(), "turns and tags cannot be carried", "note")

    def _write(self, asset: Asset, folder: Path) -> Iterator[Finding]:
        if asset.size is None or not asset.width:
            yield problem(
                self.name(), f"asset {asset.source or asset.id} is left out: its picture is not at hand", "minor"
            )
            return
        if any(note.kind != "box" for note in asset.notes):
            yield problem(self.name(), "notes other than boxes cannot be carried", "note")
        (folder / "JPEGImages" / media_name(asset)).write_bytes(asset.read())
        (folder / "Annotations" / f"{asset.id}.xml").write_bytes(_xml(asset))

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

    if file.stat().st_size > LARGEST_XML:
        raise GoldsmithError(f"{file} is too large for an annotation")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise GoldsmithError(f"{file}:{error.lineno}: not XML: {error.msg}") from error


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

    root = E.annotation(
        E.filename(media_name(asset)),
        E.size(E.width(str(asset.width)), E.height(str(asset.height)), E.depth("3")),
    )
    for note in asset.noted("box"):
        if note.box:
            edges = zip(("xmin", "ymin", "xmax", "ymax"), note.box, strict=True)
            box = E.bndbox(*(E(edge, f"{value:g}") for edge, value in edges))
            root.append(E.object(E.name(note.text), box))
    data: bytes = etree.tostring(root, pretty_print=True)
    return data
