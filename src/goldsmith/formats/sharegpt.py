"""ShareGPT: conversations with `from` and `value`, pictures listed beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.types import Finding, Sample
from goldsmith.formats.conversations import conversation, spoken_plainly, untaggable
from goldsmith.formats.dialog_files import DialogFile, read_dialogs
from goldsmith.formats.format import Format
from goldsmith.formats.json_items import first_item


class Sharegpt(Format):
    r"""A JSON array (or lines) of objects with `conversations` and perhaps `images`, `videos`, `audios`.

    In the texts `<image>` stands for the next picture; where a text itself speaks of such a tag it is `<\image>`.
    """

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    record: bool = True
    """Keep under the key `goldsmith` what conversations have no place for, so that reading back loses nothing."""

    licence: str = ""
    """The licence of media read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file whose first object has `conversations` and no single `image`."""
        first = first_item(path)
        return isinstance(first.get("conversations"), list) and "image" not in first

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each conversation."""

        def make(plain: dict[str, Any], number: int, remarks: list[str]) -> Sample:
            return conversation(plain, number, path.parent, self.licence, remarks)

        yield from read_dialogs(self.name(), path, make)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON array, media in a folder beside the file."""
        file = DialogFile(self.name(), self.record, spoken_plainly, unfit=untaggable, messages="conversations")
        yield from file.write(samples, path)
