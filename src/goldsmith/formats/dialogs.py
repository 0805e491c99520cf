"""Dialogs as other tools write them: texts with `<image>` marks beside a list of pictures, and records kept along."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from goldsmith.core.types import Asset, Part, Sample, Turn

MARK = "<image>"
RECORD = "goldsmith"
"""The key under which an export keeps what the format has no place for: tags, notes, origins, gold, rivals."""


def parts_of(text: str, waiting: list[str]) -> tuple[Part, ...]:
    """A text as parts, each mark replaced by the next of the waiting asset ids; one newline beside a mark goes.

    A mark for which no picture waits stays text.
    """
    parts: list[Part] = []
    for number, piece in enumerate(re.split(r"(\n?<image>\n?)", text)):
        if number % 2 and waiting:
            parts.append(Part(asset=waiting.pop(0)))
        elif piece and number % 2 and parts and parts[-1].text is not None:
            parts[-1] = Part(text=parts[-1].text + piece)
        elif piece:
            parts.append(Part(text=piece))
    return tuple(parts) or (Part(text=""),)


def marked(turn: Turn) -> str:
    """A turn as one text, with a mark where a picture is."""
    return "\n".join(MARK if part.asset else str(part.text) for part in turn.parts)


def shown(turns: Sequence[Turn], assets: Sequence[Asset]) -> list[Asset]:
    """The assets in the order in which the turns point at them."""
    by_id = {asset.id: asset for asset in assets}
    return [by_id[part.asset] for turn in turns for part in turn.parts if part.asset]


def dialog(spoken: Sequence[tuple[str, str]], assets: Sequence[Asset]) -> tuple[Turn, ...]:
    """Turns from (role, marked text); pictures without a mark come first in the first user turn."""
    waiting = [asset.id for asset in assets]
    marks = sum(text.count(MARK) for _, text in spoken)
    leading, waiting = waiting[: max(0, len(waiting) - marks)], waiting[max(0, len(waiting) - marks) :]
    turns: list[Turn] = []
    for role, text in spoken:
        parts = parts_of(text, waiting)
        if role == "user" and leading:
            parts = (*(Part(asset=name) for name in leading), *parts)
            leading = []
        turns.append(Turn(role=role, parts=parts))  # type: ignore[arg-type]
    return tuple(turns)


def record_of(sample: Sample) -> dict[str, Any]:
    """All of a sample as plain data, to be kept beside what a format can carry."""
    plain: dict[str, Any] = json.loads(sample.model_dump_json(exclude_defaults=True))
    for asset in plain.get("assets", ()):
        asset.pop("uri", None)
    return plain


def restored(record: Any, sample: Sample) -> Sample:
    """The whole sample from a kept record when it still says what the file says; else the file's, with its tags."""
    if not isinstance(record, Mapping):
        return sample
    try:
        kept = Sample.model_validate(record)
    except ValidationError:
        return sample
    loaded = {asset.id: asset for asset in sample.assets}
    if [_said(turn) for turn in kept.turns] != [_said(turn) for turn in sample.turns]:
        return sample.but(tags={**kept.tags, **sample.tags})
    if any(asset.size is not None and asset.id not in loaded for asset in kept.assets):
        return sample.but(tags={**kept.tags, **sample.tags})
    assets = tuple(loaded[asset.id].but(**_known(asset)) if asset.id in loaded else asset for asset in kept.assets)
    return kept.but(assets=assets)


def _said(turn: Turn) -> tuple[str, str]:
    """A turn as far as every format carries it: empty texts beside a mark come and go."""
    return turn.role, marked(turn).strip("\n")


def _known(asset: Asset) -> dict[str, Any]:
    """What a record knows of an asset beside its bytes."""
    names = ("kind", "mime", "width", "height", "seconds", "licence", "source", "notes", "size")
    return {name: getattr(asset, name) for name in names}
