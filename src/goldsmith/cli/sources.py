"""What a command is to read: a file, a folder that one format knows, the files in a folder, or standard input."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldsmith.core.types import Finding, Sample
    from goldsmith.formats.format import Format

STDIN = Path("-")
SUFFIXES = (".jsonl", ".json", ".parquet", ".tar", ".csv", ".tsv")
"""Endings of files in a folder that may be data."""
LOOSE = ("pictures", "clips", "parquet", "webdataset")
"""Formats that know any folder with a file of theirs in it, also one of dialogs about pictures, or of many formats."""


@dataclass
class Source:
    """One file or folder of one format, and what was read from it."""

    path: Path
    shown: Path
    """The path as the user knows it."""
    reader: Format
    samples: list[Sample] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """About what could not be read."""

    @property
    def label(self) -> str:
        """The path as text, also where the name of a file is no UTF-8."""
        from goldsmith.formats.files import legible

        return legible(str(self.shown))

    def read(self, limit: int | None) -> Source:
        """Take all samples in."""
        from goldsmith.core.types import Sample

        for item in self.reader.samples(self.path, limit):
            if isinstance(item, Sample):
                self.samples.append(item)
            else:  # the user never saw the file that standard input is kept in
                self.findings.append(item.but(message=item.message.replace(str(self.path), self.label)))
        return self


@contextmanager
def sources(path: Path, form: str | None) -> Iterator[list[Source]]:
    """What there is to read at a path; `-` is standard input, kept in a file while the block lasts.

    Raises:
        GoldsmithError: no format knows it, or standard input comes without the name of a format.
    """
    if path != STDIN:
        yield _at(path, form)
        return
    from goldsmith.core.errors import GoldsmithError
    from goldsmith.formats.detect import ENDINGS
    from goldsmith.formats.format import Format

    if not form:
        raise GoldsmithError("standard input does not say which format it has", "name it: --format chat-jsonl")
    reader = Format.build(form)
    ending = next((ending for ending, name in ENDINGS.items() if name == reader.name()), ".json")
    with TemporaryDirectory() as folder:
        kept = Path(folder) / f"stdin{ending}"
        with kept.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield [Source(kept, Path("stdin"), reader)]


def _at(path: Path, form: str | None) -> list[Source]:
    from goldsmith.core.errors import GoldsmithError
    from goldsmith.formats.detect import detect
    from goldsmith.formats.format import Format

    if form:
        reader = Format.build(form)
        files = _inside(path) if path.is_dir() and not reader.knows(path) else []
        of_format = [Source(one.path, one.shown, reader) for one in files if one.reader.name() == reader.name()]
        return of_format or [Source(path, path, reader)]
    try:
        whole = Source(path, path, detect(path))
    except GoldsmithError:
        inside = _inside(path)
        if not inside:
            raise
        return inside
    if whole.reader.name() not in LOOSE:
        return [whole]
    inside = _inside(path)
    return inside if {one.reader.name() for one in inside} - {whole.reader.name()} else [whole]


def _inside(folder: Path) -> list[Source]:
    """The data files in a folder and the folders below it; one of no known format is kept out, and said so."""
    from goldsmith.core.errors import GoldsmithError
    from goldsmith.core.types import Finding
    from goldsmith.formats.detect import detect
    from goldsmith.formats.files import legible

    found, unknown = [], []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        # what is stored beside a data file, in `<name>.media`, are its media and no data of their own
        hidden = any(part.startswith(".") or part.endswith(".media") for part in path.relative_to(folder).parts)
        if path.suffix not in SUFFIXES or hidden or not path.is_file():
            continue
        try:
            found.append(Source(path, path, detect(path)))
        except GoldsmithError as error:
            unknown.append(Finding(check="detect", severity="not run", message=legible(error.problem)))
    if found:
        found[0].findings += unknown
    return found
