"""Decontamination: leave out what is in the evaluation sets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import Field

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.select.alike_pictures import AlikePictures
from goldsmith.select.selector import Selector
from goldsmith.select.wording import number, wording

_WORDS = re.compile(r"\w+")


class Decontaminate(Selector):
    """Leave out samples that share word n-grams or pictures with evaluation sets; a finding shows the evidence."""

    against: tuple[str, ...] = Field(min_length=1)
    """Evaluation sets: JSON or JSONL files (all texts in them), plain text files (a line each), folders of pictures."""
    ngram: int = Field(default=10, ge=3)
    """Words in a row that are too many to share by chance; shorter texts are compared whole."""

    def identity(self) -> dict[str, Any]:
        """The settings, and the sizes and times of the files held against."""
        files = [file for name in self.against for file in _files(Path(name).expanduser())]
        return {
            **super().identity(),
            "files": [[str(file), file.stat().st_size, file.stat().st_mtime_ns] for file in files],
        }

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """Samples without a match."""
        known, pictures = self._known()
        for sample in samples:
            words = _WORDS.findall(wording(sample).lower())
            shared = next((gram for gram in _grams(words, self.ngram) if number(gram) in known), None)
            picture = next(
                (asset for asset in sample.assets if asset.id in pictures.prints or self._like(pictures, asset)), None
            )
            if shared:
                yield self.finding(sample, "major", f"shares {shared!r} with an evaluation set", ngram=shared)
            elif picture:
                yield self.finding(sample, "major", "shows a picture of an evaluation set", asset=picture.id)
            else:
                yield sample

    def _like(self, pictures: AlikePictures, asset: Asset) -> bool:
        return bool(pictures.like(asset, remember=False))

    def _known(self) -> tuple[set[int], AlikePictures]:
        known: set[int] = set()
        pictures = AlikePictures()
        for name in self.against:
            path = Path(name).expanduser()
            for file in _files(path):
                if path.is_dir() and file.suffix.lower() not in (".json", ".jsonl", ".txt"):
                    data = file.read_bytes()
                    pictures.like(Asset.made(data, kind="image"))
                    continue
                for text in _texts(file):
                    known.update(map(number, _grams(_WORDS.findall(text.lower()), self.ngram)))
        return known, pictures


def _grams(words: list[str], size: int) -> Iterator[str]:
    """Runs of words; a text of three words or more that is shorter than a run counts whole."""
    if 3 <= len(words) < size:
        yield " ".join(words)
    for start in range(len(words) - size + 1):
        yield " ".join(words[start : start + size])


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise GoldsmithError(f"there is no evaluation set {path}", "`against` names files and folders")
    return [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())


def _texts(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix == ".json":
        yield from _strings(json.loads(text))
    else:
        for line in text.splitlines():
            yield from _strings(json.loads(line)) if file.suffix == ".jsonl" and line.strip() else [line]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
