"""Rows of tables with pictures inside: messages, conversations, or question and answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Sample
from goldsmith.formats.dialogs import RECORD, ROLES, dialog, escaped, own_id, restored, tag_count
from goldsmith.formats.files import foreign, stable_id
from goldsmith.media.look import verified
from goldsmith.media.mime import mime_of

QUESTIONS = ("question", "instruction", "prompt", "query", "problem")
ANSWERS = ("answer", "output", "response", "completion", "solution")
DIALOGS = ("messages", "conversations", "conversation", "texts")

Spoken = tuple[str, str, dict[str, Any]]
"""A message: its role, its text with tags, its other fields."""


def sample_of(row: Mapping[str, Any], number: int, licence: str = "") -> Sample:
    """A row as a sample; what is neither dialog nor picture is kept as foreign fields.

    Raises:
        GoldsmithError: the row holds no dialog and no picture, or a damaged one, or something of another type.
    """
    pictures = [asset_of_cell(cell, licence) for cell in _pictures(row)]
    spoken, used = _spoken(row)
    if not spoken and not pictures:
        raise GoldsmithError(
            "neither a dialog nor a picture", f"dialogs are looked for in {', '.join((*DIALOGS, *QUESTIONS))}"
        )
    said = [(role, text) for role, text, _ in spoken]
    # beside a record the pictures that no turn shows come first, elsewhere they have lost their tags
    first = max(0, len(pictures) - tag_count("image", said)) if row.get(RECORD) is not None else 0
    turns = dialog(said, pictures[first:]) if said else ()
    sample = Sample(
        id=own_id(row) or stable_id(said, [asset.id for asset in pictures], number),
        assets=tuple({asset.id: asset for asset in pictures}.values()),
        turns=tuple(turn.but(foreign=FrozenDict(fields)) for turn, (_, _, fields) in zip(turns, spoken, strict=True)),
        foreign=foreign(
            {key: value for key, value in row.items() if not isinstance(value, bytes)},
            {"id", "image", "images", "tags", RECORD, *used},
        ),
    )
    return restored(row.get(RECORD), sample)


def asset_of_cell(cell: Any, licence: str = "") -> Asset:
    """A picture in a cell: bytes, a mapping with `bytes` (as Hugging Face datasets keep it), or an asset already.

    Raises:
        GoldsmithError: the cell holds no bytes, or a damaged picture.
    """
    if isinstance(cell, Asset):
        return cell
    data = cell.get("bytes") if isinstance(cell, Mapping) else cell
    if not isinstance(data, bytes):
        raise GoldsmithError("a picture is not inside the table", "read it where its files are")
    width, height = verified(data, name="a picture in the table")
    source = str(cell.get("path") or "") if isinstance(cell, Mapping) else ""
    mime = mime_of(data, "")
    return Asset.made(data, kind="image", mime=mime, width=width, height=height, licence=licence, source=source)


def _pictures(row: Mapping[str, Any]) -> list[Any]:
    several = row.get("images") or []
    if not isinstance(several, list):
        raise GoldsmithError("`images` is not a list")
    return [*several, *([row["image"]] if row.get("image") else [])]


def _spoken(row: Mapping[str, Any]) -> tuple[list[Spoken], set[str]]:
    """What is said in a row, and the columns that say it."""
    for name in DIALOGS:
        if isinstance(row.get(name), list) and row[name]:
            said = [one for place, message in enumerate(row[name], 1) for one in _messages(message, place)]
            return said, {name}
    asked = next((name for name in QUESTIONS if row.get(name)), None)
    if asked is None:
        return [], {name for name in DIALOGS if row.get(name) == []}
    answered = next((name for name in ANSWERS if row.get(name)), None)
    names = {name for name in (asked, "input" if asked == "instruction" else None, answered) if name}
    if wrong := [name for name in names if not isinstance(row.get(name) or "", str | int | float)]:
        raise GoldsmithError(f"`{min(wrong)}` is neither a text nor a number")
    question = "\n".join(str(row[name]) for name in (asked, "input") if name in names and row.get(name))
    return [("user", question, {}), *([("assistant", str(row[answered]), {})] if answered else [])], names


def _messages(message: Any, place: int) -> Iterator[Spoken]:
    """A message of its own, or a question under `user` with its answer under `assistant`, as The Cauldron has them."""
    if not isinstance(message, Mapping):
        raise GoldsmithError(f"message {place} is not an object")
    if isinstance(message.get("user"), str) and isinstance(message.get("assistant"), str):
        fields = {key: value for key, value in message.items() if key not in ("user", "assistant")}
        yield "user", message["user"], fields
        yield "assistant", message["assistant"], {}
    else:
        yield _message(message, place)


def _message(message: Mapping[str, Any], place: int) -> Spoken:
    name = message.get("role") or message.get("from")
    if not isinstance(name, str) or name not in ROLES:
        raise GoldsmithError(f"message {place}: unknown role {name!r:.80}")
    fields = {
        key: value
        for key, value in message.items()
        if key not in ("role", "from", "content", "value") and value is not None
    }
    content = message.get("content", message.get("value"))
    if isinstance(content, list):
        content = "\n".join(_tagged(part, place) for part in content)
    if content is None and fields:
        content = ""
    if not isinstance(content, str):
        raise GoldsmithError(f"message {place} is not a text")
    return ROLES[name], content, fields


def _tagged(part: Any, place: int) -> str:
    """A part of a message as text; the pictures themselves are in a column of their own."""
    if isinstance(part, str):
        return escaped(part)
    kind = part.get("type") if isinstance(part, Mapping) else None
    if isinstance(kind, str) and "image" in kind:
        return "<image>"
    if not isinstance(part, Mapping) or not isinstance(part.get("text"), str):
        raise GoldsmithError(f"message {place} has a part that is neither text nor picture")
    return escaped(part["text"])
