"""`goldsmith run`."""

from __future__ import annotations

from pathlib import Path

import click

from goldsmith.cli import options


@click.command(
    "run",
    epilog="""\b
Examples:
  goldsmith run                          run ./recipe.yaml
  goldsmith run demo --limit 20          a trial with few samples, kept apart
  goldsmith run --stage clean            one stage and what it needs
  goldsmith run --dry-run                say what would be done, and why
  goldsmith run --ray auto               on the Ray cluster this machine belongs to""",
)
@options.recipe
@click.option("--stage", help="Only this stage and those it needs.", metavar="NAME")
@options.limit
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--workers", type=click.IntRange(min=1), help="Local processes; one per core if not given.", metavar="N")
@click.option(
    "--ray", help="Work on the Ray cluster at this address (auto, local, ray://host:10001).", metavar="ADDRESS"
)
@options.as_json
def command(
    recipe: Path,
    stage: str | None,
    limit: int | None,
    dry_run: bool,
    workers: int | None,
    ray: str | None,
    as_json: bool,
) -> None:
    """Run RECIPE (a recipe.yaml or its folder): every stage that is not finished, in order.

    An interrupted run goes on from its finished shards; a second run does nothing again.
    """
    from goldsmith.cli.watching import watcher
    from goldsmith.engine.pool import Pool
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.run import run

    if workers and ray:
        raise click.UsageError("--workers is for this machine, --ray for a cluster: give one of them")
    loaded = Recipe.load(recipe)
    if dry_run:
        _plan(loaded, stage, limit, as_json)
        return
    with watcher(silent=as_json, stages=loaded.needed(stage) if stage else list(loaded.stages)) as progress:
        manifests = run(loaded, only=stage, limit=limit, pool=Pool(workers or 0, ray), progress=progress)
    if as_json:
        options.say_json({name: manifest.model_dump(mode="json") for name, manifest in manifests.items()})
        return
    last = list(manifests.values())[-1]
    for line in last.figure("say", []):
        click.echo(line)


def _plan(recipe: object, stage: str | None, limit: int | None, as_json: bool) -> None:
    from goldsmith.cli.status import show_states
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.workplace import Workplace

    assert isinstance(recipe, Recipe)
    wanted = set(recipe.needed(stage)) if stage else set(recipe.stages)
    states = [state for state in Workplace(recipe.root / "work").states(recipe, limit) if state.name in wanted]
    show_states(states, as_json, verbs={"finished": "keep", "begun": "go on", "stale": "run again", "missing": "run"})
