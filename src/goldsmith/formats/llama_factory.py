"""LLaMA-Factory: data files described by `dataset_info.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.conversations import bare_message, spoken_plainly, untaggable
from goldsmith.formats.described_sets import DescribedSet
from goldsmith.formats.dialog_files import DialogFile
from goldsmith.formats.files import MediaFolder, drafted, problem, read_json
from goldsmith.formats.format import Format

INFO = "dataset_info.json"
COLUMNS = ("images", "videos", "audios", "tools")


class LlamaFactory(Format):
    """A folder with `dataset_info.json` and the files it names, in ShareGPT's, OpenAI's or Alpaca's form."""

    version: ClassVar[int] = 2
    writes: ClassVar[bool] = True

    dataset: str = ""
    """Which described sets to read, with commas between (all local ones if empty); on writing, the set's name."""

    licence: str = ""
    """The licence of media read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with `dataset_info.json` that describes files, or that file itself."""
        file = path if path.name == INFO else path / INFO
        if not file.is_file() or (file.parent / "state.json").exists():
            return False
        try:
            plain = read_json(file)
        except GoldsmithError:
            return False
        return isinstance(plain, dict) and any(isinstance(one, dict) and "file_name" in one for one in plain.values())

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The samples of the described sets that lie in the folder.

        Raises:
            GoldsmithError: a set asked for is not described, or its file is not there.
        """
        file = path if path.name == INFO else path / INFO
        described = read_json(file)
        if not isinstance(described, dict):
            raise GoldsmithError(f"{file} does not describe sets", "write an object with an entry for each set")
        asked = [name.strip() for name in self.dataset.split(",") if name.strip()]
        if unknown := [name for name in asked if name not in described]:
            raise GoldsmithError(f"{file} describes no set {unknown[0]!r}", f"there are: {', '.join(described)}")
        seen: set[str] = set()
        for name in asked or described:
            for item in self._set(name, described[name], file, name in asked):
                yield _own(item, name, seen)

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One set in ShareGPT's form, its media, and its description; dialogs that would be skipped are left out."""
        name = self.dataset or "goldsmith"
        if not re.fullmatch(r"\w[\w.-]*", name):
            raise GoldsmithError(f"{name!r} cannot be the name of a set and its file", "use letters, digits, - and _")
        columns = {"messages": "conversations"}

        def plain(sample: Sample, media: MediaFolder) -> dict[str, Any]:
            # no foreign fields beside these: they are read as a table, where a key has one type in all records
            tools = sample.foreign.get("tools")
            item = spoken_plainly(sample.but(foreign={}), media) | ({"tools": tools} if isinstance(tools, str) else {})
            columns.update({key: key for key in COLUMNS if key in item})
            return {**item, "conversations": [bare_message(one) for one in item["conversations"]]}

        with drafted(path) as draft:
            draft.mkdir(parents=True)
            yield from DialogFile(self.name(), True, plain, unfit=_unfit).write(samples, draft / f"{name}.json")
            info = {"file_name": f"{name}.json", "formatting": "sharegpt", "columns": columns}
            (draft / INFO).write_text(json.dumps({name: info}, indent=1, ensure_ascii=False), encoding="utf-8")

    def _set(self, name: str, info: Any, file: Path, asked: bool) -> Iterator[Sample | Finding]:
        """The samples of one set; one that cannot be read is an error only when it was asked for."""
        try:
            one = DescribedSet.of(name, info, file.parent, self.licence)
            if one is None:
                yield problem(self.name(), f"{file}: the set {name!r} lies on a hub and is not read", "note", set=name)
                return
            yield from one.read(self.name())
        except GoldsmithError as error:
            if asked:
                raise
            yield problem(self.name(), f"{file}: {error.problem}", set=name)


def _own(item: Sample | Finding, name: str, seen: set[str]) -> Sample | Finding:
    """The item; ids begin anew in every set, so that one taken before gets the set's name in front."""
    if isinstance(item, Sample):
        if item.id in seen:
            item = item.but(id=f"{name}/{item.id}")
        seen.add(item.id)
    return item


def _unfit(sample: Sample) -> str:
    """Why LLaMA-Factory would skip a dialog: it wants a user or a tool, then the assistant, and so on in turns."""
    first, *rest = sample.turns
    turns = rest if first.role == "system" else sample.turns
    heard = ["user" if turn.role in ("user", "tool") else turn.role for turn in turns]
    if heard != ["user", "assistant"] * (len(turns) // 2) or not turns:
        return "its turns do not alternate between user (or tool) and assistant"
    return untaggable(sample)
