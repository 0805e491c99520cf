"""WebDataset: tar files in which the members of a sample share a name."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.dialogs import RECORD, dialog, marked, record_of, restored, shown
from goldsmith.formats.files import FAULTS, drafted, problem, readable, said, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.table_rows import asset_of_cell

PICTURES = frozenset(("jpg", "jpeg", "png", "webp", "gif", "bmp"))
LARGEST_MEMBER = 1 << 30


class Webdataset(Format):
    """A tar file with `KEY.json` and pictures `KEY.0.jpg`, ... a sample; others' `KEY.jpg` with `KEY.txt` too."""

    writes: ClassVar[bool] = True

    licence: str = ""
    """The licence of pictures read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A tar file, or a folder of them."""
        if path.is_dir():
            return any(path.glob("*.tar"))
        return path.suffix == ".tar" and tarfile.is_tarfile(path)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each run of members with the same key; nothing is unpacked to disk."""
        for file in sorted(path.glob("*.tar")) if path.is_dir() else [readable(path)]:
            try:
                for key, members in _grouped(file):
                    yield self._sample(key, members, file)
            except tarfile.TarError as error:
                yield problem(self.name(), f"{file}: damaged: {error}", file=file.name)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One tar file, the same bytes for the same samples; nothing is lost."""
        with drafted(path) as draft, tarfile.open(draft, "w") as tar:
            for number, sample in enumerate(samples):
                key = f"{number:08}"
                for name, data in _members(sample):
                    member = tarfile.TarInfo(f"{key}.{name}")
                    member.size = len(data)
                    tar.addfile(member, io.BytesIO(data))
        yield from ()

    def _sample(self, key: str, members: dict[str, bytes], file: Path) -> Sample | Finding:
        try:
            plain = json.loads(members.get("json", b"{}"))
            pictures = [
                asset_of_cell(data, self.licence).but(source=f"{file.name}/{key}.{name}")
                for name, data in sorted(members.items(), key=lambda item: _place(item[0]))
                if name.rpartition(".")[2] in PICTURES
            ]
            return _built(key, plain, pictures, members.get("txt"))
        except FAULTS as error:
            return problem(self.name(), f"{file}: {key}: {said(error)}", key=key)


def _built(key: str, plain: dict[str, Any], pictures: list[Asset], text: bytes | None) -> Sample:
    notes = (Note(id="caption-1", kind="caption", text=text.decode("utf-8", "replace").strip()),) if text else ()
    if notes and pictures:
        pictures[0] = pictures[0].but(notes=notes)
    spoken = [(turn["role"], turn["content"]) for turn in plain.get("messages", ())]
    pointed = plain.get("pointed")
    listed = [pictures[place] for place in pointed] if pointed is not None else pictures
    sample = Sample(
        id=str(plain.get("id") or stable_id(key, [asset.id for asset in pictures])),
        assets=tuple({asset.id: asset for asset in pictures}.values()),
        turns=dialog(spoken, listed) if spoken else (),
    )
    return restored(plain.get(RECORD), sample)


def _members(sample: Sample) -> Iterator[tuple[str, bytes]]:
    kept = [asset for asset in sample.assets if asset.size is not None]
    places = {asset.id: place for place, asset in enumerate(kept)}
    plain = {
        "id": sample.id,
        "messages": [{"role": turn.role, "content": marked(turn)} for turn in sample.turns],
        "pointed": [places[asset.id] for asset in shown(sample.turns, sample.assets) if asset.id in places],
        RECORD: record_of(sample),
    }
    yield "json", json.dumps(plain, ensure_ascii=False).encode()
    for place, asset in enumerate(kept):
        yield f"{place}.{asset.mime.rpartition('/')[2].replace('jpeg', 'jpg') or 'bin'}", asset.read()


def _grouped(file: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    current, members = "", dict[str, bytes]()
    with tarfile.open(file, "r|") as tar:
        for member in tar:
            key, _, name = Path(member.name).name.partition(".")
            if not member.isfile() or not name or member.size > LARGEST_MEMBER:
                continue
            if key != current and members:
                yield current, members
                members = {}
            stream = tar.extractfile(member)
            current, members[name.lower()] = key, stream.read() if stream else b""
    if members:
        yield current, members


def _place(name: str) -> tuple[int, str]:
    number = name.partition(".")[0]
    return (int(number) if number.isdigit() else 0, name)
