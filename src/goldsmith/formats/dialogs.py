"""Dialogs as other tools write them: texts with `<image>` tags beside a list of pictures, and records kept along."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Part, Sample, Turn
from goldsmith.formats.linked_media import Family, family_of, linked

RECORD = "goldsmith"
"""The key under which an export keeps what the format has no place for: tags, notes, origins, gold, rivals."""

ROLES = {
    **dict.fromkeys(("user", "human"), "user"),
    **dict.fromkeys(("assistant", "gpt", "chatgpt", "bing", "bard", "model", "function_call"), "assistant"),
    **dict.fromkeys(("system", "developer"), "system"),
    **dict.fromkeys(("tool", "observation", "function"), "tool"),
}
"""What speakers are called in files of all kinds, and the role that each has here."""

TAGGED: tuple[Family, ...] = ("image", "video", "audio")
"""Families of media that have a tag of their own."""

_TAG = re.compile(r"<(image|video|audio)>")
_LITERAL = re.compile(r"<(\\*(?:image|video|audio))>")
_BESIDE_TAG = re.compile(r"\n*<(?:image|video|audio)>\n*")
_ESCAPED = re.compile(r"<\\(\\*(?:image|video|audio))>")


def marked(turn: Turn, families: Mapping[str, str] | None = None) -> str:
    r"""A turn as one text, with a tag where a picture is; a tag that the text itself speaks of becomes `<\image>`.

    Args:
        turn: what is said.
        families: the tag's name by the asset's id; `image` where nothing else is said.
    """
    named = families or {}
    return "\n".join(
        f"<{named.get(part.asset, 'image')}>" if part.asset else escaped(str(part.text)) for part in turn.parts
    )


def escaped(text: str) -> str:
    r"""The text with a backslash in everything that would be read as a tag, or as a tag with a backslash."""
    return _LITERAL.sub(r"<\\\1>", text)


def spells_tags(turn: Turn) -> bool:
    """Whether a text of the turn speaks of a tag, so that it is not written as it is."""
    return any(part.text and _LITERAL.search(part.text) for part in turn.parts)


def parts_of(text: str, waiting: Mapping[str, list[str]]) -> tuple[Part, ...]:
    """A text as parts, each tag replaced by the next waiting asset of its family; one newline beside a tag goes.

    A tag for which nothing waits stays text.
    """
    parts: list[Part] = []
    start = 0
    for tag in _TAG.finditer(text):
        if waiting.get(tag[1]):
            parts += _said_before(text[start : tag.start()].removesuffix("\n"))
            parts.append(Part(asset=waiting[tag[1]].pop(0)))
            start = tag.end() + text.startswith("\n", tag.end())
    parts += _said_before(text[start:])
    return tuple(parts) or (Part(text=""),)


def _said_before(text: str) -> list[Part]:
    return [Part(text=_ESCAPED.sub(r"<\1>", text))] if text else []


def shown(turns: Sequence[Turn], assets: Sequence[Asset]) -> list[Asset]:
    """The assets in the order in which the turns point at them."""
    by_id = {asset.id: asset for asset in assets}
    return [by_id[part.asset] for turn in turns for part in turn.parts if part.asset]


def dialog(spoken: Sequence[tuple[str, str]], assets: Sequence[Asset]) -> tuple[Turn, ...]:
    """Turns from (role, tagged text); `<image>` stands for media of any kind.

    Media without a tag come first in the first user turn.
    """
    return tagged_dialog(spoken, {"image": assets})


def tagged_dialog(spoken: Sequence[tuple[str, str]], media: Mapping[str, Sequence[Asset]]) -> tuple[Turn, ...]:
    """Turns from (role, tagged text) and the media of each family, in the order of their tags.

    Media without a tag come first in the first user turn, or in the first turn where no user speaks.
    """
    waiting: dict[str, list[str]] = {}
    leading: list[Part] = []
    for family, assets in media.items():
        names = [asset.id for asset in assets]
        untagged = max(0, len(names) - tag_count(family, spoken))
        leading += [Part(asset=name) for name in names[:untagged]]
        waiting[family] = names[untagged:]
    first = next((place for place, (role, _) in enumerate(spoken) if role == "user"), 0)
    turns = []
    for place, (role, text) in enumerate(spoken):
        parts = parts_of(text, waiting)
        turns.append(Turn(role=role, parts=(*leading, *parts) if place == first else parts))  # type: ignore[arg-type]
    return tuple(turns)


def untagged(spoken: Sequence[tuple[str, str]], media: Mapping[str, Sequence[Asset]]) -> Iterator[str]:
    """A sentence for each family with more tags than media, or fewer."""
    for family in TAGGED:
        tags, held = tag_count(family, spoken), len(media.get(family, ()))
        if tags > held:
            yield f"{tags} `<{family}>` tags for {held} media of the kind; the last ones stay text"
        elif held > tags:
            yield f"{tags} `<{family}>` tags for {held} media of the kind; those without a tag come first"


def tag_count(family: str, spoken: Sequence[tuple[str, str]]) -> int:
    """How many tags of a family the texts hold."""
    return sum(text.count(f"<{family}>") for _, text in spoken)


def own_id(plain: Mapping[str, Any], key: str = "id") -> str | None:
    """The id that an item gives itself: a text or a number; None when it gives none.

    Raises:
        GoldsmithError: it is something else.
    """
    found = plain.get(key)
    if found is None or found == "":
        return None
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise GoldsmithError(f"`{key}` is neither a text nor a number")
    return str(found)


def beside(sample: Sample, own: Collection[str]) -> dict[str, Any]:
    """The fields that a sample has from elsewhere, but for those that a format would take for its own."""
    return {key: value for key, value in sample.foreign.items() if key not in own}


def record_of(sample: Sample, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All of a sample as plain data, to be kept beside what a format can carry.

    Args:
        sample: what is written.
        names: the files of assets that no turn points at, by id, so that they are found again.
    """
    plain: dict[str, Any] = json.loads(sample.model_dump_json(exclude_defaults=True))
    for asset in plain.get("assets", ()):
        asset.pop("uri", None)
        if names and asset["id"] in names:
            asset["uri"] = names[asset["id"]]
    return plain


