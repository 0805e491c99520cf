"""Chat messages as JSON lines, as OpenAI's interface and most trainers take them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Part, Sample, Turn
from goldsmith.formats.dialogs import RECORD, record_of, restored
from goldsmith.formats.files import (
    FAULTS,
    MediaFolder,
    drafted,
    first_object,
    foreign,
    json_lines,
    picture_asset,
    problem,
    said,
    stable_id,
)
from goldsmith.formats.format import Format
from goldsmith.media.look import verified

ROLES = {"system": "system", "developer": "system", "user": "user", "assistant": "assistant", "tool": "tool"}


class ChatJsonl(Format):
    """One object a line with `messages`; pictures as paths beside the file, or as data URLs when reading."""

    writes: ClassVar[bool] = True

    record: bool = True
    """Keep under the key `goldsmith` what messages have no place for, so that reading back loses nothing."""

    licence: str = ""
    """The licence of pictures read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSONL file whose first line has `messages`."""
        return path.suffix == ".jsonl" and isinstance(first_object(path).get("messages"), list)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each line."""
        seen: set[str] = set()
        for item in json_lines(path, self.name()):
            if isinstance(item, Finding):
                yield item
                continue
            number, plain = item
            try:
                sample = self._sample(plain, number, path.parent)
            except FAULTS as error:
                yield problem(self.name(), f"{path}:{number}: {said(error)}", line=number)
                continue
            if sample.id in seen:
                yield problem(self.name(), f"{path}:{number}: the id {sample.id!r} was there before", line=number)
                continue
            seen.add(sample.id)
            yield sample

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """A line for each sample, pictures in a folder beside the file."""
        media, poorer = MediaFolder(path), 0
        with drafted(path) as draft, draft.open("w", encoding="utf-8") as file:
            for sample in samples:
                file.write(json.dumps(self._plain(sample, media), ensure_ascii=False) + "\n")
                poorer += not self.record and bool(sample.rivals or any(asset.notes for asset in sample.assets))
        if poorer:
            message = f"notes or rivals of {poorer} samples are not written without `record`"
            yield problem(self.name(), message, "note")

    def _plain(self, sample: Sample, media: MediaFolder) -> dict[str, Any]:
        assets = {asset.id: asset for asset in sample.assets}
        messages = [
            {"role": turn.role, "content": [_content(part, assets, media) for part in turn.parts]}
            if any(part.asset for part in turn.parts) or len(turn.parts) > 1
            else {"role": turn.role, "content": turn.text}
            for turn in sample.turns
        ]
        for asset in sample.assets:
            media.put(asset)
        plain = {**sample.foreign, "id": sample.id, "messages": messages}
        return {**plain, RECORD: record_of(sample)} if self.record else {**plain, "tags": dict(sample.tags)}

    def _sample(self, plain: dict[str, Any], number: int, folder: Path) -> Sample:
        assets: dict[str, Asset] = {}
        turns = []
        for message in plain["messages"]:
            role = ROLES.get(message["role"])
            if role is None:
                raise ValueError(f"unknown role {message['role']!r}")
            parts = tuple(self._part(part, folder, assets) for part in _contents(message.get("content")))
            turns.append(Turn(role=role, parts=parts))  # type: ignore[arg-type]
        record = plain.get(RECORD)
        for asset in record.get("assets", ()) if isinstance(record, dict) else ():
            path = next((folder / one for one in folder.glob(f"*.media/{asset['id']}*")), None)
            if asset.get("id") not in assets and path:
                assets[asset["id"]] = picture_asset(folder, str(path.relative_to(folder)), self.licence)
        tags = plain.get("tags") if isinstance(plain.get("tags"), dict) else {}
        sample = Sample(
            id=str(plain.get("id") or stable_id(plain["messages"], number)),
            assets=tuple(assets.values()),
            turns=tuple(turns),
            tags=FrozenDict({str(key): str(value) for key, value in (tags or {}).items()}),
            foreign=foreign(plain, {"id", "messages", "tags", RECORD}),
        )
        return restored(record, sample)

    def _part(self, part: Any, folder: Path, assets: dict[str, Asset]) -> Part:
        if isinstance(part, str):
            return Part(text=part)
        kind = part.get("type")
        if kind in ("text", "input_text"):
            return Part(text=str(part["text"]))
        if kind not in ("image_url", "image", "input_image"):
            raise ValueError(f"unknown part type {kind!r}")
        where = part.get("image_url") or part.get("image") or part.get("path") or part.get("url")
        where = where.get("url") if isinstance(where, dict) else where
        if not isinstance(where, str):
            raise ValueError("a picture names no file")
        asset = (
            _from_url(where, self.licence) if where.startswith("data:") else picture_asset(folder, where, self.licence)
        )
        assets.setdefault(asset.id, asset)
        return Part(asset=asset.id)


def _contents(content: Any) -> list[Any]:
    if content is None:
        return [""]
    if isinstance(content, str):
        return [content]
    if isinstance(content, list):
        return content
    raise ValueError("`content` is neither a text nor a list of parts")


def _content(part: Part, assets: dict[str, Asset], media: MediaFolder) -> dict[str, Any]:
    if part.text is not None:
        return {"type": "text", "text": part.text}
    return {"type": "image_url", "image_url": {"url": media.put(assets[str(part.asset)])}}


def _from_url(url: str, licence: str) -> Asset:
    head, _, body = url.partition(",")
    try:
        data = base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise GoldsmithError(f"a data URL is not base64: {error}") from error
    width, height = verified(data, name="a data URL")
    mime = head.removeprefix("data:").partition(";")[0]
    return Asset.made(data, kind="image", mime=mime, width=width, height=height, licence=licence, source="data URL")
