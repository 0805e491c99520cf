"""A recipe: named stages, in an order in which each comes after those it needs."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from goldsmith.core.brief import Brief
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.step import validated
from goldsmith.recipe.stage import Stage
from goldsmith.recipe.yaml_lines import Lines, read_yaml


class Recipe:
    """Stages by name; `root` is the folder that relative paths start from and that holds `work/`.

    Raises:
        GoldsmithError: a stage names one that is not there, or stages need each other in a circle.
    """

    def __init__(self, stages: Mapping[str, Stage], root: Path | str = ".", lines: Lines | None = None) -> None:
        self.root = Path(root).resolve()
        self.path: Path | None = None
        self._lines = lines or Lines()
        self.stages = {name: stages[name] for name in self._ordered(dict(stages))}

    @classmethod
    def load(cls, path: Path | str) -> Recipe:
        """Read `recipe.yaml`; a folder stands for the recipe in it.

        Raises:
            GoldsmithError: with file, line and the nearest right name, before any work is done.
        """
        path = Path(path)
        path = path / "recipe.yaml" if path.is_dir() else path
        plain, lines = read_yaml(path)
        if not isinstance(plain, dict) or not isinstance(plain.get("stages"), dict) or not plain["stages"]:
            raise GoldsmithError(f"{path}: a recipe has a mapping `stages` of at least one stage")
        unknown = [key for key in plain if key != "stages"]
        if unknown:
            raise GoldsmithError(
                f"{path}:{lines.of(unknown[0])}: unknown key {unknown[0]!r}", "a recipe has only `stages`"
            )
        root = path.parent.resolve()
        context = {"root": root, "load_brief": lambda name: load_brief(root / name).model_dump()}
        stages = {}
        for name, spelled in plain["stages"].items():
            try:
                stages[str(name)] = Stage.build(spelled, context)
            except GoldsmithError as error:
                line = lines.mentioned(("stages", str(name)), error.problem)
                raise GoldsmithError(f"{path}:{line}: stage {name!r}: {error.problem}", error.remedy) from error
        try:
            recipe = cls(stages, path.parent, lines)
        except GoldsmithError as error:
            raise GoldsmithError(f"{path}:{error.problem}", error.remedy) from error
        recipe.path = path
        return recipe

    def needed(self, name: str) -> list[str]:
        """A stage and all stages it needs, in order.

        Raises:
            GoldsmithError: there is no such stage.
        """
        if name not in self.stages:
            near = difflib.get_close_matches(name, self.stages, n=1)
            raise GoldsmithError(
                f"there is no stage {name!r}",
                f"did you mean {near[0]!r}?" if near else f"stages: {', '.join(self.stages)}",
            )
        wanted, queue = {name}, [name]
        while queue:
            parents = set(self.stages[queue.pop()].parents()) - wanted
            wanted |= parents
            queue.extend(parents)
        return [stage for stage in self.stages if stage in wanted]

    def fingerprints(self, limit: int | None = None) -> dict[str, str]:
        """What identifies each stage's result: its settings and versions, its parents', and the files it reads."""
        prints: dict[str, str] = {}
        for name, stage in self.stages.items():
            parents = [prints[parent] for parent in stage.parents()]
            identity = [stage.identity(), stage.outside(self.root), parents, limit]
            text = json.dumps(identity, sort_keys=True, default=str)
            prints[name] = hashlib.sha256(text.encode()).hexdigest()[:16]
        return prints

    def _ordered(self, stages: dict[str, Stage]) -> list[str]:
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for name, stage in stages.items():
            for parent in stage.parents():
                if parent not in stages:
                    raise GoldsmithError(*self._unknown(name, parent, stages))
            sorter.add(name, *stage.parents())
        try:
            place = {name: number for number, name in enumerate(stages)}
            return _stable(sorter, place)
        except CycleError as error:
            circle = error.args[1]
            line = self._lines.of("stages", circle[0])
            raise GoldsmithError(
                f"{line}: stages need each other in a circle: {' -> '.join(reversed(circle))}",
                "break it at one `source`",
            ) from error

    def _unknown(self, name: str, parent: str, stages: dict[str, Stage]) -> tuple[str, str]:
        near = difflib.get_close_matches(parent, stages, n=1)
        line = self._lines.of("stages", name)
        return (
            f"{line}: stage {name!r} takes from {parent!r}, which is not a stage",
            f"did you mean {near[0]!r}?" if near else f"stages: {', '.join(stages)}",
        )


def _stable(sorter: TopologicalSorter[str], place: dict[str, int]) -> list[str]:
    """An order that keeps to the recipe's own where it can."""
    sorter.prepare()
    ordered: list[str] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=place.__getitem__)
        ordered.append(ready.pop(0))
        sorter.done(ordered[-1])
    return ordered


def load_brief(path: Path) -> Brief:
    """Read `brief.yaml`.

    Raises:
        GoldsmithError: with file and line.
    """
    plain, lines = read_yaml(path)
    try:
        return validated(Brief, plain)
    except GoldsmithError as error:
        raise GoldsmithError(f"{path}:{lines.said(error.problem)}: {error.problem}", error.remedy) from error


def spelled(recipe: Recipe) -> dict[str, Any]:
    """The whole recipe as plain data."""
    return {"stages": {name: stage.spell() for name, stage in recipe.stages.items()}}
