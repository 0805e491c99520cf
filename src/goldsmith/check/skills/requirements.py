"""The requirements of each skill, from the project's files and those of a user."""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from goldsmith.check.skills.rules import RULES
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.file_digest import file_digest
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Record

OURS = Path(str(files("goldsmith.check"))) / "skills"


class Requirement(Record):
    """One thing that a skill asks for: a rule verifies it, or only a judge can."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    says: str = Field(min_length=1, description="what must hold, in one sentence: judges are given it")
    rule: str = Field(default="", description="what verifies it without a judge")
    limit: float = Field(default=0.0, description="the number that the rule goes by")
    phrases: tuple[str, ...] = Field(default=(), description="what the rule looks for")
    sure: float = Field(default=0.8, gt=0, lt=1, description="how often what the rule finds is a fault")


class Example(Record):
    """A judged exchange, shown to the judge before the one to judge."""

    request: str
    answer: str
    verdicts: FrozenDict[Literal["yes", "no"]]  # type: ignore[type-arg]


class Skill(Record):
    """What a skill is and asks for."""

    what: str
    requirements: tuple[Requirement, ...]
    examples: tuple[Example, ...] = ()


class _File(Record):
    """A file of a user: what it leaves out stays as it is in ours."""

    what: str = ""
    requirements: tuple[Requirement, ...] = ()
    examples: tuple[Example, ...] = ()
    without: tuple[str, ...] = Field(default=(), description="requirements of ours that do not hold")


def own_files(folder: Path | None) -> list[Path]:
    """The files of a user, one for each skill."""
    return sorted(folder.expanduser().glob("*.yaml")) if folder else []


def skill_of(name: str, folder: Path | None) -> Skill | None:
    """A skill, as the user's file changes it; None where neither knows it.

    Raises:
        GoldsmithError: a file is not as it should be, or the folder holds none.
    """
    if folder and not own_files(folder):
        raise GoldsmithError(f"{folder} holds no requirements", "write SKILL.yaml into it, or set another folder")
    paths = [OURS / f"{name}.yaml", *([folder.expanduser() / f"{name}.yaml"] if folder else [])]
    if Path(name).name != name or name.startswith("prompts."):
        return None
    return _merged(tuple((path, file_digest(path)) for path in paths if path.is_file()))


@functools.lru_cache(maxsize=64)
def _merged(paths: tuple[tuple[Path, str], ...]) -> Skill | None:
    found: Skill | None = None
    for path, _ in paths:
        more = _read(path)
        held = {one.name: one for one in (found.requirements if found else ()) if one.name not in more.without}
        held |= {one.name: one for one in more.requirements}
        what, examples = (found.what, found.examples) if found else ("", ())
        found = Skill(what=more.what or what, requirements=tuple(held.values()), examples=more.examples or examples)
    return found


def _read(path: Path) -> _File:
    remedy = "see the files of skills in the package goldsmith.check"
    try:
        plain: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        file = _File.model_validate(plain)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        fault = error.errors(include_url=False)[0] if isinstance(error, ValidationError) else None
        where = ".".join(map(str, fault["loc"])) + ": " if fault else ""
        said = fault["msg"] if fault else str(error)
        raise GoldsmithError(f"the requirements {path} cannot be read: {where}{said}"[:400], remedy) from error
    unknown = next((one for one in file.requirements if one.rule and one.rule not in RULES), None)
    if unknown:
        raise GoldsmithError(f"{path}: no rule is named {unknown.rule!r}", f"there are: {', '.join(RULES)}")
    return file
