"""The base of every outside format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from goldsmith.core.step import Step
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.files import problem
from goldsmith.formats.missing_media import MissingMedia


class Format(Step):
    """Reads samples from files of other tools, and writes them where the format can carry them.

    `read` yields samples and, for items that cannot be read, findings that name file and item; the rest goes on.
    `write` yields a finding for everything the format cannot carry, so that nothing is dropped silently.
    Who takes samples in calls `samples`, which adds to `read` what holds for every format.
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

    def samples(self, path: Path, limit: int | None = None) -> Iterator[Sample | Finding]:
        """What `read` gives, at most `limit` samples, each id once; at the end it is said whose media are not at hand.

        A sample with an id that was there before gives way to a finding: two samples of one id could not be told apart
        by anything that follows. So does one that could not be stored. Held in memory: the ids.
        """
        seen: set[str] = set()
        media = MissingMedia()
        for item in self.read(path):
            if isinstance(item, Finding):
                yield item
                continue
            media.look(item)
            why = f"the id {item.id!r} was there before" if item.id in seen else _unfit(item)
            if why:
                yield problem(self.name(), f"{path}: sample {media.samples}: {why}")
                continue
            seen.add(item.id)
            yield item
            if len(seen) == limit:
                break
        yield from media.said(self.name(), path)


def _unfit(sample: Sample) -> str:
    """Why a sample could not be stored: texts may hold halves of characters, from file names or escapes in JSON."""
    try:
        sample.model_dump_json()
    except ValueError as error:
        return f"it cannot be stored: {error}"
    return ""
