"""`goldsmith status`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from goldsmith.recipe.workplace import StageState

MARKS = {"finished": "[green]✓[/]", "stale": "[yellow]~[/]", "begun": "[yellow]…[/]", "missing": "[dim]·[/]"}


@click.command(
    "status",
    epilog="""\b
Examples:
  goldsmith status
  goldsmith status demo --json""",
)
@options.recipe
@options.limit
@options.as_json
def command(recipe: Path, limit: int | None, as_json: bool) -> None:
    """Say for each stage of RECIPE whether it is finished, stale, begun or missing, and why."""
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.workplace import Workplace

    loaded = Recipe.load(recipe)
    show_states(Workplace(loaded.root / "work").states(loaded, limit), as_json)


def show_states(states: Sequence[StageState], as_json: bool, verbs: Mapping[str, str] | None = None) -> None:
    """A line per stage; `verbs` say what would be done instead of how it is."""
    if as_json:
        options.say_json([{**_plain(state), **({"do": verbs[state.state]} if verbs else {})} for state in states])
        return
    from rich.console import Console

    from goldsmith.cli.watching import said

    console, wide = Console(), max(len(state.name) for state in states)
    for state in states:
        words = (verbs or {}).get(state.state, state.state)
        counts = said(state.manifest) if state.manifest and state.state == "finished" else state.reason
        line = f"{MARKS[state.state]} [bold]{state.name:<{wide}}[/] {state.kind:<7} {words:<10} {counts}"
        console.print(line, highlight=False, soft_wrap=True)


def _plain(state: StageState) -> dict[str, object]:
    return {
        "stage": state.name,
        "kind": state.kind,
        "state": state.state,
        "reason": state.reason,
        "folder": str(state.folder),
        "counts": dict(state.manifest.counts) if state.manifest else {},
    }
