"""Options and arguments that several commands share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

recipe = click.argument("recipe", type=click.Path(path_type=Path), default=Path("recipe.yaml"))
as_json = click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for programs.")
limit = click.option(
    "--limit", type=click.IntRange(min=1), help="Read at most N samples from each source.", metavar="N"
)


def say_json(answer: Any) -> None:
    """Print an answer for a program."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
