"""The base of every outside format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from goldsmith.core.step import Step
from goldsmith.core.types import Finding, Sample


class Format(Step):
    """Reads samples from files of other tools, and writes them where the format can carry them.

    `read` yields samples and, for items that cannot be read, findings that name file and item; the rest goes on.
    `write` yields a finding for everything the format cannot carry, so that nothing is dropped silently.
    """

    room: ClassVar[str] = "goldsmith.formats"
    reads: ClassVar[bool] = True
    writes: ClassVar[bool] = False

    @classmethod
    def knows(cls, path: Path) -> bool:
        """Whether a file or folder looks like this format, decided from its name and first bytes."""
        return False

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The samples in a file or folder, in a stable order."""
        raise NotImplementedError

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """Write samples (to a file or folder that does not exist yet); yields what had to be left out."""
        raise NotImplementedError
