"""`goldsmith new`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from goldsmith.cli import options

PROJECTS = Path(__file__).parent / "projects"


@click.command(
    "new",
    epilog="""\b
Examples:
  goldsmith new mine                      a small data set, in half a minute
  goldsmith new demo --project proof      data, two models and an A/B evaluation, in minutes""",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--project",
    type=click.Choice(["small", "proof"]),
    default="small",
    show_default=True,
    help="What to begin with: a small data set, or the whole proof.",
)
@options.as_json
def command(folder: Path, project: str, as_json: bool) -> None:
    """Write a project (brief, recipe, README) into FOLDER; it runs as it is."""
    from goldsmith.core.errors import GoldsmithError

    if folder.exists() and any(folder.iterdir()):
        raise GoldsmithError(f"{folder} exists and is not empty", "choose another folder")
    shutil.copytree(PROJECTS / project, folder, dirs_exist_ok=True)
    if as_json:
        options.say_json({"folder": str(folder), "files": sorted(path.name for path in folder.iterdir())})
    else:
        click.echo(f"wrote {folder}: brief.yaml, recipe.yaml, README.md\nnext:  goldsmith run {folder}")
