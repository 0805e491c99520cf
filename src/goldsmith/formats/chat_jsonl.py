"""Chat messages as JSON lines, as OpenAI's interface and most trainers take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Part, Sample, Turn
from goldsmith.formats.dialog_files import DialogFile, read_dialogs
from goldsmith.formats.dialogs import RECORD, ROLES, TAGGED, beside, own_id, parts_of, restored
from goldsmith.formats.files import MediaFolder, foreign, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.json_items import first_item
from goldsmith.formats.linked_media import Family, carried, family_of, linked, unpacked

TYPES: dict[str, Family] = {
    **dict.fromkeys(("image_url", "image", "input_image"), "image"),
    **dict.fromkeys(("video_url", "video", "input_video"), "video"),
    **dict.fromkeys(("audio_url", "audio", "input_audio"), "audio"),
    **dict.fromkeys(("file_url", "file", "input_file"), "file"),
}
"""What parts of messages call media."""

OWN = {"id", "messages", RECORD, *(f"{family}s" for family in TAGGED)}

PLACES = ("url", "path", "data", "file_data", "file", "filename")
"""Keys under which a part says where its media are, beside the name of its type and of its family."""


class ChatJsonl(Format):
    """One object a line with `messages`; media as paths beside the file, or inside it when reading."""

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    record: bool = True
    """Keep under the key `goldsmith` what messages have no place for, so that reading back loses nothing."""

    licence: str = ""
    """The licence of media read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSONL file whose first line has `messages`."""
        return path.suffix == ".jsonl" and isinstance(first_item(path).get("messages"), list)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each line."""

        def make(plain: dict[str, Any], number: int, remarks: list[str]) -> Sample:
            messages = plain.get("messages")
            if not isinstance(messages, list) or not messages:
                raise GoldsmithError("`messages` is not a list of messages")
            media = _Media(path.parent, self.licence, remarks)
            listed = media.load(plain)
            turns = tuple(_turn(message, place, media) for place, message in enumerate(messages, 1))
            media.remark()
            tags = _tags(plain)
            sample = Sample(
                id=own_id(plain) or stable_id(messages, number),
                assets=tuple(media.found.values()),
                turns=turns,
                tags=tags,
                foreign=foreign(plain, {"id", "messages", RECORD, *listed, *(["tags"] if tags else [])}),
            )
            return restored(plain.get(RECORD), sample, path.parent, remarks)

        yield from read_dialogs(self.name(), path, make)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """A line for each sample, media in a folder beside the file."""

        def plain(sample: Sample, media: MediaFolder) -> dict[str, Any]:
            assets = {asset.id: asset for asset in sample.assets}
            messages = [_message(turn, assets, media) for turn in sample.turns]
            tags = {"tags": dict(sample.tags)} if sample.tags and not self.record else {}
            own = OWN | {"tags"} if tags or _tags(sample.foreign) else OWN
            return {**beside(sample, own), "id": sample.id, "messages": messages, **tags}

        carries = frozenset(("tags",))
        file = DialogFile(
            self.name(), self.record, plain, messages="messages", carries=carries, tagged=False, lines=True
        )
        yield from file.write(samples, path)


@dataclass
class _Media:
    """The media that a dialog's messages bring along."""

    folder: Path
    licence: str
    remarks: list[str]
    found: dict[str, Asset] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    """Ids of media beside the messages that no tag or part stands for so far."""

    def load(self, plain: Mapping[str, Any]) -> list[str]:
        """Load what lies in `images`, `videos` and `audios` beside the messages; the keys that were there."""
        keys = []
        for family in TAGGED:
            names = plain.get(f"{family}s")
            if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
                keys.append(f"{family}s")
                self.waiting[family] = [self._kept(linked(name, self.folder, family, self.licence)) for name in names]
        return keys

    def text(self, text: str) -> tuple[Part, ...]:
        """A text; where media lie beside the messages, the tags in it stand for them."""
        return parts_of(text, self.waiting) if self.waiting else (Part(text=text),)

    def part(self, part: Mapping[str, Any], family: Family) -> Part:
        """A part that points at what an outside part names or holds, or at the next of what lies beside."""
        kind = part["type"]
        where = next((part[key] for key in (kind, family, f"{family}_url", *PLACES) if part.get(key)), None)
        inner = where if isinstance(where, Mapping) else {"url": where}
        where = next((inner[key] for key in PLACES if inner.get(key)), None)
        self.pass_over({*part, *inner} - {"type", "format", kind, family, f"{family}_url", *PLACES})
        if where is None and self.waiting.get(family):
            return Part(asset=self.waiting[family].pop(0))
        if where is None:
            raise GoldsmithError(f"a part of type {kind!r} names no file")
        if inner.get("data") is where:
            return Part(asset=self._kept(carried(unpacked(where), family, self.licence, f"{family} inside the data")))
        return Part(asset=self._kept(linked(where, self.folder, family, self.licence)))

    def remark(self) -> None:
        """Say what lies beside the messages and stands nowhere in them."""
        for family, left in self.waiting.items():
            if left:
                self.remarks.append(f"{len(left)} of its `{family}s` stand nowhere in the messages")

    def _kept(self, asset: Asset) -> str:
        self.found.setdefault(asset.id, asset)
        return asset.id

    def pass_over(self, keys: Iterable[str]) -> None:
        """Say which fields of a part are not kept."""
        self.remarks += [f"`{key}` of a part has no place here and is dropped" for key in sorted(keys)]


