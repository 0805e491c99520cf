"""The house style of a project: headings, emphasis, lists and typography."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.text.style_rules import Rules, faults
from goldsmith.check.text.tongue import tongue
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.file_digest import file_digest
from goldsmith.core.own_files import OwnPath
from goldsmith.core.types import Finding, Sample


class HouseStyle(Check):
    """Flag answers that depart from the house style, each place with what should stand there.

    Code is left alone, and so are answers whose `format` tag is json, xml, csv or table. French keeps its space before
    punctuation. In sentence case a heading is faulty when each of its longer words has a capital, so names pass.
    """

    style: OwnPath | None = None
    """A YAML file of these settings (`most_emojis: 0`); settings given beside it overrule the file."""

    headings: bool = True
    """Headings are allowed."""

    heading_jumps: bool = False
    """A heading may skip levels (### after #)."""

    setext_headings: bool = False
    """Headings may be underlined instead of marked with #."""

    heading_case: Literal["any", "sentence", "title"] = "any"
    """How headings are capitalised."""

    italics: bool = True
    """Italics are allowed."""

    bold: bool = True
    """Bold is allowed."""

    list_marker: Literal["any", "-", "*", "+"] = "any"
    """What marks the items of a list without numbers."""

    html: bool = True
    """Raw HTML is left to `markdown-artefacts`; if false it is reported here as well."""

    most_emojis: int | None = Field(default=None, ge=0)
    """Emojis that an answer may have; any number if not given."""

    most_exclamations: int | None = Field(default=None, ge=0)
    """Exclamation marks that an answer may have; any number if not given."""

    quotes: Literal["any", "consistent", "straight", "typographic"] = "consistent"
    """Double quotation marks: all of one kind, or of the kind named."""

    double_spaces: bool = False
    """Several spaces may stand between words."""

    space_before_punctuation: bool = False
    """A space may stand before punctuation, in any language."""

    ellipsis: Literal["any", "...", "…"] = "any"
    """How an ellipsis is written."""

    dashes: Literal["any", "em", "spaced-em", "en"] = "any"
    """How a dash between words is written: an em dash, one with spaces, or an en dash with spaces."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A minor finding for each departure, with its place and what should stand there."""
        if sample.tags.get("format") in ("json", "xml", "csv", "table"):
            return
        rules = self.rules()
        for place, turn in sample.answered():
            spoken = tongue(sample, turn.text)
            yield from self.in_texts(sample, [(place, turn)], functools.partial(faults, rules, spoken))

    def files(self) -> Iterable[Path]:
        """The file of settings."""
        return (self.style,) if self.style else ()

    def rules(self) -> Rules:
        """The rules in force: those of the file, overruled by settings that are not as they are by default.

        Raises:
            GoldsmithError: the file cannot be read, or holds something else than settings.
        """
        own = {name: getattr(self, name) for name in Rules._fields}
        if self.style is None:
            return Rules(**own)
        usual = HouseStyle.model_fields
        changed = {name: value for name, value in own.items() if value != usual[name].default}
        return _from_file(self.style, file_digest(self.style))._replace(**changed)


@functools.lru_cache(maxsize=8)
def _from_file(path: Path, _held: str) -> Rules:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise GoldsmithError(f"the style {path} cannot be read: {error}", "name a YAML file of settings") from error
    if not isinstance(data, dict) or "style" in data:
        raise GoldsmithError(f"the style {path} holds no settings", "write lines as `most_emojis: 0`")
    check = Check.build({"house-style": data})
    assert isinstance(check, HouseStyle)
    return check.rules()
