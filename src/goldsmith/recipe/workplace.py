"""The work folder beside a recipe: where each stage's result lies, and what is finished, stale or missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.manifest import Manifest
from goldsmith.recipe.recipe import Recipe
from goldsmith.store.assets import AssetStore
from goldsmith.store.files import write_whole

State = Literal["finished", "stale", "begun", "missing"]


@dataclass(frozen=True)
class StageState:
    """How far a stage is, and why it is not further."""

    name: str
    kind: str
    state: State
    reason: str
    folder: Path
    manifest: Manifest | None = None


@dataclass(frozen=True)
class Workplace:
    """`work/` beside the recipe: `assets/`, and `stages/<name>/<fingerprint>/` with a manifest when finished."""

    root: Path

    @property
    def store(self) -> AssetStore:
        """All media of all stages."""
        return AssetStore(self.root / "assets")

    def folder(self, name: str, fingerprint: str) -> Path:
        """Where a stage with these settings leaves its result."""
        return self.root / "stages" / name / fingerprint

    def manifest(self, folder: Path) -> Manifest | None:
        """A stage's manifest; None when the stage is not finished there.

        Raises:
            GoldsmithError: the manifest cannot be read.
        """
        path = folder / "manifest.json"
        try:
            return Manifest.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError as error:
            raise GoldsmithError(f"{path} is damaged", f"remove {folder} and run again") from error

    def finish(self, folder: Path, manifest: Manifest) -> None:
        """Write the manifest, which makes the stage finished."""
        write_whole(folder / "manifest.json", manifest.model_dump_json(indent=1) + "\n")

    def others(self, name: str, fingerprint: str) -> list[Manifest]:
        """Finished results of a stage under other settings, the newest last."""
        folders = [path for path in (self.root / "stages" / name).glob("*") if path.name != fingerprint]
        found = [manifest for manifest in map(self.manifest, folders) if manifest]
        return sorted(found, key=lambda manifest: manifest.started)

    def newest(self, name: str) -> Path | None:
        """The folder of a stage's newest finished result, under whatever settings."""
        done = [path.parent for path in (self.root / "stages" / name).glob("*/manifest.json")]
        return max(done, key=lambda folder: (folder / "manifest.json").stat().st_mtime, default=None)

    def states(self, recipe: Recipe, limit: int | None = None) -> list[StageState]:
        """How far each stage of a recipe is."""
        prints = recipe.fingerprints(limit)
        return [self._state(recipe, name, prints) for name in recipe.stages]

    def _state(self, recipe: Recipe, name: str, prints: dict[str, str]) -> StageState:
        stage, folder = recipe.stages[name], self.folder(name, prints[name])
        manifest = self.manifest(folder)
        if manifest:
            return StageState(name, stage.name(), "finished", "", folder, manifest)
        others = self.others(name, prints[name])
        if folder.exists():
            done = len(list((folder / "shards").glob("*.parquet")))
            runner = self.runner()
            reason = f"process {runner} is at work" if runner else "interrupted"
            return StageState(name, stage.name(), "begun", f"{reason}; {done} shards are finished", folder)
        if others:
            reason = changed(others[-1], stage.settings(), {parent: prints[parent] for parent in stage.parents()})
            return StageState(name, stage.name(), "stale", reason, folder, others[-1])
        return StageState(name, stage.name(), "missing", "never run", folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One run at a time.

        Raises:
            GoldsmithError: another run is at work here.
        """
        from filelock import FileLock, Timeout

        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            who = self.runner() or "unknown"
            raise GoldsmithError(
                f"another run (process {who}) is at work in {self.root}", "wait for it, or stop it first"
            ) from error
        try:
            self._owner.write_text(f"{os.getpid()}\n")
            yield
        finally:
            self._owner.unlink(missing_ok=True)
            lock.release()

    def runner(self) -> int | None:
        """The process that runs a recipe here now, as far as this machine can tell."""
        try:
            process = int(self._owner.read_text())
            os.kill(process, 0)  # asks only whether there is such a process
        except PermissionError:  # there is, of another user
            return process
        except (OSError, ValueError):
            return None
        return process

    @property
    def _owner(self) -> Path:
        return self.root / "lock.owner"


def changed(old: Manifest, settings: dict[str, Any], parents: dict[str, str]) -> str:
    """Why an old result is not what the recipe now asks for."""
    before: dict[str, Any] = next(iter(old.recipe.values()), {})
    keys = sorted({*before, *settings})
    differing = [key for key in keys if before.get(key) != settings.get(key)]
    if differing:
        return "changed: " + ", ".join(differing)
    moved = [name for name, print_ in parents.items() if old.parents.get(name) != print_]
    if moved:
        return "newer: " + ", ".join(moved)
    if old.limit is not None:
        return f"was run with --limit {old.limit}"
    return "the files it reads, or an operation's version, have changed"
