"""`goldsmith show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from goldsmith.core.types import Sample
    from goldsmith.recipe.recipe import Recipe

_GRAVITY = ("major", "minor", "note", "not run")


@click.command(
    "show",
    epilog="""\b
Examples:
  goldsmith show clean                 a stage: counts, findings, failures, a few samples
  goldsmith show 3f2a9c                a sample whose id begins so, with where it came from
  goldsmith show token-length          an operation and its settings""",
)
@click.argument("name")
@click.option(
    "--recipe", type=click.Path(path_type=Path), default=Path("recipe.yaml"), help="The recipe or its folder."
)
@click.option("--samples", "count", default=3, show_default=True, help="How many samples of a stage.", metavar="N")
@options.as_json
def command(name: str, recipe: Path, count: int, as_json: bool) -> None:
    """Show NAME: a stage of the recipe, a sample by the beginning of its id, or an operation."""
    from goldsmith.cli.steps import all_steps
    from goldsmith.core.errors import GoldsmithError
    from goldsmith.recipe.recipe import Recipe

    path = recipe / "recipe.yaml" if recipe.is_dir() else recipe
    loaded = Recipe.load(path) if path.exists() else None
    if loaded and name in loaded.stages:
        _stage(loaded, name, count, as_json)
        return
    steps = [one for one in all_steps() if one["name"] == name]
    if steps:
        _steps(steps, as_json)
        return
    found = _find(loaded, name) if loaded else None
    if found is None:
        where = "" if loaded else f" (there is no {path})"
        raise GoldsmithError(
            f"no stage, sample or operation is named {name!r}{where}", "see `goldsmith status` and `goldsmith steps`"
        )
    stage, sample = found
    if as_json:
        options.say_json({"stage": stage, "sample": sample.model_dump(mode="json")})
    else:
        _sample(sample, stage)


def _steps(steps: list[dict[str, Any]], as_json: bool) -> None:
    from goldsmith.cli.steps import show_step

    if as_json:
        options.say_json(steps)
        return
    for one in steps:
        show_step(one)


def _stage(recipe: Recipe, name: str, count: int, as_json: bool) -> None:
    from heapq import nsmallest
    from itertools import islice

    from goldsmith.core.errors import GoldsmithError
    from goldsmith.recipe.findings import read_failures, read_findings
    from goldsmith.recipe.workplace import Workplace
    from goldsmith.store.shards import Samples

    place = Workplace(recipe.root / "work")
    folder = place.newest(name)
    manifest = place.manifest(folder) if folder else None
    if folder is None or manifest is None:
        raise GoldsmithError(f"stage {name!r} has not been run", f"goldsmith run --stage {name}")
    findings = nsmallest(count, read_findings(folder), key=lambda one: _GRAVITY.index(one.severity))
    failures = list(islice(read_failures(folder), count))
    samples = list(islice(Samples(folder / "shards", place.store), count))
    if as_json:
        plain = manifest.model_dump(mode="json")
        shown = [sample.model_dump(mode="json") for sample in samples]
        options.say_json({"folder": str(folder), "manifest": plain, "failures": failures, "samples": shown})
        return
    click.echo(f"{click.style(name, bold=True)}  {manifest.kind}, {manifest.seconds} s, {folder}")
    click.echo("  " + ", ".join(f"{key} {value:,}" for key, value in manifest.counts.items()))
    for check, by in manifest.findings.items():
        click.echo(f"  {check}: " + ", ".join(f"{count:,} {severity}" for severity, count in by.items()))
    for failure in failures:
        click.secho(f"  failed {failure['sample']}: {failure['error']}", fg="red")
    for finding in findings:
        where = f" ({told})" if (told := finding.where.told()) else ""
        said = f"{finding.severity} {finding.check} {finding.sample or 'set'}{where}: {finding.message}"
        click.secho(f"  {said}", fg="yellow")
    for sample in samples:
        click.echo()
        _sample(sample, name)


def _find(recipe: Recipe, start: str) -> tuple[str, Sample] | None:
    """The sample whose id begins so, in the last stage that holds it."""
    from goldsmith.recipe.workplace import Workplace
    from goldsmith.store.shards import find_sample

    place = Workplace(recipe.root / "work")
    for stage in reversed(recipe.stages):
        folder = place.newest(stage)
        sample = find_sample(folder / "shards", place.store, start) if folder else None
        if sample:
            return stage, sample
    return None


def _sample(sample: Sample, stage: str) -> None:
    tags = "  ".join(f"{key}={value}" for key, value in sample.tags.items())
    click.echo(
        f"{click.style(sample.id, bold=True)}  in {stage}" + (f", made from {sample.parent}" if sample.parent else "")
    )
    if tags:
        click.secho(f"  {tags}", dim=True)
    for asset in sample.assets:
        size = f"{asset.width}x{asset.height} " if asset.width else ""
        size += f"{asset.seconds:.1f} s " if asset.seconds else ""
        kinds = _kinds(asset.notes)
        click.secho(f"  [{asset.kind} {size}{asset.mime} {asset.id[:12]}] {kinds}", fg="cyan")
    for turn in sample.turns:
        by = f" ({turn.origin.name})" if turn.origin else ""
        click.echo(f"  {click.style(turn.role + by, bold=True)}: {turn.text}")
        if turn.gold:
            click.secho(f"    gold: {', '.join(turn.gold)}   evidence: {', '.join(turn.evidence)}", dim=True)
    for rival in sample.rivals:
        click.echo(f"  rival ({rival.margin:+d}): {rival.turn.text}")


def _kinds(notes: Any) -> str:
    from collections import Counter

    return ", ".join(f"{count} {kind}" for kind, count in Counter(note.kind for note in notes).items())
