"""What the planted sets say about the checks, as the page `docs/checks.md`: no timings, so that it stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldsmith.check.measuring.judged import Upheld
from goldsmith.check.measuring.measured import Measured, Rate

HEAD = """# How good the checks are

Written by `make docs`, which runs every check over its planted set: answers with a fault that its author put there, and
near misses that look like one. `goldsmith checks evaluate` prints the same with the time each takes.

*Precision*: of the answers with a finding, those with a planted fault (and, where the faulty piece is marked, with a
finding that overlaps it). *Recall*: of the planted faults, those found. In brackets Wilson's 95% intervals. *Not run*:
cases about which the check only says that it could not run; they count as not found. Under the language *zxx* nothing
is said: these are videos, recordings and pictures made on the spot. Notes count only
where a check advises (apology, mojibake).

Most cases were written by those who wrote the checks: read their numbers as an upper bound for texts of another kind.
*Blind* cases were written by someone who had read what a check says of itself, but not the check; only they are an
estimate. They were measured once, and then the checks were mended with their help, so that what stands here flatters
too: [checks-blind.md](checks-blind.md) keeps the figures of the first time.

"""
COLUMNS = (
    *("check", "language", "cases", "faults", "precision", "recall", "not run"),
    *("blind cases", "blind precision", "blind recall"),
)


JUDGED = ("check", "language", "judged", "upheld", "major ones upheld", "")


def page(measured: Sequence[Measured], without: Iterable[str], by_people: Sequence[Upheld] = ()) -> str:
    """The page: a row for each check and language, the checks without a planted set, what people said of findings."""
    lines = [_row(COLUMNS), "|---|---|" + "--:|" * (len(COLUMNS) - 2)]
    lines += [_row(cells(one)) for one in measured]
    unmeasured = ", ".join(f"`{name}`" for name in without)
    tail = f"\nWithout a planted set: {unmeasured}.\n" if unmeasured else ""
    return HEAD + "\n".join(lines) + "\n" + tail + _judged(by_people)


def _judged(by_people: Sequence[Upheld]) -> str:
    if not by_people:
        return ""
    lines = ["\n## Judged by people\n", _row(JUDGED), "|---|---|--:|--:|--:|---|"]
    return "\n".join([*lines, *(_row(judged_cells(one)) for one in by_people)]) + "\n"


def judged_cells(one: Upheld) -> tuple[str, ...]:
    """The cells of a row, in the order of `JUDGED`; the last says that a check's findings should be minor."""
    advice = f"too grave: {one.check}=minor" if one.too_grave else ""
    return (one.check, one.language, f"{one.all.whole}", percent(one.all), percent(one.major), advice)


def cells(one: Measured) -> tuple[str, ...]:
    """The cells of a row, in the order of `COLUMNS`."""
    not_run = f"{one.not_run / one.cases:.0%}" if one.not_run else "–"
    counts = (f"{one.cases}", f"{one.faults}")
    return (one.check, one.language, *counts, percent(one.precision), percent(one.recall), not_run, *_blind(one.blind))


def _blind(one: Measured | None) -> tuple[str, str, str]:
    return (f"{one.cases}", percent(one.precision), percent(one.recall)) if one else ("–", "–", "–")


def percent(rate: Rate) -> str:
    """A rate with its interval in whole percent; a dash for a rate of nothing."""
    if rate.value is None:
        return "–"
    low, high = rate.interval
    return f"{rate.value:.0%} [{100 * low:.0f}, {100 * high:.0f}]"


def _row(values: Iterable[str]) -> str:
    return f"| {' | '.join(values)} |"
