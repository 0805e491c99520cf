"""WebDataset: tar files in which the members of a sample share a name."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.dialogs import RECORD, dialog, restored, shown
from goldsmith.formats.files import FAULTS, drafted, foreign, problem, said, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.kept_records import WRITTEN, kept, written
from goldsmith.formats.tables import asset_of_bytes
from goldsmith.formats.tar_members import members
from goldsmith.media.look import SUFFIXES
from goldsmith.media.mime import kind_of, mime_of

PLAIN = frozenset(("json", "txt", "cls"))
"""Endings of members that are no media: the sample's record, its caption, its class."""

LARGEST_SAMPLE = 1 << 30
"""Bytes of all members of a sample together; they are held in memory."""


class Webdataset(Format):
    """A tar file with `KEY.json` and media `KEY.0.jpg`, ... a sample; others' `KEY.jpg`, `KEY.txt`, `KEY.cls` too."""

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    licence: str = ""
    """The licence of the media read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A file that ends in .tar, or a folder with one."""
        if path.is_dir():
            return any(path.glob("*.tar"))
        return path.suffix == ".tar" and path.is_file()

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each run of members with the same key; nothing is unpacked to disk."""
        for file in sorted(path.glob("*.tar")) if path.is_dir() else [path]:
            for group in _grouped(file, self.name()):
                yield group if isinstance(group, Finding) else self._sample(*group, file)

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

    def _sample(self, key: str, held: dict[str, bytes], file: Path) -> Sample | Finding:
        try:
            plain = json.loads(held.get("json", b"{}"))
            media = [
                asset_of_bytes(data, self.licence, f"{file.name}/{key}.{name}", _promises_picture(name))
                for name, data in sorted(held.items(), key=lambda item: _place(item[0]))
                if name not in PLAIN
            ]
            if media:
                media[0] = media[0].but(notes=tuple(_noted(held)))
            return _built(f"{file.name}/{key}", plain, media)
        except FAULTS as error:
            return problem(self.name(), f"{file}: {key}: {said(error)}", key=key)


def _noted(held: dict[str, bytes]) -> Iterator[Note]:
    for ending, kind in (("txt", "caption"), ("cls", "label")):
        text = held.get(ending, b"").decode().strip()
        if text:
            yield Note(id=f"{kind}-1", kind=kind, text=text)


def _built(key: str, plain: dict[str, Any], media: list[Asset]) -> Sample:
    whole = kept(plain, media)
    if whole:
        return whole
    spoken = [(turn["role"], turn["content"]) for turn in plain.get("messages", ())]
    if not spoken and not media and RECORD not in plain:
        raise GoldsmithError("neither media nor messages")
    pointed = plain.get("pointed")
    listed = [media[place] for place in pointed] if pointed is not None else media
    sample = Sample(
        id=str(plain.get("id") or stable_id(key, [asset.id for asset in media])),
        assets=tuple({asset.id: asset for asset in media}.values()),
        turns=dialog(spoken, listed) if spoken else (),
        foreign=foreign(plain, set(WRITTEN)),
    )
    return restored(plain.get(RECORD), sample)


def _members(sample: Sample) -> Iterator[tuple[str, bytes]]:
    media = [asset for asset in sample.assets if asset.size is not None]
    places = {asset.id: place for place, asset in enumerate(media)}
    pointed = [places[asset.id] for asset in shown(sample.turns, sample.assets) if asset.id in places]
    yield "json", json.dumps({**written(sample), "pointed": pointed}, ensure_ascii=False).encode()
    for place, asset in enumerate(media):
        yield f"{place}.{asset.mime.rpartition('/')[2].replace('jpeg', 'jpg') or 'bin'}", asset.read()


def _grouped(file: Path, form: str) -> Iterator[tuple[str, dict[str, bytes]] | Finding]:
    """The members of each sample by their endings; the key is all up to the first dot of the name, folder included."""
    current, held = "", dict[str, bytes]()
    try:
        for member in members(file, form):
            if isinstance(member, Finding):
                yield member
                continue
            name, data = member
            key, ending = _split(name)
            if ending and key != current:
                if held:
                    yield current, held
                current, held = key, {}
            why = _unfit(ending, data, held)
            if why:
                yield problem(form, f"{file}: {name} is passed over: {why}", "minor", file=file.name)
            else:
                held[ending] = data
    except GoldsmithError as error:
        lost = f"; the sample {current!r} is left out, since it may be incomplete" if held else ""
        yield problem(form, error.problem + lost, file=file.name)
        return
    if held:
        yield current, held


def _split(name: str) -> tuple[str, str]:
    """A member's key, folder included, and its ending: what is before and after the first dot of its base name."""
    folder, slash, base = name.rpartition("/")
    stem, _, ending = base.partition(".")
    return folder + slash + stem, ending.lower() if stem else ""


def _unfit(ending: str, data: bytes, held: dict[str, bytes]) -> str:
    if not ending:
        return "its name is not a key, a dot and an ending"
    if ending in held:
        return "its sample holds a member of this name already"
    if sum(map(len, held.values())) + len(data) > LARGEST_SAMPLE:
        return f"its sample is larger than {LARGEST_SAMPLE:,} bytes"
    if ending in PLAIN or _promises_picture(ending) or kind_of(mime_of(data, _last(ending))):
        return ""
    return "it is not media of a known kind"


def _promises_picture(ending: str) -> bool:
    return f".{_last(ending)}" in SUFFIXES


def _last(ending: str) -> str:
    return ending.rpartition(".")[2]


def _place(name: str) -> tuple[int, str]:
    number = name.partition(".")[0]
    return (int(number) if number.isdigit() else 0, name)
