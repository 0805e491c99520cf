"""`goldsmith checks fit`: how good a classifier is that learns from a project's own labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from goldsmith.core.calibration import Calibration


@click.command(
    "fit",
    epilog="""\b
Examples:
  goldsmith checks fit domain-specific                         on the labels that come with Goldsmith
  goldsmith checks fit domain-specific --labels labels.jsonl --json""",
)
@click.argument("check", type=click.Choice(["domain-specific"]))
@click.option(
    "--labels",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Labelled texts, JSONL or CSV with `text` and `label`.",
)
@options.as_json
def fit(check: str, labels: Path | None, as_json: bool) -> None:
    """Say how good CHECK would be with these labels, before it is given them in its setting `labels`.

    Each text is predicted by a classifier that was fitted to other fifths of the texts. Shown are the accuracy with its
    95% interval, how good the stated probabilities are (Brier score, expected calibration error, by range), and which
    label was taken for which.
    """
    from goldsmith.check.domain_specific import own_labels
    from goldsmith.check.measuring.labelled_texts import labelled_texts, too_few
    from goldsmith.core.calibration import calibration
    from goldsmith.core.errors import GoldsmithError
    from goldsmith.models.text_classifier import FOLDS, cross_validated

    examples = labelled_texts(labels) if labels else own_labels()
    if reason := too_few(examples, FOLDS):
        raise GoldsmithError(reason, "label more texts")
    result = calibration(cross_validated(examples), [one.label for one in examples])
    if as_json:
        options.say_json(_plain(result))
    else:
        _show(result)


def _plain(result: Calibration) -> dict[str, Any]:
    low, high = result.interval
    return {
        "texts": result.items,
        "accuracy": {"value": round(result.accuracy, 4), "low": round(low, 4), "high": round(high, 4)},
        "brier": round(result.brier, 4),
        "ece": round(result.ece, 4),
        "bins": [{key: round(value, 4) for key, value in one._asdict().items()} for one in result.bins],
        "confusion": [
            {"label": label, "taken_for": other, "texts": n} for (label, other), n in result.confusion.items()
        ],
    }


def _show(result: Calibration) -> None:
    low, high = result.interval
    click.echo(f"texts      {result.items}")
    click.echo(
        f"accuracy   {result.accuracy:.0%} [{100 * low:.0f}, {100 * high:.0f}], each text left out of its fitting"
    )
    click.echo(f"Brier      {result.brier:.3f} (0 is best)")
    click.echo(f"ECE        {result.ece:.3f} (stated against right)")
    click.secho("stated     right    texts", bold=True)
    for one in result.bins:
        click.echo(f"{one.stated:6.0%} {one.right:9.0%} {one.items:8}")
    click.secho("label, and what it was taken for", bold=True)
    for (label, other), count in result.confusion.items():
        click.echo(f"{label} -> {other}: {count}")
