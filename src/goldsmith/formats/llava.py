"""LLaVA's JSON (Visual Instruction Tuning, arXiv:2304.08485): one picture a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.types import Finding, Sample
from goldsmith.formats.dialogs import shown
from goldsmith.formats.files import MediaFolder, first_object, problem
from goldsmith.formats.format import Format
from goldsmith.formats.sharegpt import conversations, read_conversations, write_array


class Llava(Format):
    """A JSON array of objects with `image` (absent for text alone) and `conversations` from `human` and `gpt`."""

    writes: ClassVar[bool] = True

    record: bool = False
    """Keep under the key `goldsmith` what conversations have no place for, so that reading back loses nothing."""

    licence: str = ""
    """The licence of pictures read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file whose first object has `conversations` and a single `image`."""
        first = first_object(path)
        return isinstance(first.get("conversations"), list) and isinstance(first.get("image"), str)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each conversation."""
        yield from read_conversations(self.name(), path, "image", self.licence)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON array; samples with several pictures or with system turns are left out, with a finding."""
        media, left_out = MediaFolder(path), list[Finding]()

        def fitting() -> Iterator[Sample]:
            for sample in samples:
                why = _unfit(sample)
                if why:
                    left_out.append(problem(self.name(), f"sample {sample.id} is left out: {why}", "minor"))
                else:
                    yield sample

        def plain(sample: Sample) -> dict[str, Any]:
            pictures = [media.put(asset) for asset in shown(sample.turns, sample.assets)]
            image = {"image": pictures[0]} if pictures else {}
            return {**sample.foreign, "id": sample.id, **image, "conversations": conversations(sample)}

        yield from write_array(fitting(), path, plain, media, self.record)
        yield from left_out


def _unfit(sample: Sample) -> str:
    pictures = [part for turn in sample.turns for part in turn.parts if part.asset]
    roles = [turn.role for turn in sample.turns]
    if len(pictures) > 1:
        return "it shows several pictures"
    if pictures and not any(part.asset for part in sample.turns[0].parts):
        return "its picture is not in the first turn"
    if roles != ["user", "assistant"] * (len(roles) // 2) or not roles:
        return "its turns do not alternate between user and assistant"
    return ""
