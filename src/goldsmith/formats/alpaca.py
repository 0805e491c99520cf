"""Alpaca: one instruction, perhaps an input, one output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.types import Finding, Sample, Turn
from goldsmith.formats.dialogs import RECORD, restored
from goldsmith.formats.files import FAULTS, MediaFolder, first_object, foreign, items, problem, said, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.sharegpt import write_array

FIELDS = {"id", "instruction", "input", "output", "system", "history", RECORD}


class Alpaca(Format):
    """A JSON array (or lines) with `instruction`, `input`, `output`, and LLaMA-Factory's `system` and `history`."""

    writes: ClassVar[bool] = True

    record: bool = False
    """Keep under the key `goldsmith` what the fields have no place for."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file whose first object has `instruction` and `output`, both texts."""
        first = first_object(path)
        return (
            isinstance(first.get("instruction"), str) and isinstance(first.get("output"), str) and "image" not in first
        )

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each object."""
        for item in items(path, self.name()):
            if isinstance(item, Finding):
                yield item
                continue
            number, plain = item
            if not isinstance(plain.get("instruction"), str) or not isinstance(plain.get("output"), str):
                yield problem(
                    self.name(), f"{path}: item {number}: `instruction` and `output` must be texts", item=number
                )
                continue
            try:
                yield _sample(plain, number)
            except FAULTS as error:
                yield problem(self.name(), f"{path}: item {number}: {said(error)}", item=number)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON array; dialogs with pictures or an unusual order of turns are left out, with a finding."""
        left_out: list[Finding] = []

        def fitting() -> Iterator[Sample]:
            for sample in samples:
                roles = [turn.role for turn in sample.turns if turn.role != "system"]
                pictured = any(part.asset for turn in sample.turns for part in turn.parts)
                if pictured or not roles or roles != ["user", "assistant"] * (len(roles) // 2):
                    why = "it shows pictures" if pictured else "its turns do not alternate"
                    left_out.append(problem(self.name(), f"sample {sample.id} is left out: {why}", "minor"))
                else:
                    yield sample

        yield from write_array(fitting(), path, _plain, MediaFolder(path), self.record)
        yield from left_out


def _plain(sample: Sample) -> dict[str, Any]:
    system = "\n".join(turn.text for turn in sample.turns if turn.role == "system")
    spoken = [turn.text for turn in sample.turns if turn.role != "system"]
    pairs = [list(pair) for pair in zip(spoken[::2], spoken[1::2], strict=True)]
    plain: dict[str, Any] = {
        **sample.foreign,
        "id": sample.id,
        "instruction": pairs[-1][0],
        "input": "",
        "output": pairs[-1][1],
    }
    plain |= {"system": system} if system else {}
    return plain | ({"history": pairs[:-1]} if pairs[1:] else {})


def _sample(plain: dict[str, Any], number: int) -> Sample:
    turns = [Turn.said("system", str(plain["system"]))] if plain.get("system") else []
    for question, answer in plain.get("history") or ():
        turns += [Turn.said("user", str(question)), Turn.said("assistant", str(answer))]
    asked = plain["instruction"] + (f"\n{plain['input']}" if plain.get("input") else "")
    turns += [Turn.said("user", asked), Turn.said("assistant", plain["output"])]
    sample = Sample(
        id=str(plain.get("id") or stable_id(asked, plain["output"], number)),
        turns=tuple(turns),
        foreign=foreign(plain, FIELDS),
    )
    return restored(plain.get(RECORD), sample)
