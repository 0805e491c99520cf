"""Records kept beside messages and media: the whole sample again, as long as the file still says what it said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from goldsmith.core.types import Asset, Sample
from goldsmith.formats.dialogs import RECORD, marked, record_of
from goldsmith.formats.files import foreign

WRITTEN = ("id", "messages", "images", "media", "pointed", RECORD)
"""Fields that hold a sample; what else a file has was put there by others."""


def written(sample: Sample) -> dict[str, Any]:
    """What is written of a sample beside its media: its id, its turns as messages, and the whole record."""
    messages = [{"role": turn.role, "content": marked(turn)} for turn in sample.turns]
    return {"id": sample.id, "messages": messages, RECORD: record_of(sample)}


def kept(plain: Mapping[str, Any], media: Iterable[Asset]) -> Sample | None:
    """The sample that was written, with fields that others have added.

    None where there is no record, or where the file says something else now than what was written of the sample.
    """
    record = plain.get(RECORD)
    try:
        sample = Sample.model_validate(json.loads(record) if isinstance(record, str) else record)
    except (ValueError, RecursionError):
        return None
    held, told = {asset.id: asset for asset in media}, written(sample)
    if any(told[name] != plain.get(name) for name in ("id", "messages")):
        return None
    if held.keys() != {asset.id for asset in sample.assets if asset.size is not None}:
        return None
    assets = tuple(held[asset.id].but(**dict(asset)) if asset.id in held else asset for asset in sample.assets)
    return sample.but(assets=assets, foreign=sample.foreign | foreign(plain, set(WRITTEN)))
