"""`goldsmith checks calibrate`: what a check says of texts that are known to be right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from goldsmith.check.machine_written import MachineWritten
    from goldsmith.check.measuring.accepted_scores import Calibration
    from goldsmith.core.types import Sample


@click.command(
    "calibrate",
    epilog="""\b
Examples:
  goldsmith checks calibrate machine-written --accepted accepted.jsonl --out people.json
  goldsmith checks calibrate machine-written --accepted a.jsonl --accepted b.jsonl --group native --out people.json
  goldsmith checks calibrate machine-written --accepted a.jsonl --out people.json \\
      --settings '{detector: {perplexity-ratio: {observer: models/base, performer: models/chat}}}'""",
)
@click.argument("check", type=click.Choice(["machine-written"]))
@click.option(
    "--accepted",
    multiple=True,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="A file or folder of samples whose answers people are known to have written (repeatable).",
)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--group", default="", help="The tag that tells groups of writers apart, as native.", metavar="TAG")
@click.option("--settings", default="{}", help="Settings of the check, as in a recipe.", metavar="YAML")
@options.as_json
def calibrate(check: str, accepted: tuple[Path, ...], out: Path, group: str, settings: str, as_json: bool) -> None:
    """Measure CHECK on the project's own accepted texts, for its setting `calibration`.

    Shown for each language, and each group of writers in it: the number of texts, and how many of them would be noted
    if they were new, with the 95% interval of that rate.
    """
    from goldsmith.check.machine_written import calibrated

    asked = _built(check, settings)
    made = calibrated(asked, _samples(accepted), group)
    out.write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if as_json:
        options.say_json({"calibration": str(out), "rates": _rates(made, asked), "left_out": made.left_out})
    else:
        _show(made, asked, out)


def _built(check: str, settings: str) -> MachineWritten:
    import yaml

    from goldsmith.check.check import Check
    from goldsmith.check.machine_written import MachineWritten
    from goldsmith.core.errors import GoldsmithError

    try:
        built = Check.build({check: yaml.safe_load(settings)})
    except yaml.YAMLError as error:
        raise GoldsmithError("--settings is no YAML", "write it as in a recipe: '{least_words: 150}'") from error
    assert isinstance(built, MachineWritten)
    return built


def _samples(paths: tuple[Path, ...]) -> list[Sample]:
    from goldsmith.cli.sources import sources

    samples: list[Sample] = []
    for path in paths:
        with sources(path, None) as found:
            for one in found:
                samples += one.read(None).samples
                for finding in one.findings:
                    click.echo(f"left out of {one.label}: {finding.message}", err=True)
    return samples


def _rates(made: Calibration, check: MachineWritten) -> list[dict[str, Any]]:
    from goldsmith.core.stats import wilson

    rows = []
    for peers in made.groups():
        texts, noted = len(peers.scores), peers.noted(check.false_alarms)
        low, high = wilson(noted, texts)
        enough = texts >= peers.needed(check.false_alarms)
        rows.append(
            {"of": peers.name, "texts": texts, "noted": noted, "low": round(low, 4), "high": round(high, 4)}
            | {"enough": enough}
        )
    return rows


def _show(made: Calibration, check: MachineWritten, out: Path) -> None:
    click.echo(f"wrote {out}; of these texts would be noted at false_alarms {check.false_alarms:g}:")
    for row in _rates(made, check):
        rate = f"{row['noted']:,} of {row['texts']:,} [{row['low']:.1%}, {row['high']:.1%}]"
        few = "" if row["enough"] else "  too few: the check will say `not run`"
        click.echo(f"  {row['of']:<24} {rate}{few}")
    for reason, times in made.left_out.items():
        click.secho(f"  left out {times:,}: {reason}", dim=True)
