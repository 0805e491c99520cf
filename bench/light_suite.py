"""The light suite of fifteen checks against Data-Juicer's eight filters: documents per CPU second."""

from __future__ import annotations

from documents import write
from measured import Measured
from tools import DATA, MODELS, PEERS, ours, theirs

JUICER, _ = PEERS
GOAL = 5
FEW = 100
"""Documents of a run that shows what starting costs."""
NOTES = f"""Fifteen checks, each finding with its place and what is wrong, against eight filters that count: words, language,
repeated 4-grams, special characters, letters and digits, characters, repeated characters, average line. Whole processes
with the same detector; a run over {FEW} documents is taken off, so that what starting costs does not count.
"""


def light_suite(size: int, peers: list[str]) -> str:
    """The section of the page."""
    size //= 2
    lines = [
        "| documents | Goldsmith, µs each | peak | Data-Juicer, µs each | peak | ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for rich, said in ((False, "plain ASCII prose"), (True, "accented prose with links and Markdown")):
        kind = "rich" if rich else "plain"
        few, many = (write(count, DATA / f"{count}-{kind}.jsonl", rich=rich) for count in (FEW, size))
        mine = [ours("suite", data)[0] for data in (few, many)]
        cells = _cells(mine, size)
        if JUICER in peers:
            their = [theirs(JUICER, "suite", data, MODELS)[0] for data in (few, many)]
            cells += [*_cells(their, size), f"{_each(their, size) / _each(mine, size):.1f}"]
        lines.append(f"| {said} | {' | '.join(cells)} |")
    return f"## Light suite, {size:,} documents\n\n{NOTES}\n" + "\n".join(lines) + f"\n\nGoal: {GOAL}.\n"


def _each(runs: list[Measured], size: int) -> float:
    """Microseconds of CPU for a document."""
    return (runs[1].cpu - runs[0].cpu) / (size - FEW) * 1e6


def _cells(runs: list[Measured], size: int) -> list[str]:
    return [f"{_each(runs, size):,.0f}", f"{runs[1].peak_mb:,.0f} MB"]
