"""Samples as the chat messages that transformers and TRL read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Part, Sample, Turn

SEEN = ("image", "chart", "document")
"""Kinds of assets that a model looks at; text is read, and other kinds need a model of their own."""


class Dialogs:
    """Turns samples into messages with placeholders where the pictures go.

    Args:
        special: the tokenizer's control pieces; where a text from data spells one it is broken up, so that no text can
            end a turn, open another or stand for a picture.
    """

    def __init__(self, special: Iterable[str]) -> None:
        self._special = sorted({token for token in special if token.strip()}, key=len, reverse=True)

    def messages(self, sample: Sample, turns: Sequence[Turn] | None = None) -> list[dict[str, Any]]:
        """One message a turn: `{"role", "content": [{"type": "image"} | {"type": "text", "text"}]}`.

        Raises:
            GoldsmithError: a turn points at an asset of a kind that cannot be shown, or calls a tool, which would
                come out as saying nothing.
        """
        assets = {asset.id: asset for asset in sample.assets}
        said = sample.turns if turns is None else turns
        if any("tool_calls" in turn.foreign for turn in said):
            raise GoldsmithError(
                f"sample {sample.id} calls tools, which models are not shown", "leave such samples out"
            )
        return [
            {"role": turn.role, "content": [self._content(part, assets, sample.id) for part in turn.parts]}
            for turn in said
        ]

    def plain(self, text: str) -> str:
        """The text with every control piece that it spells broken by a space."""
        for token in self._special:
            text = text.replace(token, f"{token[0]} {token[1:]}")
        return text

    def _content(self, part: Part, assets: dict[str, Asset], sample: str) -> dict[str, Any]:
        if part.text is not None:
            return {"type": "text", "text": self.plain(part.text)}
        asset = assets[str(part.asset)]
        if asset.kind == "text":
            return {"type": "text", "text": self.plain(asset.read().decode("utf-8", errors="replace"))}
        if asset.kind not in SEEN:
            raise GoldsmithError(
                f"sample {sample}: a local model cannot be given an asset of kind {asset.kind}",
                "turn it into pictures or text first",
            )
        return {"type": "image"}


def shown(sample: Sample, turns: Sequence[Turn] | None = None) -> list[Asset]:
    """The pictures that the turns point at, in order; one that is pointed at twice comes twice."""
    assets = {asset.id: asset for asset in sample.assets}
    pointed = (part.asset for turn in (sample.turns if turns is None else turns) for part in turn.parts if part.asset)
    return [assets[name] for name in pointed if assets[name].kind in SEEN]


def question(sample: Sample) -> tuple[Turn, ...]:
    """All turns before the last answer; all turns when nobody has answered.

    Raises:
        GoldsmithError: there is nothing to answer.
    """
    places = [place for place, _ in sample.answered()]
    turns = sample.turns[: places[-1]] if places else sample.turns
    if not any(turn.role == "user" for turn in turns):
        raise GoldsmithError(f"sample {sample.id} asks nothing", "leave drafts out before a model answers")
    return turns


def fill(messages: list[dict[str, Any]], pictures: Sequence[Any]) -> None:
    """Put the pictures, in order, where the messages have room for one (strict: as many as there is room for)."""
    places = [part for message in messages for part in message["content"] if part["type"] == "image"]
    for place, found in zip(places, pictures, strict=True):
        place["image"] = found


def joined(messages: list[dict[str, Any]], model: str) -> list[dict[str, str]]:
    """The messages with one string as content, as templates of text models expect.

    Raises:
        GoldsmithError: there is a picture among them.
    """
    if any(part["type"] == "image" for message in messages for part in message["content"]):
        raise GoldsmithError(
            f"the model {model} reads text only", "leave out samples with pictures, or use a model that sees"
        )
    return [
        {"role": message["role"], "content": "\n".join(part["text"] for part in message["content"])}
        for message in messages
    ]