def _tags(plain: Mapping[str, Any]) -> FrozenDict:
    """The item's own tags, when they are names with texts or numbers; anything else is a foreign field."""
    tags = plain.get("tags")
    if not isinstance(tags, Mapping) or not all(isinstance(value, str | int | float) for value in tags.values()):
        return FrozenDict()
    return FrozenDict({key: str(value) for key, value in tags.items()})


def _turn(message: Any, place: int, media: _Media) -> Turn:
    if not isinstance(message, Mapping):
        raise GoldsmithError(f"message {place} is not an object")
    name = message.get("role")
    role = ROLES.get(name) if isinstance(name, str) else None
    if role is None:
        raise GoldsmithError(f"message {place}: unknown role {name!r:.80}")
    kept = dict(foreign(message, {"role", "content"}))
    content = message.get("content")
    if content in (None, []) and not kept:
        raise GoldsmithError(f"message {place} has no content")
    if name != role:
        kept["role"] = name
    try:
        parts = tuple(chain.from_iterable(_parts(part, media) for part in _contents(content)))
    except GoldsmithError as error:
        raise GoldsmithError(f"message {place}: {error.problem}") from error
    return Turn(role=role, parts=parts, foreign=FrozenDict(kept))  # type: ignore[arg-type]


def _contents(content: Any) -> list[Any]:
    """The parts of a content: a text, a list of parts, or nothing beside the other fields of the message."""
    if content is None:
        return []
    if isinstance(content, str):
        return [content]
    if isinstance(content, list):
        return content
    raise GoldsmithError("`content` is neither a text nor a list of parts")


def _parts(part: Any, media: _Media) -> tuple[Part, ...]:
    if isinstance(part, str):
        return media.text(part)
    kind = part.get("type") if isinstance(part, Mapping) else None
    if kind in ("text", "input_text", "output_text"):
        if not isinstance(part.get("text"), str):
            raise GoldsmithError(f"the `text` of a part of type {kind!r} is not a text")
        media.pass_over(part.keys() - {"type", "text"})
        return (Part(text=part["text"]),)
    if not isinstance(kind, str) or kind not in TYPES:
        raise GoldsmithError(f"unknown part type {kind!r:.80}")
    return (media.part(part, TYPES[kind]),)


def _message(turn: Turn, assets: Mapping[str, Asset], media: MediaFolder) -> dict[str, Any]:
    """A turn as a message: its content a text where that is all there is, and nothing where it only holds fields."""
    name = turn.foreign.get("role")
    role = name if isinstance(name, str) and ROLES.get(name) == turn.role else turn.role
    fields = {key: value for key, value in turn.foreign.items() if key not in ("role", "content")}
    content: Any = turn.text
    if any(part.asset for part in turn.parts) or len(turn.parts) > 1:
        content = [_content(part, assets, media) for part in turn.parts]
    elif not turn.parts and fields:
        content = None
    return {**fields, "role": role, "content": content}


def _content(part: Part, assets: Mapping[str, Asset], media: MediaFolder) -> dict[str, Any]:
    if part.text is not None:
        return {"type": "text", "text": part.text}
    asset = assets[str(part.asset)]
    kind = f"{family_of(asset)}_url"
    return {"type": kind, kind: {"url": media.put(asset)}}
