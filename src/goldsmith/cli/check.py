"""`goldsmith check`."""

from __future__ import annotations

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
  goldsmith check llava.json --only token-length --only source-leak
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
@click.option("--only", multiple=True, help="Only this check (repeatable).", metavar="CHECK")
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
@click.option("--slow", is_flag=True, help="Slow checks, too (OCR, video, models); those named by --only run anyway.")
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
    from goldsmith.cli.findings import Severities, write_html, write_jsonl, write_sarif
    from goldsmith.cli.looking import Looking
    from goldsmith.cli.sources import sources

    severities = Severities.asked(levels)
    checks, left_out = _checks(only, slow)
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
            click.secho(f"  not asked, as they are slow (--slow): {', '.join(left_out)}", dim=True)
    if any(one.severity in FAILING[fail_on] for one in findings):
        raise SystemExit(1)


def _checks(only: tuple[str, ...], slow: bool) -> tuple[list[Check], list[str]]:
    """The checks asked for, or all that need no settings; and the names of those left out because they are slow."""
    from goldsmith.check.check import Check
    from goldsmith.check.one_text import without_settings

    if only:
        return [Check.build(name) for name in only], []
    known = without_settings()
    asked = [one for one in known if slow or not one.slow]
    return asked, [one.name() for one in known if one not in asked]


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
    for (check, severity), count in sorted(
        counts.items(), key=lambda item: (list(colours).index(item[0][1]), -item[1])
    ):
        one = examples[check, severity]
        mark = click.style(f"{severity:<7}", fg=colours[severity])
        click.echo(f"  {mark} {check:<20} {count:>7,}  e.g. {one.sample or 'set'}: {one.message}")
    silent = sorted({check.name() for check in checks} - {check for check, _ in counts})
    if silent:
        click.secho(f"  nothing found by {', '.join(silent)}", dim=True)
