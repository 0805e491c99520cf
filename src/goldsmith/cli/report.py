"""`goldsmith report`."""

from __future__ import annotations

from pathlib import Path

import click

from goldsmith.cli import options


@click.command(
    "report",
    epilog="""\b
Examples:
  goldsmith report            the report of ./recipe.yaml
  goldsmith report demo --open""",
)
@options.recipe
@click.option("--open", "open_", is_flag=True, help="Open the page in a browser.")
@options.as_json
def command(recipe: Path, open_: bool, as_json: bool) -> None:
    """Write the report of RECIPE (running what is not finished) and say where it is and what it says."""
    from goldsmith.cli.watching import watcher
    from goldsmith.core.errors import GoldsmithError
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.run import run
    from goldsmith.recipe.stages.report import report_path

    loaded = Recipe.load(recipe)
    names = [name for name, stage in loaded.stages.items() if stage.name() == "report"]
    if not names:
        raise GoldsmithError(f"{loaded.path} has no report stage", "add one, e.g. `report: {report: {data: picked}}`")
    answers = []
    for name in names:
        with watcher(silent=as_json, stages=loaded.needed(name)) as progress:
            manifest = run(loaded, only=name, progress=progress)[name]
        path = report_path(manifest, loaded.root)
        answers.append({"stage": name, "path": str(path), "verdict": manifest.figure("verdict")})
        if open_:
            click.launch(path.as_uri())
    if as_json:
        options.say_json(answers)
    for one in answers if not as_json else ():
        click.echo("\n".join(str(text) for text in (one["verdict"], one["path"]) if text))
