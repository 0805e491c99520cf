"""Planted sets: answers with a known fault and innocent near misses, by which a check is measured.

`planted/<check>.yaml` is a list of cases; each key of a case is a field of `Case`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, JsonValue, ValidationError, model_validator

from goldsmith.check.measuring.planted_media import Planted
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Box, Kind, Note, Record, Sample, Turn

FOLDER = Path(str(files("goldsmith.check"))) / "planted"
UNASKED = "?"
"""The question of a case without one: not empty, and in no language."""
UNSAID = "..."
"""The answer of a case about a medium alone."""


class Evidence(Record):
    """What is known of the media a case's answer is about; the fields are those of a `Note`."""

    kind: str
    text: str
    box: Box | None = None
    seconds: tuple[float, float] | None = None


class Case(Record):
    """An answer that a check should find fault with, or should leave alone."""

    language: str = Field(
        description="ISO 639-1, zxx where nothing is said; in quotation marks where YAML reads it otherwise (`no`)"
    )
    fault: bool
    answer: str = Field(default=UNSAID, description="left out where only the medium matters")
    question: str = UNASKED
    marks: str | None = Field(default=None, description="the piece of the answer that a finding should cover")
    tags: dict[str, str] = Field(default={}, description="tags of the sample beside its language")
    settings: dict[str, JsonValue] = Field(default={}, description="settings of the check for this case")
    notes: tuple[Evidence, ...] = ()
    blind: bool = Field(default=False, description="written by someone who had not read the check")
    kind: Kind = Field(default="image", description="what the answer is about, where it has notes or a length")
    seconds: float | None = Field(default=None, description="how long the video or sound is that the answer is about")
    media: Planted | None = Field(default=None, description="a medium made on the spot, that the answer is about")
    met: Planted | None = Field(default=None, description="the medium of an earlier sample in the same set")
    beside: tuple[str, ...] = Field(default=(), description="other answers to the question, earlier in the same set")

    @model_validator(mode="after")
    def _marks_are_there(self) -> Case:
        if self.marks is not None and (not self.marks or self.marks not in self.answer):
            raise ValueError(f"marks: {self.marks!r} is no piece of the answer")
        return self

    def samples(self, name: str) -> list[Sample]:
        """The set that the case stands in: it comes last, after the other answers."""
        others = (self.but(answer=answer, marks=None) for answer in self.beside)
        before = [other.sample(name).but(id=f"{name}-{place}") for place, other in enumerate(others)]
        if self.met is not None:
            before.append(self.but(media=self.met, met=None).sample(f"{name}-met"))
        return [*before, self.sample(name)]

    def sample(self, name: str) -> Sample:
        """The case as a dialog of one question and one answer, about a picture (or `kind`) where something is noted."""
        notes = tuple(Note(id=f"n{place}", **dict(note)) for place, note in enumerate(self.notes))
        assets = self._assets(name, notes)
        shown = tuple(asset.id for asset in assets)
        turns = (Turn.said("user", self.question, shown), Turn.said("assistant", self.answer))
        return Sample(id=name, assets=assets, turns=turns, tags=FrozenDict({"language": self.language, **self.tags}))

    def _assets(self, name: str, notes: tuple[Note, ...]) -> tuple[Asset, ...]:
        if self.media is not None:
            made = self.media.asset()
            return (made.but(notes=(*made.notes, *notes)),)
        if not notes and self.seconds is None:
            return ()
        return (Asset.absent(name, kind=self.kind, seconds=self.seconds, notes=notes),)

    def covers(self, start: int, end: int) -> bool:
        """Whether characters from `start` to `end` of the answer overlap the marked piece, wherever it stands."""
        if self.marks is None:
            return True
        at = self.answer.find(self.marks)
        while at >= 0:
            if start < at + len(self.marks) and at < end:
                return True
            at = self.answer.find(self.marks, at + 1)
        return False


def planted_sets(only: Iterable[str] = (), folder: Path = FOLDER) -> dict[str, list[Case]]:
    """The cases of every planted set, or of those named, by check.

    Raises:
        GoldsmithError: a check named has no set, or a set is not as it should be.
    """
    there = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    for name in only:
        if name not in there:
            near = difflib.get_close_matches(name, there, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(there)}"
            raise GoldsmithError(f"{name!r} has no planted set", hint)
    return {name: read_cases(there[name]) for name in sorted(set(only) or there)}


def read_cases(path: Path) -> list[Case]:
    """The cases in one file.

    Raises:
        GoldsmithError: it cannot be read, is no YAML or no list, or a case in it is wrong, with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        items = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (OSError, UnicodeDecodeError) as error:
        raise GoldsmithError(f"{path} cannot be read: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise GoldsmithError(f"{path}:{line}: this is not YAML: {error.problem}", "mend the file") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise GoldsmithError(f"{path}: this is not YAML: {error}", "mend the file") from error
    if not isinstance(items, list) or not items:
        raise GoldsmithError(f"{path} holds no list of cases", "begin each case with `- language: en`")
    cases: list[Case] = []
    places: dict[str, int] = {}
    for place, item in enumerate(items):
        case = _case(path, text, place, item)
        first = places.setdefault(case.model_dump_json(exclude={"fault", "marks", "blind"}), place)
        if first != place:
            twin = _line(text, first)
            raise GoldsmithError(f"{path}:{_line(text, place)}: the same case as in line {twin}", "keep one of them")
        cases.append(case)
    return cases


def _case(path: Path, text: str, place: int, item: Any) -> Case:
    try:
        return Case.model_validate(item)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        problem = f"{path}:{_line(text, place)}: {where + ': ' if where else ''}{fault['msg']}"
        known = ", ".join(Case.model_fields)
        raise GoldsmithError(problem, f"a case has these keys: {known}") from error


def _line(text: str, place: int) -> int:
    """The line (from 1) on which an item of the list begins; asked for only when something is wrong."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.SequenceNode)
    return int(node.value[place].start_mark.line) + 1
