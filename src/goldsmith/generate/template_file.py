"""Instruction templates: one YAML file per task category and language, and filling and reading their slots."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.step import validated
from goldsmith.core.types import Record
from goldsmith.generate.phrases import languages, read_mapping

CATEGORIES = ("captioning", "vqa", "question-generation", "classification")

THIS = "this"
"""The slot for what is shown, which every template may have: `this picture`, `this chart`."""

_SLOT = re.compile(r"\{([^{}]*)\}")


class Template(Record):
    """One wording of an instruction, with named slots in braces."""

    id: str = Field(min_length=1)
    ask: str = Field(min_length=1)
    short: bool = Field(default=False, description="it says that the answer should be short")

    @property
    def slots(self) -> list[str]:
        """The names in braces, in order, repeated ones repeatedly."""
        return _SLOT.findall(self.ask)

    def fill(self, values: Mapping[str, str]) -> str:
        """The instruction with its slots filled; braces inside the values stay as they are.

        Raises:
            KeyError: a slot has no value.
        """
        return _SLOT.sub(lambda found: values[found[1]], self.ask)

    def parse(self, text: str) -> dict[str, str] | None:
        """The values that give this text when filled in (the inverse of `fill`), or None; repeated slots have none."""
        if len(set(self.slots)) < len(self.slots):
            return None
        pieces = _SLOT.split(self.ask)
        anything = {THIS: r"[\w ]*"}  # plain words, so that the slot after them begins where they end
        pattern = "".join(
            f"(?P<{piece}>{anything.get(piece, '.*')})" if odd % 2 else re.escape(piece)
            for odd, piece in enumerate(pieces)
        )
        found = re.fullmatch(pattern, text, re.DOTALL)
        return found.groupdict() if found else None


class TemplateFile(Record):
    """The templates of one task category in one language."""

    category: str
    language: str
    version: int = 1
    count: int = Field(description="how many templates there should be; the linter holds it against the list")
    short_words: int = Field(default=3, description="answers of up to so many words count as short")
    short_answers: bool = Field(default=False, description="answers of this category are mostly short")
    slots: tuple[str, ...] = Field(default=(), description="names that may stand in braces, beside `this`")
    ocr: str = Field(default="", description="the line that passes on text read in the picture, with {ocr}")
    templates: tuple[Template, ...] = Field(min_length=1)

    def fitting(self, answer: str) -> list[Template]:
        """The templates that do not promise a short answer when this one is not."""
        short = len(answer.split()) <= self.short_words
        return [template for template in self.templates if short or not template.short]


@functools.cache
def template_file(category: str, language: str, folder: Path | None = None) -> TemplateFile:
    """The templates of a category in a language: the user's own, if their folder has any, else those that come along.

    Raises:
        GoldsmithError: there is no such file, or it does not hold templates.
    """
    path = template_path(category, language, folder)
    try:
        return validated(TemplateFile, read_mapping(path))
    except GoldsmithError as error:
        raise GoldsmithError(f"{path}: {error.problem}", error.remedy) from error


def template_path(category: str, language: str, folder: Path | None = None) -> Path:
    """The file below `folder/LANGUAGE/CATEGORY.yaml` if it exists, else the one that comes along.

    Raises:
        GoldsmithError: neither exists, or the folder does not.
    """
    if folder is not None and not folder.is_dir():
        raise GoldsmithError(f"the folder of templates {folder} does not exist")
    ours = Path(str(files("goldsmith.generate"))) / "wording"
    for place in (folder, ours) if folder else (ours,):
        path = place / language / f"{category}.yaml"
        if path.is_file():
            return path
    raise GoldsmithError(
        f"there are no {category} templates in the language {language!r}",
        f"write {language}/{category}.yaml in a folder of your own and name it as `folder`; "
        f"ours are in {', '.join(languages())}",
    )


def content_hash(path: Path) -> str:
    """Hash of a file, so that a stage is done again when somebody changed it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
