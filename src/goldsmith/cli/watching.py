"""Progress in the terminal: a bar per stage, a line when it is finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from goldsmith.core.manifest import Manifest
from goldsmith.recipe.stage import Progress as Watching
from goldsmith.recipe.stage import Silent


class Watcher:
    """Draws a bar for the stage at work and prints a line for each finished one."""

    def __init__(self, bars: Progress, stages: Sequence[str]) -> None:
        self.bars = bars
        self.task = bars.add_task("", total=None, visible=False)
        self.number, self.total = 0, len(stages)
        self.wide = max(map(len, stages))

    def begin(self, stage: str, kind: str, total: int | None) -> None:
        """A bar for a stage."""
        self.bars.reset(self.task, description=f"[bold]{stage}[/] {kind}", total=total, visible=True)

    def at(self, done: int, total: int | None = None) -> None:
        """Move the bar."""
        self.bars.update(self.task, completed=done, total=total)

    def end(self, manifest: Manifest, *, kept: bool) -> None:
        """A line instead of the bar."""
        self.number += 1
        self.bars.update(self.task, visible=False)
        mark = "kept" if kept else f"{manifest.seconds:.1f} s"
        place = f"[green]✓[/] {self.number:>{len(str(self.total))}}/{self.total}"
        line = f"[bold]{manifest.stage:<{self.wide}}[/] {manifest.kind:<7} {mark:>8}  {said(manifest)}"
        self.bars.console.print(f"{place} {line}", highlight=False, soft_wrap=True)


def said(manifest: Manifest) -> str:
    """What came of a stage, in a few words."""
    counts = manifest.counts
    words = [f"{counts['in']:,} → {counts['out']:,} samples"] if counts.get("out") is not None else []
    words += [f"[yellow]{counts[name]:,} {name}[/]" for name in ("failed", "dropped") if counts.get(name)]
    findings = sum(sum(by.values()) for by in manifest.findings.values())
    words += [f"{findings:,} findings"] if findings else []
    words += [manifest.figures["said"]] if "said" in manifest.figures else []
    return ", ".join(words)


@contextmanager
def watcher(*, silent: bool, stages: Sequence[str]) -> Iterator[Watching]:
    """Watch a run of some stages in the terminal; `silent` for programs."""
    if silent:
        yield Silent()
        return
    counted = (MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(TextColumn("{task.description}"), BarColumn(), *counted, console=Console(), transient=True) as bars:
        yield Watcher(bars, stages)
