"""The base of every stage, and what a stage is given to work with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import BeforeValidator

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.manifest import Manifest
from goldsmith.core.step import Step
from goldsmith.core.types import Finding
from goldsmith.engine.pool import Pool
from goldsmith.recipe.tally import Tally
from goldsmith.store.assets import AssetStore
from goldsmith.store.shards import Samples


def _names(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Sources = Annotated[tuple[str, ...], BeforeValidator(_names)]
"""The name of one earlier stage, or a list of names."""

Where = FrozenDict
"""Tags that a sample must have to be taken from the sources, e.g. `{split: train}`."""


class Progress(Protocol):
    """Who watches a run: the terminal, a log, a page."""

    def begin(self, stage: str, kind: str, total: int | None) -> None:
        """A stage starts; `total` pieces of work if that is known."""

    def at(self, done: int, total: int | None = None) -> None:
        """So many pieces are done."""

    def end(self, manifest: Manifest, *, kept: bool) -> None:
        """A stage is finished, or was finished before (`kept`)."""


class Silent:
    """Nobody watches."""

    def begin(self, stage: str, kind: str, total: int | None) -> None:
        """Ignored."""

    def at(self, done: int, total: int | None = None) -> None:
        """Ignored."""

    def end(self, manifest: Manifest, *, kept: bool) -> None:
        """Ignored."""


@dataclass(frozen=True)
class Job:
    """One stage's work: where from, where to, and how."""

    name: str
    folder: Path
    """The stage's own folder, to be filled; what an interrupted run left in it may be used."""
    root: Path
    """What relative paths in the recipe are relative to."""
    folders: Mapping[str, Path]
    """The finished folders of all stages before this one."""
    manifests: Mapping[str, Manifest]
    """Their manifests."""
    store: AssetStore
    pool: Pool = field(default_factory=Pool)
    limit: int | None = None
    progress: Progress = field(default_factory=Silent)

    def samples(self, name: str, where: Mapping[str, str] | None = None) -> Samples:
        """The samples of an earlier stage, perhaps only those with some tags."""
        shards = self.folders[name] / "shards"
        if not shards.is_dir():
            raise GoldsmithError(
                f"stage {self.name!r} needs samples, but {name!r} is a {self.manifests[name].kind!r} stage",
                "name a stage that gives samples: read, make, screen or pick",
            )
        return Samples(shards, self.store, tuple((where or {}).items()))

    def path(self, name: str) -> Path:
        """A path from the recipe."""
        return self.root / Path(name).expanduser()


@dataclass
class Outcome:
    """What a stage tells its manifest."""

    counts: dict[str, int] = field(default_factory=dict)
    findings: dict[str, dict[str, int]] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, tally: Tally, **figures: Any) -> Outcome:
        """What a tally says."""
        counts = {
            "in": tally.samples_in,
            "out": tally.samples_out,
            "failed": tally.failed,
            "dropped": tally.dropped,
        }
        return cls(counts, tally.by_check(), figures | ({"made": dict(tally.made)} if tally.made else {}))


class Stage(Step):
    """Reads its parents' folders and fills its own."""

    room: ClassVar[str] = "goldsmith.recipe.stages"

    def parents(self) -> Sequence[str]:
        """The names of the stages this one needs."""
        return ()

    def outside(self, root: Path) -> Any:
        """What the result depends on beside the settings and the parents, as plain data (files read in)."""
        return None

    def work(self, job: Job) -> Outcome:
        """Fill the folder.

        Raises:
            GoldsmithError: the stage cannot be done; what is finished stays and is used next time.
        """
        raise NotImplementedError


def counted(findings: Sequence[Finding]) -> dict[str, dict[str, int]]:
    """Findings by check and severity."""
    tally = Tally()
    for finding in findings:
        tally.counted(finding)
    return tally.by_check()
