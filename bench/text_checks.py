"""Text checks against the same filters of the peers: each filter by itself, then five of them as whole processes."""

from __future__ import annotations

import statistics
from collections import defaultdict

from documents import write
from tools import DATA, MODELS, PEERS, ours, table, theirs

TOGETHER = ("language", "repeated word 4-grams", "special characters", "links", "tokens, 1 to 1024")
BOTH = ("language", "repeated word 4-grams", "tokens, 1 to 1024")
"""What datatrove has, too."""
JUICER, TROVE = PEERS
OURS = " alone"
GOAL = 8
NOTES = """Each tool has the same texts, tokenizer and language detector, and one thread. Microseconds of CPU per document: ours is
`check.find` over samples in memory, the median of runs before, between and after the peers. "As it runs" is a filter
over a data set in memory, the way Data-Juicer is used, without its start; "its code" leaves out the data set, too.

The pairs are as like as they get. *Words* is what our repetition check reads, no check of its own. *Language*: same
detector, but ours reads the first 80 characters and looks at the script, theirs read all; in ours the detector takes
about half of the time, so no code around it can make it eight times less. *Special characters* is
`markdown-artefacts` (seven kinds of debris, with their places) against a share of special characters; *links* is
`links` (faulty addresses, with their places) against `clean_links_mapper`, as neither peer judges links. *Tokens, 1 to
1024*: the size in bytes tells for most texts that they fit; *60 to 600* has to be counted. datatrove's words and
4-grams are its Gopher filters with all else switched off; it cuts words with spaCy (2,000 documents).
"""


def text_checks(size: int, peers: list[str]) -> str:
    """The section of the page; half of the documents, as Data-Juicer takes minutes for each filter."""
    size //= 2
    parts = [f"## Text checks, {size:,} documents\n\n{NOTES}"]
    for rich, said in ((False, "Plain ASCII prose"), (True, "Accented prose with links and Markdown")):
        data = write(size, DATA / f"{size}-{'rich' if rich else 'plain'}.jsonl", rich=rich)
        costs: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for tool in ("", *(name for peer in peers for name in (peer, ""))):
            found = theirs(tool, "filters", data, MODELS)[1] if tool else ours("filters", data)[1]
            for pair, cost in found.items():
                for how in cost.keys() & {"run", "alone"}:
                    costs[pair][f"{tool} {how}"].append(cost[how])
        parts.append(f"### {said}\n\n{_by_filter(costs)}\n\n{_whole(data, peers)}\n")
    return "\n".join(parts)


def _by_filter(costs: dict[str, dict[str, list[float]]]) -> str:
    columns = (OURS, f"{JUICER} run", f"{JUICER} alone", f"{TROVE} alone")
    median = {
        pair: {how: statistics.median(found[how]) * 1e6 for how in columns if how in found}
        for pair, found in costs.items()
    }
    sums = {how: sum(median[pair].get(how, 0) for pair in TOGETHER) for how in columns[:3]}
    rows = [_row(pair, found, columns) for pair, found in median.items()]
    lines = [
        f"| | Goldsmith | {JUICER}, as it runs | ratio | its code | ratio | {TROVE}, its code | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return "\n".join([*lines, *rows, _row("all but words and 60 to 600", sums, columns), _short_of_goal(median)])


def _short_of_goal(median: dict[str, dict[str, float]]) -> str:
    """What takes more than an eighth of Data-Juicer's time."""
    short = [
        f"{pair} ({found[how] / found[OURS]:.1f})"
        for pair, found in median.items()
        for how in found.keys() & {f"{JUICER} run"}
        if found[how] < GOAL * found[OURS]
    ]
    return f"\nShort of {GOAL} times less than {JUICER} as it runs: {', '.join(short)}." if short else ""


def _row(name: str, found: dict[str, float], columns: tuple[str, ...]) -> str:
    cells = [f"{found[OURS]:.1f}"]
    for how in columns[1:]:
        cells += [f"{found[how]:.0f}", f"{found[how] / found[OURS]:.1f}"] if found.get(how) else ["", ""]
    return f"| {name} | {' | '.join(cells)} |"


def _whole(data, peers: list[str]) -> str:
    """Whole processes: start, read JSON lines, filter."""
    five = {
        "Goldsmith, checks in a loop": ours("together", data, *TOGETHER)[0],
        "Goldsmith, a recipe that reads and screens, with all it writes": ours("recipe", data, *TOGETHER)[0],
    }
    three = {"Goldsmith, checks in a loop": ours("together", data, *BOTH)[0]}
    if JUICER in peers:
        five[JUICER] = theirs(JUICER, "together", data, MODELS, *TOGETHER)[0]
    if TROVE in peers:
        three[TROVE] = theirs(TROVE, "together", data, MODELS, *BOTH)[0]
    return f"{table('five filters, whole process', five)}\n\n{table(f'{len(BOTH)} filters, whole process', three)}"
