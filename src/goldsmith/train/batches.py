"""Batches for TRL's trainer: pictures decoded once, dialogs tokenised once where the model allows it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from goldsmith.core.types import Asset
from goldsmith.media.look import picture
from goldsmith.models.dialog import fill

Row = dict[str, Any]
"""`row` (its number), `length` (characters), `messages`, and for models that see `images` (names `Pictures` knows)."""

IGNORED = -100
"""The label of a token that has no part in the loss, as torch and TRL have it."""


class Pictures:
    """The pictures of a training set, decoded when first asked for and kept as small as the model sees them.

    Decoding and scaling dominates a step of a small model, so every picture is decoded once as long as all fit.

    Args:
        size: width and height in pixels that the model's processor scales every picture to, None when it does not.
        most_bytes: how much memory the kept pictures may take.
    """

    def __init__(self, size: tuple[int, int] | None, most_bytes: int = 512 << 20) -> None:
        self.size = size
        self._room = most_bytes
        self._assets: dict[str, Asset] = {}
        self._kept: OrderedDict[str, Any] = OrderedDict()

    def hold(self, asset: Asset) -> str:
        """Take the asset in; returns the name under which `get` gives its picture.

        Raises:
            GoldsmithError: the asset is no picture, or its bytes are not at hand.
        """
        self._assets[asset.id] = asset
        self.get(asset.id)
        return asset.id

    def get(self, name: str) -> Any:
        """The RGB picture."""
        if name not in self._kept:
            found = picture(self._assets[name])
            if self.size:
                found = found.resize(self.size, resample=3)  # bicubic, as the processor would
            self._keep(name, found)
        self._kept.move_to_end(name)
        return self._kept[name]

    def _keep(self, name: str, found: Any) -> None:
        self._kept[name] = found
        self._room -= 3 * found.width * found.height
        while self._room < 0 and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._room += 3 * oldest.width * oldest.height


class Batches:
    """A collator around TRL's: it puts the pictures in, and remembers the tokens of dialogs it has met.

    TRL writes, tokenises and masks every dialog again in every epoch, which costs a small model as much time as
    learning does. Where a processor makes one tensor of each picture, whatever else is in the batch, tokens and labels
    of a dialog never change, so they are made once. Every other processor gets TRL's own batch.

    Args:
        processor: makes tokens of messages and tensors of pictures.
        pictures: the pictures that the rows name.
        template: a chat template that marks what the assistant says, None for the processor's own.
        collate: TRL's collator.
    """

    def __init__(
        self, processor: Any, pictures: Pictures, template: str | None, collate: Callable[[list[Row]], Any]
    ) -> None:
        self._processor = processor
        self._pictures = pictures
        self._template = template
        self._collate = collate
        self._is_plain = pictures.size is not None
        self._known: dict[int, tuple[list[int], list[int]]] = {}

    def __call__(self, rows: list[Row]) -> Any:
        """The batch: `input_ids`, `attention_mask`, `labels` (dialogs x tokens) and what the pictures become."""
        if self._is_plain:
            for row in rows:
                self._meet(row)
        if not self._is_plain:
            return self._collate(
                [{**row, "images": [self._pictures.get(name) for name in row["images"]]} for row in rows]
            )
        return self._joined(rows)

    def _meet(self, row: Row) -> None:
        if row["row"] in self._known:
            return
        found = [self._pictures.get(name) for name in row["images"]]
        messages = [{**message, "content": [dict(part) for part in message["content"]]} for message in row["messages"]]
        fill(messages, found)
        made = self._processor.apply_chat_template(
            [messages],
            chat_template=self._template,
            tokenize=True,
            return_dict=True,
            return_assistant_tokens_mask=True,
            processor_kwargs={"add_special_tokens": False},  # the template has written them
        )
        extra = set(made) - {"input_ids", "attention_mask", "assistant_masks", "pixel_values"}
        self._is_plain = not extra and len(made.get("pixel_values", ())) == len(found)
        tokens, said = list(made["input_ids"][0]), made["assistant_masks"][0]
        labels = [token if counts else IGNORED for token, counts in zip(tokens, said, strict=True)]
        self._known[row["row"]] = (tokens, labels)

    def _joined(self, rows: list[Row]) -> dict[str, Any]:
        import torch
        from torch.nn.utils.rnn import pad_sequence

        tokens, labels = zip(*(self._known[row["row"]] for row in rows), strict=True)

        def padded(lists: Any, value: int) -> Any:
            return pad_sequence([torch.tensor(ids) for ids in lists], batch_first=True, padding_value=value)

        batch = {
            "input_ids": padded(tokens, self._processor.tokenizer.pad_token_id),
            "attention_mask": padded([[1] * len(ids) for ids in tokens], 0),
            "labels": padded(labels, IGNORED),
        }
        found = [self._pictures.get(name) for row in rows for name in row["images"]]
        if found:
            batch["pixel_values"] = self._processor.image_processor(images=found, return_tensors="pt")["pixel_values"]
        return batch