def restored(record: Any, sample: Sample, folder: Path | None = None, remarks: list[str] | None = None) -> Sample:
    """The whole sample from a kept record when it still says what the file says; else the file's, with its tags.

    Args:
        record: what `record_of` gave, or the same as JSON; anything else is passed over.
        sample: what the file says, which wins where both say something.
        folder: where assets lie that no turn points at.
        remarks: takes a sentence when the record could not be used.
    """
    said = remarks if remarks is not None else []
    if record is None:
        return sample
    try:
        kept = Sample.model_validate(json.loads(record) if isinstance(record, str) else record)
    except (ValidationError, ValueError, RecursionError):
        said.append(f"its record under `{RECORD}` is not one, and is passed over")
        return sample
    loaded = {asset.id: asset for asset in (*_beside(kept, sample, folder), *sample.assets)}
    whole = all(asset.size is None or asset.id in loaded for asset in kept.assets)
    if not (whole and _agree(kept, sample)):
        said.append(f"its record under `{RECORD}` tells of something else; only the tags are taken from it")
        return sample.but(tags=kept.tags | sample.tags)
    assets = tuple(
        loaded[asset.id].but(**_known(asset)) if asset.id in loaded else asset.but(uri=None) for asset in kept.assets
    )
    tags, foreign = kept.tags | sample.tags, kept.foreign | sample.foreign
    return kept.but(id=sample.id, assets=assets, tags=tags, foreign=foreign)


def _beside(kept: Sample, sample: Sample, folder: Path | None) -> Iterator[Asset]:
    """The stored assets that the record knows and no turn has brought, from the files that it names."""
    held = {asset.id for asset in sample.assets}
    for asset in kept.assets:
        if folder is not None and asset.uri and asset.size is not None and asset.id not in held:
            yield linked(asset.uri, folder, family_of(asset))


def _agree(kept: Sample, sample: Sample) -> bool:
    """Whether a record's turns say what the file says, as far as every format carries it."""
    if [_said(turn) for turn in kept.turns] != [_said(turn) for turn in sample.turns]:
        return False
    pairs = zip(kept.turns, sample.turns, strict=True)
    fields = all(turn.foreign.items() <= old.foreign.items() for old, turn in pairs)
    return fields and {asset.id for asset in sample.assets} <= {asset.id for asset in kept.assets}


def _said(turn: Turn) -> tuple[str, str]:
    """A turn's words; newlines beside a tag come and go, and a tag may have lost its picture."""
    text = "\n".join("<image>" if part.asset else str(part.text) for part in turn.parts)
    return turn.role, _BESIDE_TAG.sub("<image>", text)


def _known(asset: Asset) -> dict[str, Any]:
    """What a record knows of an asset beside its bytes."""
    names = ("kind", "mime", "width", "height", "seconds", "licence", "source", "notes")
    return {name: getattr(asset, name) for name in names}
