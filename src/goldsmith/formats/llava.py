"""LLaVA's JSON (Visual Instruction Tuning, arXiv:2304.08485): one picture a conversation, or a question about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.conversations import MEDIA_KEYS, conversation, media_of, spoken_plainly
from goldsmith.formats.dialog_files import DialogFile, read_dialogs
from goldsmith.formats.dialogs import own_id, shown, tagged_dialog
from goldsmith.formats.files import MediaFolder, foreign, stable_id
from goldsmith.formats.format import Format
from goldsmith.formats.json_items import first_item
from goldsmith.formats.linked_media import family_of

QUESTIONS = ("question", "instruction", "prompt")
ANSWERS = ("answer", "output", "text")
"""`text` is the answer where a question stands beside it, and else the question."""


class Llava(Format):
    """A JSON array of objects with `image` (absent for text alone) and `conversations` from `human` and `gpt`.

    Read too: the question and answer lines of its evaluations (`question_id`, `image`, `text`, `prompt`), objects with
    `image`, a question and an answer, and `image` as a list.
    """

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    record: bool = False
    """Keep under the key `goldsmith` what conversations have no place for, so that reading back loses nothing."""

    licence: str = ""
    """The licence of media read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file whose first object has `image` and `conversations`, or `image` and a question."""
        first = first_item(path)
        if not isinstance(first.get("image"), str | list):
            return False
        asks = any(isinstance(first.get(key), str) for key in QUESTIONS)
        return isinstance(first.get("conversations"), list) or asks or ("question_id" in first and "text" in first)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each conversation or question."""

        def make(plain: dict[str, Any], number: int, remarks: list[str]) -> Sample:
            if "conversations" in plain:
                return conversation(plain, number, path.parent, self.licence, remarks)
            return _asked(plain, path.parent, self.licence)

        yield from read_dialogs(self.name(), path, make)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One JSON array; samples with several pictures or with system turns are left out, with a finding."""

        def plain(sample: Sample, media: MediaFolder) -> dict[str, Any]:
            said = spoken_plainly(sample, media)
            image = {"image": said.pop("images")[0]} if "images" in said else {}
            conversations = said.pop("conversations")
            return {**said, **image, "conversations": conversations}

        file = DialogFile(self.name(), self.record, plain, unfit=_unfit, messages="conversations")
        yield from file.write(samples, path)


def _asked(plain: Mapping[str, Any], folder: Path, licence: str) -> Sample:
    """A question about a picture, with its answer where there is one; several may have the id of their picture."""
    asked = next((key for key in QUESTIONS if plain.get(key)), None)
    answered = next((key for key in ANSWERS if plain.get(key)), None) if asked else None
    if asked is None:
        asked = "text"
        if "answer_id" in plain or "model_id" in plain:
            raise GoldsmithError("an answer without its question")
    said = [(role, plain.get(key)) for role, key in (("user", asked), ("assistant", answered)) if key]
    spoken = [(role, text) for role, text in said if isinstance(text, str)]
    if len(spoken) < len(said):
        raise GoldsmithError("neither `conversations` nor a question in text")
    media = media_of(plain, folder, licence)
    name = own_id(plain, "question_id")
    if name is None:
        name = "-".join(filter(None, (own_id(plain), stable_id(spoken)[:8])))
    return Sample(
        id=name,
        turns=tagged_dialog(spoken, media),
        assets=tuple({asset.id: asset for assets in media.values() for asset in assets}.values()),
        foreign=foreign(plain, {"id", "question_id", asked, answered or asked, *MEDIA_KEYS}),
    )


def _unfit(sample: Sample) -> str:
    pictures = shown(sample.turns, sample.assets)
    roles = [turn.role for turn in sample.turns]
    if len(pictures) > 1:
        return "it shows several pictures"
    if any(family_of(asset) != "image" for asset in pictures):
        return "what it shows is no picture"
    if pictures and not any(part.asset for part in sample.turns[0].parts):
        return "its picture is not in the first turn"
    if roles != ["user", "assistant"] * (len(roles) // 2):
        return "its turns do not alternate between user and assistant"
    return ""
