"""The reference page, written from the code: `python -m goldsmith.cli.reference [--check] FILE`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from goldsmith.cli.main import COMMANDS, cli
from goldsmith.cli.steps import all_steps


def reference() -> str:
    """All commands and all operations with their settings, as Markdown."""
    parts = ["# Reference\n\nWritten from the code by `make docs`.\n\n## Commands\n"]
    context = click.Context(cli, info_name="goldsmith")
    for name in COMMANDS:
        parts += _command(cli.get_command(context, name) or cli, f"goldsmith {name}")
    family = ""
    for one in all_steps():
        if one["family"] != family:
            family = one["family"]
            parts.append(f"## {family.capitalize()}s\n")
        parts.append(_step(one))
    return "\n".join(parts)


def _command(command: click.Command, name: str) -> list[str]:
    """A command's help, then that of the commands below it."""
    shown = command.get_help(click.Context(command, info_name=name, max_content_width=100))
    below = command.commands.items() if isinstance(command, click.Group) else ()
    inner = [part for word, one in below for part in _command(one, f"{name} {word}")]
    return [f"### {name}\n\n```text\n{shown}\n```\n", *inner]


def _step(one: dict[str, Any]) -> str:
    lines = [f"### {one['name']}\n", one["help"], ""]
    if one["settings"]:
        lines += ["| setting | type | default | |", "|---|---|---|---|"]
        lines += [
            f"| `{s['name']}` | {_cell(s['type'])} | {_cell(s['default'] or 'required')} | {_cell(s['help'])} |"
            for s in one["settings"]
        ]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


def main() -> None:
    """Write the page, or say that it is not what the code says."""
    check, path = "--check" in sys.argv, Path(sys.argv[-1])
    if not check:
        path.write_text(reference(), encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != reference():
        sys.stderr.write(f"{path} is not what the code says: run `make docs`\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
