"""What slow checks said, kept by what they looked at, so that the same is not asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from goldsmith.core.types import Finding
from goldsmith.store.files import write_whole

_FINDINGS = TypeAdapter(list[Finding])


@dataclass(frozen=True)
class KeptFindings:
    """A folder of small files, `ab/<key>.json`: any number of processes, also on a cluster, may read and add."""

    root: Path

    def get(self, key: str) -> list[Finding] | None:
        """The findings kept under a key; None when there are none, or the file is damaged."""
        try:
            return _FINDINGS.validate_json(self._path(key).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def put(self, key: str, findings: Sequence[Finding]) -> None:
        """Keep findings, perhaps none."""
        write_whole(self._path(key), _FINDINGS.dump_json(list(findings), exclude_defaults=True))

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / f"{key}.json"
