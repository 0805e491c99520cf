"""Conversations of `from` and `value` with tags in the texts, as ShareGPT, LLaVA and LLaMA-Factory share them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.formats.dialogs import (
    RECORD,
    ROLES,
    TAGGED,
    beside,
    marked,
    own_id,
    restored,
    shown,
    tagged_dialog,
    untagged,
)
from goldsmith.formats.files import MediaFolder, foreign, stable_id
from goldsmith.formats.linked_media import family_of, linked

NAMES = {"user": "human", "assistant": "gpt", "system": "system", "tool": "observation"}
"""What each role is called when it is written."""

MEDIA_KEYS = frozenset(key for family in TAGGED for key in (family, f"{family}s"))
OWN = {"id", "system", "conversations", RECORD, *MEDIA_KEYS}
PLAIN_NAMES = frozenset((*NAMES, *NAMES.values()))
"""Names that say no more than the role; others are kept, as `function_call`."""


def media_of(plain: Mapping[str, Any], folder: Path, licence: str) -> dict[str, list[Asset]]:
    """The media that an item lists, by family: one name or a list of them, under a plural or a singular key.

    Raises:
        GoldsmithError: something listed is no name, leaves the folder, or is damaged.
    """
    media: dict[str, list[Asset]] = {}
    for family in TAGGED:
        named = plain.get(f"{family}s") or plain.get(family) or []
        names = named if isinstance(named, list) else [named]
        media[family] = [linked(name, folder, family, licence) for name in names]
    return media


def turns_of(messages: Any, media: Mapping[str, list[Asset]], remarks: list[str]) -> tuple[Turn, ...]:
    """The turns of a conversation.

    Raises:
        GoldsmithError: it is no list of messages, or one of them has no known speaker or no text.
    """
    if not isinstance(messages, list) or not messages:
        raise GoldsmithError("`conversations` is not a list of messages")
    spoken = [_spoken(message, place) for place, message in enumerate(messages, 1)]
    remarks += untagged(spoken, media)
    turns = tagged_dialog(spoken, media)
    return tuple(turn.but(foreign=_fields(message)) for turn, message in zip(turns, messages, strict=True))


def conversation(plain: Mapping[str, Any], number: int, folder: Path, licence: str, remarks: list[str]) -> Sample:
    """An object with `conversations`, and perhaps with what the `system` says first, as a sample."""
    media = media_of(plain, folder, licence)
    turns = turns_of(plain.get("conversations"), media, remarks)
    sample = Sample(
        id=own_id(plain) or stable_id(plain["conversations"], number),
        turns=(*_system(plain, turns, remarks), *turns),
        assets=tuple({asset.id: asset for assets in media.values() for asset in assets}.values()),
        foreign=foreign(plain, OWN),
    )
    return restored(plain.get(RECORD), sample, folder, remarks)


def spoken_plainly(sample: Sample, media: MediaFolder) -> dict[str, Any]:
    """A sample as an object with `conversations`, and the names of its media under `images`, `videos`, `audios`.

    Fields that it has from elsewhere are there too.
    """
    pictures = shown(sample.turns, sample.assets)
    families = {asset.id: family_of(asset) for asset in pictures}
    listed = {
        f"{family}s": [media.put(asset) for asset in pictures if families[asset.id] == family] for family in TAGGED
    }
    conversations = [{**turn.foreign, "from": _name(turn), "value": marked(turn, families)} for turn in sample.turns]
    named = {key: names for key, names in listed.items() if names}
    return {**beside(sample, OWN), "id": sample.id, **named, "conversations": conversations}


def bare_message(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message without the fields that it has from elsewhere."""
    return {"from": message["from"], "value": message["value"]}


def untaggable(sample: Sample) -> str:
    """Why tags cannot stand for what a dialog shows, if they cannot."""
    families = {family_of(asset) for asset in shown(sample.turns, sample.assets)}
    return "it shows a file that is neither picture, video nor sound" if "file" in families else ""


def _system(plain: Mapping[str, Any], turns: tuple[Turn, ...], remarks: list[str]) -> tuple[Turn, ...]:
    """The system's turn from a field of its own, unless the first message is the system's."""
    said = plain.get("system") or ""
    if not isinstance(said, str):
        raise GoldsmithError("`system` is not a text")
    if said and turns[0].role == "system":
        remarks.append("`system` is passed over, for the first message is the system's")
        return ()
    return (Turn.said("system", said),) if said else ()


def _spoken(message: Any, place: int) -> tuple[str, str]:
    if not isinstance(message, Mapping):
        raise GoldsmithError(f"message {place} is not an object")
    name, text = message.get("from"), message.get("value")
    if not isinstance(name, str) or name not in ROLES:
        raise GoldsmithError(f"message {place}: unknown speaker {name!r:.80}")
    if not isinstance(text, str):
        raise GoldsmithError(f"message {place}: `value` is not a text")
    return ROLES[name], text


def _fields(message: Mapping[str, Any]) -> FrozenDict:
    named = {} if message["from"] in PLAIN_NAMES else {"from": message["from"]}
    return FrozenDict({**foreign(message, {"from", "value"}), **named})


def _name(turn: Turn) -> str:
    """The speaker's name: the one it was read with where there was one, as `function_call`."""
    name = turn.foreign.get("from")
    return name if isinstance(name, str) and ROLES.get(name) == turn.role else NAMES[turn.role]
