"""Alpaca: one instruction, perhaps an input, one output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample, Turn
from goldsmith.formats.conversations import MEDIA_KEYS, media_of
from goldsmith.formats.dialog_files import DialogFile, read_dialogs
from goldsmith.formats.dialogs import RECORD, beside, own_id, restored, tagged_dialog, untagged
from goldsmith.formats.files import MediaFolder, foreign, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.json_items import first_item

OWN = {"id", "instruction", "input", "output", "system", "history", RECORD, *MEDIA_KEYS}


class Alpaca(Format):
    """A JSON array (or lines) with `instruction`, `input`, `output`, and LLaMA-Factory's `system` and `history`.

    The input is the second text of the last question, and is written from there.
    """

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    record: bool = False
    """Keep under the key `goldsmith` what the fields have no place for."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file whose first object has `instruction` and `output`, both texts."""
        first = first_item(path)
        return (
            isinstance(first.get("instruction"), str) and isinstance(first.get("output"), str) and "image" not in first
        )

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each object."""

        def make(plain: dict[str, Any], number: int, remarks: list[str]) -> Sample:
            return instructed(plain, number, path.parent, "", remarks)

        yield from read_dialogs(self.name(), path, make)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON array; dialogs with pictures or an unusual order of turns are left out, with a finding."""
        yield from DialogFile(self.name(), self.record, _plain, unfit=_unfit, tagged=False).write(samples, path)


def instructed(plain: Mapping[str, Any], number: int, folder: Path, licence: str, remarks: list[str]) -> Sample:
    """An object with an instruction as a sample; tags in its texts stand for the media that it lists, if any.

    Raises:
        GoldsmithError: a field is of another type.
    """
    if not isinstance(plain.get("instruction"), str) or not isinstance(plain.get("output"), str):
        raise GoldsmithError("`instruction` and `output` must be texts")
    instruction, output, system = (_text(plain, key) for key in ("instruction", "output", "system"))
    given = _text(plain, "input")
    spoken = [("system", system)] if system else []
    for question, answer in _history(plain):
        spoken += [("user", question), ("assistant", answer)]
    spoken += [("user", text) for text in (instruction, *([given] if given else []))]
    media = media_of(plain, folder, licence)
    if any(media.values()):
        remarks += untagged([*spoken, ("assistant", output)], media)
        turns = tagged_dialog(spoken, media)
    else:
        turns = tuple(Turn.said(role, text) for role, text in spoken)  # type: ignore[arg-type]
    if given:
        *before, asked, more = turns
        turns = (*before, asked.but(parts=asked.parts + more.parts))
    sample = Sample(
        id=own_id(plain) or stable_id(instruction + (f"\n{given}" if given else ""), output, number),
        assets=tuple({asset.id: asset for assets in media.values() for asset in assets}.values()),
        turns=(*turns, Turn.said("assistant", output)),
        foreign=foreign(plain, OWN),
    )
    return restored(plain.get(RECORD), sample, folder, remarks)


def _text(plain: Mapping[str, Any], key: str) -> str:
    """A field that is a text; empty when it is not there."""
    found = plain.get(key)
    if found is not None and not isinstance(found, str):
        raise GoldsmithError(f"`{key}` is not a text")
    return found or ""


def _history(plain: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    history = plain.get("history") or []
    if not isinstance(history, list):
        raise GoldsmithError("`history` is not a list of pairs")
    for pair in history:
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(text, str) for text in pair):
            raise GoldsmithError("`history` holds something else than pairs of texts")
        yield pair[0], pair[1]


def _plain(sample: Sample, _: MediaFolder) -> dict[str, Any]:
    system = [turn.text for turn in sample.turns if turn.role == "system"]
    *past, asked, answered = [turn for turn in sample.turns if turn.role != "system"]
    instruction, given = _apart(asked)
    plain = {
        **beside(sample, OWN),
        "id": sample.id,
        "instruction": instruction,
        "input": given,
        "output": answered.text,
    }
    history = [[one.text, other.text] for one, other in zip(past[::2], past[1::2], strict=True)]
    return plain | ({"system": system[0]} if system else {}) | ({"history": history} if history else {})


def _apart(asked: Turn) -> tuple[str, str]:
    """The first text of a question, and what follows it."""
    first, *rest = (str(part.text) for part in asked.parts) if asked.parts else [""]
    given = "\n".join(rest)
    return (first, given) if given else (asked.text, "")


def _unfit(sample: Sample) -> str:
    first, *rest = sample.turns
    turns = rest if first.role == "system" else sample.turns
    if any(part.asset for turn in sample.turns for part in turn.parts):
        return "it shows pictures or other media"
    if [turn.role for turn in turns] != ["user", "assistant"] * (len(turns) // 2) or not turns:
        return "its turns do not alternate between user and assistant"
    if first.role == "system" and not first.text:
        return "its system turn is empty"
    return ""
