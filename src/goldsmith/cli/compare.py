"""`goldsmith compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from goldsmith.core.results import Comparison


@click.command(
    "compare",
    epilog="""\b
Examples:
  goldsmith compare ours.jsonl theirs.jsonl              answers with prompts and gold values
  goldsmith compare annotations.json                     an AlpacaEval-style annotation file
  goldsmith compare a.jsonl b.jsonl --judge llm-judge --set url=http://localhost:8000/v1 --set model=qwen""",
)
@click.argument("a", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("b", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--judge", default="rule-judge", show_default=True, help="Who decides.", metavar="NAME")
@click.option("--set", "settings", multiple=True, help="A setting of the judge.", metavar="NAME=VALUE")
@options.as_json
def command(a: Path, b: Path | None, judge: str, settings: tuple[str, ...], as_json: bool) -> None:
    """Compare the answers in files A and B pairwise; A alone may be a file of a judge's annotations.

    Rows that cannot be read or have no partner are left out, and told.
    """
    import yaml

    from goldsmith.core.errors import GoldsmithError
    from goldsmith.evaluate.answers_files import compare_files
    from goldsmith.evaluate.judge import Judge

    wrong = [one for one in settings if "=" not in one]
    if wrong:
        raise GoldsmithError(f"--set {wrong[0]!r} is not NAME=VALUE")
    plain = {name: yaml.safe_load(value) for name, value in (one.split("=", 1) for one in settings)}
    result, findings = compare_files(a, b, Judge.build({judge: plain}))
    if as_json:
        told = [finding.model_dump(mode="json") for finding in findings]
        options.say_json({**result.model_dump(mode="json"), "findings": told})
        return
    show(result)
    for finding in findings:
        click.echo(f"{finding.severity}: {_printable(finding.message)}", err=True)


def show(result: Comparison) -> None:
    """The table in the terminal."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    title = f"{result.a} against {result.b}, {result.name}: {result.samples:,} samples, judged by {result.judge}"
    table = Table(title=Text(_printable(title)), box=SIMPLE, padding=0)
    subsets = any(row.axis != "all" for row in result.rows)
    unscored = any(row.unscored for row in result.rows)
    table.add_column("criterion", no_wrap=True)
    if subsets:
        table.add_column("subset", overflow="fold")
    counted = ("pairs", "wins", "ties", "losses", *(("unscored",) if unscored else ()))
    for column in (*counted, "win rate", "95%", "p (Holm)"):
        table.add_column(column, justify="right", no_wrap=True)
    for row in result.rows:
        about = (Text(_printable("" if row.axis == "all" else f"{row.axis} {row.subset}")),) if subsets else ()
        counts = (f"{getattr(row, name):,}" for name in counted)
        rate = (f"{row.rate.value:.1%}", f"{row.rate.low:.1%}-{row.rate.high:.1%}", _chance(row.p_holm))
        table.add_row(row.criterion, *about, *counts, *(rate if row.pairs else ("", "", "")))
    console = Console()
    console.print(table)
    if equal := result.length_controlled:
        console.print(f"at equal length (approximate): {equal.value:.1%}, 95% {equal.low:.1%} – {equal.high:.1%}")
    if result.position_consistency:
        console.print(f"both orders agree on {result.position_consistency.value:.1%} of the pairs")
    if result.position_biased:
        console.print("[yellow]the judge favours one position: do not rely on it[/]")


def _chance(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _printable(text: str) -> str:
    """A text from data that cannot steer the terminal."""
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in text)
