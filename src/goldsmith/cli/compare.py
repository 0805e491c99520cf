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
@click.argument("a", type=click.Path(exists=True, path_type=Path))
@click.argument("b", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--judge", default="rule-judge", show_default=True, help="Who decides.", metavar="NAME")
@click.option("--set", "settings", multiple=True, help="A setting of the judge.", metavar="NAME=VALUE")
@options.as_json
def command(a: Path, b: Path | None, judge: str, settings: tuple[str, ...], as_json: bool) -> None:
    """Compare the answers in files A and B pairwise; A alone may be a file of a judge's annotations."""
    import yaml

    from goldsmith.core.errors import GoldsmithError
    from goldsmith.evaluate.answers_files import compare_files
    from goldsmith.evaluate.judge import Judge

    wrong = [one for one in settings if "=" not in one]
    if wrong:
        raise GoldsmithError(f"--set {wrong[0]!r} is not NAME=VALUE")
    plain = {name: yaml.safe_load(value) for name, value in (one.split("=", 1) for one in settings)}
    result = compare_files(a, b, Judge.build({judge: plain}))
    if as_json:
        options.say_json(result.model_dump(mode="json"))
    else:
        show(result)


def show(result: Comparison) -> None:
    """The table in the terminal."""
    from rich.console import Console
    from rich.table import Table

    table = Table(
        title=f"{result.a} against {result.b}, {result.name}: {result.samples:,} samples, judged by {result.judge}"
    )
    for column in ("criterion", "subset", "pairs", "wins", "ties", "losses", "win rate", "95%", "p (Holm)"):
        table.add_column(column, justify="left" if column in ("criterion", "subset") else "right")
    for row in result.rows:
        subset = "" if row.axis == "all" else f"{row.axis} {row.subset}"
        counts = (f"{number:,}" for number in (row.pairs, row.wins, row.ties, row.losses))
        interval = f"{row.rate.low:.1%} – {row.rate.high:.1%}"
        table.add_row(row.criterion, subset, *counts, f"{row.rate.value:.1%}", interval, f"{row.p_holm:.2g}")
    console = Console()
    console.print(table)
    if result.length_controlled:
        console.print(f"at equal length (approximate): {result.length_controlled.value:.1%}")
    if result.position_consistency:
        console.print(f"both orders agree on {result.position_consistency.value:.1%} of the pairs")
    if result.position_biased:
        console.print("[yellow]the judge favours one position: do not rely on it[/]")
