"""The entry: find the command, show errors that a user can fix without a traceback."""

from __future__ import annotations

import importlib
import sys

import click

import goldsmith

COMMANDS = {
    "new": "Write a small project that runs as it is.",
    "run": "Run a recipe: every stage that is not finished.",
    "status": "What is finished, stale or missing, and why.",
    "show": "Look at a sample, a stage or an operation.",
    "steps": "Every operation with its settings.",
    "check": "Check a file of any supported format, without a recipe.",
    "checks": "Measure the checks themselves.",
    "convert": "Turn a file or folder from one format into another.",
    "compare": "Compare two files of answers, or read a judge's annotations.",
    "report": "Write the report of a recipe's results.",
    "completion": "Print the shell's completion script.",
}


class Commands(click.Group):
    """Loads a command's module only when that command is used, so that `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command from `goldsmith.cli.<name>`."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"goldsmith.cli.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest right name for a wrong one."""
        if args and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with:  goldsmith new demo && goldsmith run demo",
)
@click.version_option(goldsmith.__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Make, check and mix post-training data for multimodal models, and prove that it made a model better."""


def main() -> None:
    """Run a command; mistakes that a user can fix end with status 2, an interruption with 130."""
    from goldsmith.core.errors import GoldsmithError

    try:
        status = cli.main(prog_name="goldsmith", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except GoldsmithError as error:
        click.secho(f"error: {error.problem}", fg="red", err=True)
        if error.remedy:
            click.echo(f"  {error.remedy}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nstopped; what is finished is kept, the same command goes on from there", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing is wrong
        sys.stderr.close()
        sys.exit(0)
