"""`goldsmith checks`: about the checks themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldsmith.cli import options
from goldsmith.cli.calibrate import calibrate
from goldsmith.cli.fit import fit

if TYPE_CHECKING:
    from goldsmith.check.measuring.judged import Upheld
    from goldsmith.check.measuring.measured import Measured, Rate


@click.group(
    "checks",
    epilog="""\b
Examples:
  goldsmith checks evaluate                      how good every check is
  goldsmith checks evaluate --only links
  goldsmith checks calibrate machine-written --accepted accepted.jsonl --out people.json
  goldsmith checks fit domain-specific --labels labels.jsonl""",
)
def command() -> None:
    """Measure the checks themselves."""


command.add_command(calibrate)
command.add_command(fit)


@command.command(
    "evaluate",
    epilog="""\b
Examples:
  goldsmith checks evaluate
  goldsmith checks evaluate --only links --only source-leak --json
  goldsmith checks evaluate --judged findings.jsonl          also how often people agreed
  goldsmith checks evaluate --docs docs/checks.md            write the page of all results
  goldsmith checks evaluate --docs docs/checks.md --same     only say whether it is still true""",
)
@click.option("--only", multiple=True, help="Only this check (repeatable).", metavar="CHECK")
@click.option(
    "--least",
    type=click.Choice(["note", "minor", "major"]),
    default="minor",
    show_default=True,
    help="The lowest severity that counts as a finding.",
)
@click.option(
    "--judged",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Findings (of `goldsmith check --jsonl`) to which people added `upheld: true` or `false` (repeatable).",
)
@click.option("--docs", type=click.Path(dir_okay=False, path_type=Path), help="Write the results as a Markdown page.")
@click.option("--same", is_flag=True, help="Do not write the page: end with status 1 if it would change.")
@options.as_json
def evaluate(
    only: tuple[str, ...], least: Any, judged: tuple[Path, ...], docs: Path | None, same: bool, as_json: bool
) -> None:
    """Run the checks over their planted sets.

    A planted set holds answers with a known fault, and near misses that look like one. Shown for each check and
    language: the number of cases, precision and recall with 95% intervals, on how many cases the check could not be
    run, the same of the blind cases (by someone who had not read the check), and the median CPU time of a case.
    """
    from goldsmith.check.check import Check
    from goldsmith.check.measuring.judged import read_judged, upheld
    from goldsmith.check.measuring.measured import measure
    from goldsmith.check.measuring.measured_page import page
    from goldsmith.check.measuring.planted_sets import planted_sets
    from goldsmith.core.errors import GoldsmithError

    if docs and (only or least != "minor"):
        raise GoldsmithError("the page is about all checks", "leave out --only and --least")
    if same and not docs:
        raise GoldsmithError("--same compares a page", "name it with --docs")
    sets = planted_sets(only)
    measured = [one for name, cases in sets.items() for one in measure(name, cases, least)]
    without = [] if only else [check.name() for check in Check.all() if check.name() not in sets]
    by_people = [one for one in upheld(read_judged(judged)) if not only or one.check in only]
    if docs and same:
        _compare(docs, page(measured, without, by_people))
    elif docs:
        docs.write_text(page(measured, without, by_people), encoding="utf-8")
    if as_json:
        told = {"judged": [_upheld(one) for one in by_people]} if judged else {}
        options.say_json({"checks": [_plain(one) for one in measured], "without": without, **told})
    elif not docs:
        _show(measured, without, by_people)


def _compare(docs: Path, text: str) -> None:
    if not docs.exists() or docs.read_text(encoding="utf-8") != text:
        click.echo(f"{docs} is not what the planted sets give: run `make docs`", err=True)
        raise SystemExit(1)


def _plain(one: Measured) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("check", "language", "cases", "faults", "found", "wrong")}
    return {
        **counts,
        "precision": _rate(one.precision),
        "recall": _rate(one.recall),
        "not_run": one.not_run / one.cases,
        "seconds_per_case": round(one.seconds, 6),
        "blind": _plain(one.blind) if one.blind else None,
    }


def _upheld(one: Upheld) -> dict[str, Any]:
    rates = {"upheld": _rate(one.all), "major_upheld": _rate(one.major), "judged": one.all.whole}
    return {"check": one.check, "language": one.language, **rates, "too_grave": one.too_grave}


def _rate(rate: Rate) -> dict[str, float] | None:
    if rate.value is None:
        return None
    low, high = rate.interval
    return {"value": round(rate.value, 4), "low": round(low, 4), "high": round(high, 4)}


def _show(measured: list[Measured], without: list[str], by_people: list[Upheld]) -> None:
    from goldsmith.check.measuring.measured_page import COLUMNS, JUDGED, cells, judged_cells

    _table([(*COLUMNS, "ms a case"), *((*cells(one), f"{1000 * one.seconds:.2f}") for one in measured)])
    if without:
        click.secho(f"without a planted set: {', '.join(without)}", dim=True)
    if by_people:
        click.echo()
        _table([JUDGED, *map(judged_cells, by_people)])


def _table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for place, row in enumerate(rows):
        texts = [
            f"{value:<{width}}" if at < 2 else f"{value:>{width}}"
            for at, (value, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.secho("  ".join(texts).rstrip(), bold=place == 0)
