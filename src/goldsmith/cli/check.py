"""`goldsmith check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from goldsmith.check.check import Check
    from goldsmith.core.types import Finding, Sample


@click.command(
    "check",
    epilog="""\b
Examples:
  goldsmith check data.jsonl                          all checks that need no settings
  goldsmith check llava.json --only token-length --only source-leak
  goldsmith check data.parquet --out findings.jsonl   every finding, a line each
  goldsmith check data.jsonl --json""",
)
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", help="The format; recognised if not given.", metavar="FORMAT")
@click.option("--only", multiple=True, help="Only this check (repeatable).", metavar="CHECK")
@click.option("--out", type=click.Path(path_type=Path), help="Write every finding to this JSONL file.")
@options.limit
@options.as_json
def command(
    source: Path, form: str | None, only: tuple[str, ...], out: Path | None, limit: int | None, as_json: bool
) -> None:
    """Check SOURCE, a file or folder of any readable format; ends with status 1 when there are major findings."""
    from goldsmith.formats.detect import detect
    from goldsmith.formats.format import Format

    reader = Format.build(form) if form else detect(source)
    findings: list[Finding] = []
    samples = list(_samples(reader.samples(source, limit), findings))
    checks = _checks(only)
    for check in checks:
        findings.extend(check.find_all(samples))
    if out:
        from goldsmith.recipe.findings import write_lines

        write_lines(out, findings)
    if as_json:
        plain = [one.model_dump(mode="json", exclude_defaults=True) for one in findings]
        options.say_json(
            {
                "format": reader.name(),
                "samples": len(samples),
                "checks": [one.name() for one in checks],
                "findings": plain,
            }
        )
    else:
        _show(findings, checks, len(samples), f"{source} ({reader.name()})")
    if any(one.severity == "major" for one in findings):
        raise SystemExit(1)


def _samples(read: Iterator[Sample | Finding], findings: list[Finding]) -> Iterator[Sample]:
    from goldsmith.core.types import Sample

    for item in read:
        if isinstance(item, Sample):
            yield item
        else:
            findings.append(item)


def _checks(only: tuple[str, ...]) -> list[Check]:
    """The checks asked for, or all that need no settings."""
    from goldsmith.check.check import Check

    if only:
        return [Check.build(name) for name in only]
    return [step() for step in Check.all() if not any(field.is_required() for field in step.model_fields.values())]


def _show(findings: list[Finding], checks: list[Check], total: int, source: str) -> None:
    click.echo(f"{click.style(source, bold=True)}: {total:,} samples, {len(checks)} checks")
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
