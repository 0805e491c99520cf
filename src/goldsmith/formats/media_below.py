"""The media files below a folder, a sample each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.files import FAULTS, problem, readable, said, stable_id


def any_below(path: Path, suffixes: Collection[str]) -> bool:
    """Whether there is a file with one of some endings in a folder."""
    return path.is_dir() and any(one.suffix.lower() in suffixes for one in path.rglob("*"))


def samples_below(
    form: str, path: Path, suffixes: Collection[str], opened: Callable[[str], Asset], labels: bool
) -> Iterator[Sample | Finding]:
    """A draft for each file in the order of their names; the same file twice gives one.

    Args:
        form: the format's name, for findings.
        path: the folder.
        suffixes: the endings of the files, in small letters.
        opened: the asset of a file by its name below the folder.
        labels: whether the name of the folder that a file lies in becomes its label.
    """
    seen: dict[str, str] = {}
    for file in sorted(one for one in readable(path).rglob("*") if one.suffix.lower() in suffixes):
        name = str(file.relative_to(path))
        if file.is_dir():
            continue
        try:
            asset = opened(name)
            sample = _draft(asset, name, file.parent.name if labels and file.parent != path else "")
        except FAULTS as error:
            yield problem(form, f"{path}: {name}: {said(error)}", file=name)
            continue
        if asset.id in seen:
            what = "picture" if asset.kind == "image" else asset.kind
            yield problem(form, f"{name} is the same {what} as {seen[asset.id]}", "note", file=name)
            continue
        seen[asset.id] = name
        yield sample


def _draft(asset: Asset, name: str, folder: str) -> Sample:
    notes = (Note(id="label", kind="label", text=folder),) if folder else ()
    tags = FrozenDict({"modality": asset.kind})
    return Sample(id=stable_id(name, asset.id), assets=(asset.but(notes=notes),), tags=tags)
