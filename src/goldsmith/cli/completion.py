"""`goldsmith completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(
    "completion",
    epilog="""\b
Examples:
  goldsmith completion bash >> ~/.bashrc
  goldsmith completion zsh >> ~/.zshrc
  goldsmith completion fish > ~/.config/fish/completions/goldsmith.fish""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of SHELL."""
    from goldsmith.cli.main import cli

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(cli, {}, "goldsmith", "_GOLDSMITH_COMPLETE").source())
