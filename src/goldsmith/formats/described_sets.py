"""A data set as an entry of LLaMA-Factory's `dataset_info.json` describes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Rival, Sample, Turn
from goldsmith.formats.alpaca import instructed
from goldsmith.formats.conversations import conversation
from goldsmith.formats.dialog_files import read_dialogs
from goldsmith.formats.dialogs import RECORD
from goldsmith.formats.files import inside

FORMS = ("alpaca", "sharegpt", "openai")
ENDINGS = (".json", ".jsonl")
HUBS = ("hf_hub_url", "ms_hub_url", "om_hub_url", "script_url", "cloud_file_name")

SHARED = {"system": "system", "images": "images", "videos": "videos", "audios": "audios"}
ALPACA = {**SHARED, "prompt": "instruction", "query": "input", "response": "output", "history": "history"}
SHAREGPT = {**SHARED, "messages": "conversations"}
"""What a description calls a column, and the key that the plain form of the file has for it."""

SPEAKERS = {
    "user_tag": "human",
    "assistant_tag": "gpt",
    "observation_tag": "observation",
    "function_tag": "function_call",
    "system_tag": "system",
}
"""What a description calls a speaker, and the speaker's name where the description says nothing."""


@dataclass(frozen=True)
class DescribedSet:
    """Where a set lies, and what its columns and its speakers are called."""

    name: str
    file: Path
    folder: Path
    """The folder of the description, which media are named from."""
    licence: str
    form: str
    columns: Mapping[str, str] | None
    tags: Mapping[str, str]
    ranking: bool

    @classmethod
    def of(cls, name: str, info: Any, folder: Path, licence: str) -> Self | None:
        """A set as its entry describes it; None for one that lies on a hub.

        Raises:
            GoldsmithError: the entry is none, names no file or one that is not there, or has no answers.
        """
        if not isinstance(info, Mapping):
            raise GoldsmithError(f"the set {name!r} is described by a {type(info).__name__}, not by an object")
        if "file_name" not in info and any(hub in info for hub in HUBS):
            return None
        where, form = info.get("file_name"), info.get("formatting", "alpaca")
        if not isinstance(where, str):
            raise GoldsmithError(f"the set {name!r} names no file", "give its `file_name`")
        file = inside(folder, where)
        if not file.exists():
            raise GoldsmithError(f"the set {name!r} names the file {where}, which is not in {folder}", "fetch it")
        if file.is_file() and file.suffix not in ENDINGS:
            raise GoldsmithError(f"the set {name!r} is in {where}, which is no JSON", "read that file by itself")
        if form not in FORMS:
            raise GoldsmithError(f"the set {name!r} has the unknown formatting {form!r:.80}", f"use {', '.join(FORMS)}")
        columns, tags = _texts(name, info, "columns"), _texts(name, info, "tags") or {}
        if columns and form == "alpaca" and not {"response", "chosen"} & columns.keys():
            raise GoldsmithError(f"the set {name!r} has no answers: its columns name no response")
        return cls(name, file, folder, licence, form, columns, tags, info.get("ranking") is True)

    def read(self, form: str) -> Iterator[Sample | Finding]:
        """The samples of the set's file, or of all files of its folder."""
        names = sorted(one.name for one in self.file.iterdir()) if self.file.is_dir() else [""]
        for file in (inside(self.file, name) if name else self.file for name in names):
            if file.suffix in ENDINGS:
                yield from read_dialogs(form, file, self._sample)

    def _sample(self, plain: dict[str, Any], number: int, remarks: list[str]) -> Sample:
        item, answers = self._ranked(plain)
        if self.form == "alpaca":
            named = self._named(item, ALPACA, remarks) | ({"output": answers[0]} if answers else {})
            sample = instructed(named, number, self.folder, self.licence, remarks)
        else:
            named = self._named(item, SHAREGPT, remarks)
            messages = named.get("conversations")
            if isinstance(messages, list):
                named["conversations"] = [self._message(message) for message in (*messages, *answers[:1])]
            sample = conversation(named, number, self.folder, self.licence, remarks)
        if answers and not sample.rivals:
            sample = sample.but(rivals=(self._rival(answers[1]),))
        return sample if RECORD in plain else sample.but(tags={"dataset": self.name, **sample.tags})

    def _ranked(self, plain: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
        """The item without the chosen and the rejected answer of a ranking, and these."""
        names = [(self.columns or {}).get(key, "") for key in ("chosen", "rejected")]
        if not self.ranking or any(name not in plain for name in names):
            return plain, []
        return {key: value for key, value in plain.items() if key not in names}, [plain[name] for name in names]

    def _rival(self, rejected: Any) -> Rival:
        text = rejected
        if self.form != "alpaca":
            text = self._message(rejected)["value"] if isinstance(rejected, Mapping) else None
        if not isinstance(text, str):
            raise GoldsmithError("the rejected answer is not a text")
        return Rival(turn=Turn.said("assistant", text), margin=1)

    def _named(self, plain: dict[str, Any], keys: Mapping[str, str], remarks: list[str]) -> dict[str, Any]:
        """The item under the keys of the plain form; what the columns do not name has no part in it."""
        if self.columns is None:
            return dict(plain)
        named = {keys[one]: plain[name] for one, name in self.columns.items() if one in keys and name in plain}
        used = {name for one, name in self.columns.items() if one in keys}
        rest = {key: value for key, value in plain.items() if key not in used}
        strange = sorted(rest.keys() & set(keys.values()))
        remarks += [f"`{key}` is named by no column and is passed over" for key in strange if rest[key]]
        return {**{key: value for key, value in rest.items() if key not in strange}, **named}

    def _message(self, message: Any) -> Any:
        """A message in ShareGPT's words; what is no message stays as it is, to be refused by who reads it."""
        if not isinstance(message, Mapping):
            return message
        openai = self.form == "openai"
        role = self.tags.get("role_tag", "role" if openai else "from")
        content = self.tags.get("content_tag", "content" if openai else "value")
        speakers = {self.tags.get(tag, name): name for tag, name in SPEAKERS.items()}
        speaker, text = message.get(role), message.get(content)
        named = speakers.get(speaker, speaker) if isinstance(speaker, str) else speaker
        rest = {key: value for key, value in message.items() if key not in (role, content, "from", "value")}
        return {**rest, "from": named, "value": "" if text is None and "tool_calls" in message else text}


def _texts(name: str, info: Mapping[str, Any], key: str) -> dict[str, str] | None:
    """The texts under a key of a description; null stands for what is not there."""
    found = info.get(key)
    if found is None:
        return None
    if not isinstance(found, Mapping) or not all(value is None or isinstance(value, str) for value in found.values()):
        raise GoldsmithError(f"the set {name!r}: `{key}` does not give names to names")
    return {one: value for one, value in found.items() if value is not None}
