"""`goldsmith check`."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goldsmith.check.check import Check
    from goldsmith.cli.sources import Source
    from goldsmith.core.types import Finding

FAILING = {"major": ("major",), "minor": ("major", "minor"), "never": ()}
"""The severities that end the command with status 1."""
output = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "check",
    epilog="""\b
Examples:
  goldsmith check data.jsonl                          all checks that need no settings
  goldsmith check llava.json --only source-leak --only 'token-length: {high: 50}'
  goldsmith check llava.json --checks checks.yaml     those that a team agreed upon, with their settings
  goldsmith check data.parquet --jsonl findings.jsonl every finding, a line each
  goldsmith check data.jsonl --html findings.html     the texts, with what was found marked in them
  goldsmith check llava.json --slow                   also OCR, video and models, in processes of their own
  goldsmith check data/ --sarif findings.sarif --fail-on minor --severity links=note
  generate | goldsmith check - --format chat-jsonl --json
\b
Ends with status 0 when nothing is grave enough, 1 when there are findings of the severity of --fail-on,
2 when something asked for is not there or cannot be read. What could not be run never fails.""",
)
@click.argument("source", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--format", "form", help="The format; recognised if not given.", metavar="FORMAT")
@click.option(
    "--only",
    multiple=True,
    help="Only this check, as `links` or `token-length: {high: 50}` (repeatable).",
    metavar="CHECK",
)
@click.option(
    "--checks",
    "listed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Only the checks listed in this YAML file, as below `checks` in a recipe.",
)
@click.option("--jsonl", "--out", "jsonl", type=output, help="Write every finding to this file of JSON lines.")
@click.option("--sarif", "sarif_path", type=output, help="Write SARIF 2.1.0, for code hosts and editors.")
@click.option("--html", "html", type=output, help="Write one page of the texts with what was found marked in them.")
@click.option(
    "--fail-on",
    type=click.Choice(list(FAILING)),
    default="major",
    show_default=True,
    help="The lowest severity that ends with status 1.",
)
@click.option(
    "--severity", "levels", multiple=True, help="Take a check's findings as graver or less.", metavar="CHECK=LEVEL"
)
@click.option("--slow", is_flag=True, help="Slow checks, too (OCR, video, models); those asked for by name run anyway.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Processes for slow checks.",
    metavar="N",
)
@click.option("--fresh", is_flag=True, help="Let slow checks look again at what they have seen in earlier runs.")
@options.limit
@options.as_json
def command(
    source: Path,
    form: str | None,
    only: tuple[str, ...],
    listed: Path | None,
    jsonl: Path | None,
    sarif_path: Path | None,
    html: Path | None,
    fail_on: str,
    levels: tuple[str, ...],
    slow: bool,
    workers: int,
    fresh: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """Check SOURCE: a file or folder of any readable format, a folder of such files, or - for standard input.

    Each file in a folder is a set of its own: twins are looked for within it. What slow checks say is kept in the
    user's cache folder, by the content they looked at.
    """
    from goldsmith.cli.asked import asked
    from goldsmith.cli.findings import Severities, write_html, write_jsonl, write_sarif
    from goldsmith.cli.looking import Looking
    from goldsmith.cli.sources import sources

    severities = Severities.asked(levels)
    checks, left_out = asked(only, listed, slow=slow)
    looking = Looking(checks, workers, fresh)
    with sources(source, form) as found:
        for one in found:
            one.read(limit)
            one.findings.extend(looking.at(one.samples))
            one.findings[:] = map(severities.of, one.findings)
        if jsonl:
            write_jsonl(jsonl, found)
        if sarif_path:
            write_sarif(sarif_path, found, checks, limit is not None)
        if html:
            write_html(html, found)
    findings = [finding for one in found for finding in one.findings]
    if as_json:
        options.say_json(_plain(found, checks, left_out))
    else:
        forms = ", ".join(sorted({one.reader.name() for one in found}))
        total = sum(len(one.samples) for one in found)
        _show(findings, checks, total, f"{source} ({forms})", len(found))
        if left_out:
            _aside(f"not asked, as they are slow (--slow): {', '.join(left_out)}")
    if any(one.severity in FAILING[fail_on] for one in findings):
        raise SystemExit(1)


def _plain(found: Sequence[Source], checks: Sequence[Check], left_out: Sequence[str]) -> Mapping[str, Any]:
    from goldsmith.cli.findings import plain

    several = {one.label: len(one.samples) for one in found} if len(found) > 1 else None
    return {
        "format": ", ".join(sorted({one.reader.name() for one in found})),
        "samples": sum(len(one.samples) for one in found),
        **({"files": several} if several else {}),
        "checks": [one.name() for one in checks],
        "not_asked": list(left_out),
        "findings": list(plain(found)),
    }


def _show(findings: Sequence[Finding], checks: Sequence[Check], total: int, source: str, files: int) -> None:
    of_files = f" in {files:,} files" if files > 1 else ""
    click.echo(f"{click.style(source, bold=True)}: {total:,} samples{of_files}, {len(checks)} checks")
    counts = Counter((one.check, one.severity) for one in findings)
    colours = {"major": "red", "minor": "yellow", "note": "blue", "not run": "magenta"}
    examples: dict[tuple[str, str], Finding] = {}
    for one in findings:
        examples.setdefault((one.check, one.severity), one)
    wide = max((len(check) for check, _ in counts), default=0)
    for (check, severity), count in sorted(
        counts.items(), key=lambda item: (list(colours).index(item[0][1]), -item[1])
    ):
        one = examples[check, severity]
        mark = click.style(f"{severity:<7}", fg=colours[severity])
        said = f"{check:<{wide}} {count:>7,}  e.g. {one.sample or 'set'}: {one.message}"
        click.echo(f"  {mark} {_in_a_line(said, taken=len('  not run '))}")
    silent = sorted({check.name() for check in checks} - {check for check, _ in counts})
    if silent:
        _aside(f"nothing found by {', '.join(silent)}")


def _in_a_line(text: str, taken: int) -> str:
    """The text cut to what a line of the terminal has left; whole where a file or program reads it."""
    left = shutil.get_terminal_size().columns - taken
    return text if len(text) <= left or not sys.stdout.isatty() else text[: max(left - 1, 0)] + "…"


def _aside(text: str) -> None:
    """What is less to look at, wrapped in a terminal."""
    if sys.stdout.isatty():
        text = textwrap.fill(
            text, shutil.get_terminal_size().columns - 4, subsequent_indent="    ", break_on_hyphens=False
        )
    click.secho(f"  {text}", dim=True)
