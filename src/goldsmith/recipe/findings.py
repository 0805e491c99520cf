"""Findings as JSON lines: streamed out while a stage works, streamed in when they are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from goldsmith.core.types import Finding, Record
from goldsmith.recipe.tally import Tally
from goldsmith.store.files import whole, write_whole


def write_lines(path: Path, records: Sequence[Record]) -> None:
    """Records as JSON lines; no file when there are none."""
    if records:
        write_whole(path, "".join(record.model_dump_json(exclude_defaults=True) + "\n" for record in records))
    else:
        path.unlink(missing_ok=True)


class FindingsFile:
    """Takes findings one by one, counts them, and holds none of them in memory."""

    def __init__(self, file: TextIO, tally: Tally) -> None:
        self.file = file
        self.tally = tally
        self.first_major: Finding | None = None

    def add(self, finding: Finding) -> None:
        """Write and count a finding."""
        self.file.write(self.tally.counted(finding).model_dump_json(exclude_defaults=True) + "\n")
        if finding.severity == "major" and self.first_major is None:
            self.first_major = finding


@contextmanager
def findings_file(path: Path, tally: Tally) -> Iterator[FindingsFile]:
    """A file of findings that is there when the block ends well."""
    with whole(path) as draft, draft.open("w", encoding="utf-8") as file:
        yield FindingsFile(file, tally)


def read_findings(folder: Path) -> Iterator[Finding]:
    """All findings of a stage's folder, in order."""
    yield from (Finding.model_validate(line) for line in _json_lines(folder / "findings"))


def read_failures(folder: Path) -> Iterator[dict[str, Any]]:
    """All samples that failed in a stage: `sample`, `error` and `trace`."""
    yield from _json_lines(folder / "failed")


def _json_lines(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)
