"""Labelled texts in a project's file: what a classifier learns from."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.file_digest import file_digest
from goldsmith.models.text_classifier import FOLDS, Labelled

LARGEST = 50_000_000
"""Bytes of a file of labels."""
MOST = 3_000
"""Texts that a classifier is fitted to: its time grows with the cube of their number."""
_REMEDY = 'write lines as {"text": "...", "label": "general"}, or CSV with the columns text and label'


def labelled_texts(path: Path) -> tuple[Labelled, ...]:
    """The texts of a JSONL or CSV file with their labels, each text once.

    Raises:
        GoldsmithError: it cannot be read, or an item is not as it should be, with its line; too many texts; one text
            with two labels.
    """
    return _read(path, file_digest(path))


def too_few(examples: tuple[Labelled, ...], least: int) -> str:
    """Why a classifier cannot be fitted to these texts; empty where it can."""
    counts = Counter(one.label for one in examples)
    short = [f"{label!r} has {count}" for label, count in sorted(counts.items()) if count < max(least, FOLDS)]
    if len(counts) < 2:
        return f"the labels are all {next(iter(counts), 'missing')!r}: two are needed"
    return f"too few labelled texts: {', '.join(short)}, {max(least, FOLDS)} are needed of each" if short else ""


@functools.lru_cache(maxsize=8)
def _read(path: Path, _held: str) -> tuple[Labelled, ...]:
    try:
        if path.stat().st_size > LARGEST:
            raise GoldsmithError(f"the labels {path} are too large", f"{MOST:,} texts at most are read")
        whole = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldsmithError(f"the labels {path} cannot be read: {error}", _REMEDY) from error
    told: dict[str, str] = {}
    for line, item in (_of_csv if path.suffix.lower() == ".csv" else _of_lines)(path, whole):
        text, label = (item.get(key) for key in ("text", "label")) if isinstance(item, dict) else (None, None)
        if not (isinstance(text, str) and text.strip() and isinstance(label, str) and label.strip()):
            raise GoldsmithError(f"{path}:{line}: this is no labelled text", _REMEDY)
        if told.setdefault(text, label.strip()) != label.strip():
            raise GoldsmithError(f"{path}:{line}: the same text has another label above", "keep one of them")
    if len(told) > MOST:
        raise GoldsmithError(f"{path} holds {len(told):,} texts, more than {MOST:,}", "keep a fair sample of them")
    return tuple(Labelled(*item) for item in told.items())


def _of_lines(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise GoldsmithError(f"{path}:{number}: this is not JSON: {error}", _REMEDY) from error


def _of_csv(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    rows = csv.DictReader(io.StringIO(text), strict=True)
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise GoldsmithError(f"{path}:{rows.line_num}: this is not CSV: {error}", _REMEDY) from error
