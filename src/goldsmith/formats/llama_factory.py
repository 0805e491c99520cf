"""LLaMA-Factory: data files described by `dataset_info.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.alpaca import Alpaca
from goldsmith.formats.files import drafted, inside, problem, read_json
from goldsmith.formats.format import Format
from goldsmith.formats.sharegpt import Sharegpt

INFO = "dataset_info.json"


class LlamaFactory(Format):
    """A folder with `dataset_info.json` and the files it names, in ShareGPT's or Alpaca's form."""

    writes: ClassVar[bool] = True

    dataset: str = ""
    """Which described set to read (all local ones if empty); on writing, the set's name (`goldsmith` if empty)."""

    licence: str = ""
    """The licence of pictures read."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with `dataset_info.json` that describes files, or that file itself."""
        file = path if path.name == INFO else path / INFO
        if not file.is_file() or (file.parent / "state.json").exists():
            return False
        plain = read_json(file)
        return isinstance(plain, dict) and any(isinstance(one, dict) and "file_name" in one for one in plain.values())

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The samples of the described sets that lie in the folder."""
        folder = path.parent if path.name == INFO else path
        described = read_json(folder / INFO)
        if self.dataset and self.dataset not in described:
            raise GoldsmithError(
                f"{folder / INFO} describes no set {self.dataset!r}", f"there are: {', '.join(described)}"
            )
        for name in [self.dataset] if self.dataset else described:
            info = described[name]
            if "file_name" not in info:
                yield problem(self.name(), f"the set {name!r} lies on a hub and is not read", "note")
                continue
            form = Sharegpt(licence=self.licence) if info.get("formatting") == "sharegpt" else Alpaca()
            for item in form.read(inside(folder, str(info["file_name"]))):
                yield item.but(tags={"dataset": name, **item.tags}) if isinstance(item, Sample) else item

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One set in ShareGPT's form, its pictures, and its description."""
        name = self.dataset or "goldsmith"
        with drafted(path) as draft:
            draft.mkdir(parents=True)
            yield from Sharegpt().write(samples, draft / f"{name}.json")
            info: dict[str, Any] = {
                "file_name": f"{name}.json",
                "formatting": "sharegpt",
                "columns": {"messages": "conversations", "images": "images"},
            }
            (draft / INFO).write_text(json.dumps({name: info}, indent=1))
