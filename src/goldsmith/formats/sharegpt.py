"""ShareGPT: conversations with `from` and `value`, pictures listed beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.types import Finding, Sample
from goldsmith.formats.dialogs import RECORD, dialog, marked, record_of, restored, shown
from goldsmith.formats.files import (
    FAULTS,
    MediaFolder,
    drafted,
    first_object,
    foreign,
    items,
    picture_asset,
    problem,
    said,
    stable_id,
)
from goldsmith.formats.format import Format

ROLES = {
    "human": "user",
    "user": "user",
    **dict.fromkeys(("gpt", "assistant", "chatgpt", "bing", "bard", "function_call"), "assistant"),
    "system": "system",
    "observation": "tool",
    "tool": "tool",
}
NAMES = {"user": "human", "assistant": "gpt", "system": "system", "tool": "observation"}


class Sharegpt(Format):
    """A JSON array (or lines) of objects with `conversations` and perhaps `images`, as LLaMA-Factory reads them."""

    writes: ClassVar[bool] = True

    record: bool = True
    """Keep under the key `goldsmith` what conversations have no place for, so that reading back loses nothing."""

    licence: str = ""
    """The licence of pictures read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file whose first object has `conversations` and no single `image`."""
        first = first_object(path)
        return isinstance(first.get("conversations"), list) and "image" not in first

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each conversation."""
        yield from read_conversations(self.name(), path, "images", self.licence)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON array, pictures in a folder beside the file."""
        media = MediaFolder(path)

        def plain(sample: Sample) -> dict[str, Any]:
            pictures = [media.put(asset) for asset in shown(sample.turns, sample.assets)]
            images = {"images": pictures} if pictures else {}
            return {**sample.foreign, "id": sample.id, **images, "conversations": conversations(sample)}

        yield from write_array(samples, path, plain, media, self.record)


def conversations(sample: Sample) -> list[dict[str, str]]:
    """The turns in ShareGPT's words."""
    return [{"from": NAMES[turn.role], "value": marked(turn)} for turn in sample.turns]


def write_array(
    samples: Iterable[Sample], path: Path, plain: Any, media: MediaFolder, record: bool
) -> Iterator[Finding]:
    """Objects as one JSON array, an object a line, streamed."""
    poorer = 0
    with drafted(path) as draft, draft.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, sample in enumerate(samples):
            for asset in sample.assets:
                media.put(asset)
            item = plain(sample) | ({RECORD: record_of(sample)} if record else {})
            file.write((",\n" if number else "\n") + json.dumps(item, ensure_ascii=False))
            poorer += not record and bool(sample.rivals or sample.tags or any(asset.notes for asset in sample.assets))
        file.write("\n]\n")
    if poorer:
        yield problem("export", f"tags, notes or rivals of {poorer} samples are not written without `record`", "note")


def read_conversations(form: str, path: Path, pictures: str, licence: str) -> Iterator[Sample | Finding]:
    """Samples from objects with `conversations`, their pictures under the key `pictures` (one name or a list)."""
    seen: set[str] = set()
    for item in items(path, form):
        if isinstance(item, Finding):
            yield item
            continue
        number, plain = item
        try:
            sample = _sample(plain, number, path.parent, pictures, licence)
        except FAULTS as error:
            yield problem(form, f"{path}: item {number}: {said(error)}", item=number)
            continue
        if sample.id in seen:
            yield problem(form, f"{path}: item {number}: the id {sample.id!r} was there before", item=number)
            continue
        seen.add(sample.id)
        yield sample


def _sample(plain: dict[str, Any], number: int, folder: Path, pictures: str, licence: str) -> Sample:
    # files of either tool may hold the other one's key: no picture is to be lost over it
    named = plain.get(pictures) or plain.get("images") or plain.get("image") or []
    names = [named] if isinstance(named, str) else list(named)
    listed = [picture_asset(folder, str(name), licence) for name in names]
    spoken = [(ROLES[turn["from"]], str(turn["value"])) for turn in plain["conversations"]]
    if not spoken:
        raise ValueError("the conversation is empty")
    sample = Sample(
        id=str(plain.get("id") or stable_id(plain["conversations"], number)),
        assets=tuple({asset.id: asset for asset in listed}.values()),
        turns=dialog(spoken, listed),
        foreign=foreign(plain, {"id", "image", "images", "conversations", RECORD}),
    )
    return restored(plain.get(RECORD), sample)
