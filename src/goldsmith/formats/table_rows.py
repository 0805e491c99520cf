"""Rows of tables with pictures inside: messages, conversations, or question and answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Sample
from goldsmith.formats.dialogs import RECORD, dialog, restored
from goldsmith.formats.files import foreign, stable_id
from goldsmith.media.look import verified
from goldsmith.media.mime import mime_of

QUESTIONS = ("question", "instruction", "prompt", "query", "problem")
ANSWERS = ("answer", "output", "response", "completion", "solution")
ROLES = {"human": "user", "gpt": "assistant"}
DIALOGS = ("messages", "conversations", "conversation", "texts")


def sample_of(row: Mapping[str, Any], number: int, licence: str = "") -> Sample:
    """A row as a sample; what is neither dialog nor picture is kept as foreign fields.

    Raises:
        GoldsmithError: the row holds no dialog and no picture, or a damaged one.
    """
    pictures = [asset_of_cell(cell, licence) for cell in _pictures(row)]
    spoken = _spoken(row)
    if not spoken and not pictures:
        raise GoldsmithError(
            "neither a dialog nor a picture", f"dialogs are looked for in {', '.join((*DIALOGS, *QUESTIONS))}"
        )
    used = {"id", "image", "images", "tags", RECORD, *DIALOGS, *QUESTIONS, *ANSWERS}
    sample = Sample(
        id=str(row.get("id") or stable_id(spoken, [asset.id for asset in pictures], number)),
        assets=tuple({asset.id: asset for asset in pictures}.values()),
        turns=dialog(spoken, pictures) if spoken else (),
        foreign=foreign({key: value for key, value in row.items() if not isinstance(value, bytes)}, used),
    )
    record = row.get(RECORD)
    if isinstance(record, str):
        import json

        return restored(json.loads(record), sample)
    return sample


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
    return [*several, *([row["image"]] if row.get("image") else [])]


def _spoken(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    for name in DIALOGS:
        if row.get(name):
            return [_turn(turn) for turn in row[name]]
    question = next((row[name] for name in QUESTIONS if row.get(name)), None)
    answer = next((row[name] for name in ANSWERS if row.get(name)), None)
    if question is None:
        return []
    return [("user", str(question)), *([("assistant", str(answer))] if answer is not None else [])]


def _turn(turn: Mapping[str, Any]) -> tuple[str, str]:
    role = str(turn.get("role") or turn.get("from"))
    content = turn.get("content", turn.get("value"))
    if isinstance(content, list):
        content = "\n".join(
            "<image>" if "image" in str(part.get("type")) else str(part.get("text") or "") for part in content
        )
    return ROLES.get(role, role), str(content)
