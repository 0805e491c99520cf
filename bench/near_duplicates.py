"""Near-duplicates against the peers at equal parameters: cost, what is kept, what is found of planted copies."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from documents import write
from measured import Measured
from tools import DATA, PEERS, ours, table, theirs

from goldsmith.engine.minhash import banding, normalised

JUICER, TROVE = PEERS
NOISE = (
    "Which copies near the threshold share a band is chance,\nso no tool keeps the same documents twice: the last "
    "column is how far each is from itself with another seed."
)
EDGES = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0, 1.01)
"""Of the similarities that copies are counted by."""


def near_duplicates(size: int, peers: list[str]) -> str:
    """The section of the page."""
    data = write(size, DATA / f"{size}-plain.jsonl")
    cut = banding(0.7, 128)
    out, costs, kept = data.with_suffix(".kept"), {}, {}
    for label, run, words in (
        ("Goldsmith, bands only", ours, (1, "")),
        ("Goldsmith, bands only, seed 2", ours, (2, "")),
        ("Goldsmith", ours, (1, "verify")),
        ("Goldsmith, seed 2", ours, (2, "verify")),
        *((label, None, (seed,)) for name in peers for label, seed in ((name, 1), (f"{name}, seed 2", 2))),
    ):
        cost = _run(label, run, data, out, cut, words)
        costs[label], kept[label] = cost, set(json.loads(out.read_text()))
    shown = {name: cost for name, cost in costs.items() if "seed" not in name}
    return "\n".join(
        (
            f"## Near-duplicates, {size:,} documents\n",
            f"Word 5-grams, 128 permutations, {cut[0]} bands of {cut[1]} rows (for a threshold of 0.7). As the peers,",
            '"bands only" joins all that share a band; by default Goldsmith also compares what shares one.\n',
            table("", shown),
            f"\n{_agreement(kept)}\n\n{_numbers(kept)} {NOISE}\n\n{_recall(data, kept, cut)}\n",
        )
    )


def _run(label: str, run, data: Path, out: Path, cut: tuple[int, int], words: tuple[object, ...]) -> Measured:
    if run:
        return run("minhash", data, out, *words)[0]
    return theirs(label.split(",")[0], "minhash", data, out, *cut, *words)[0]


def _agreement(kept: dict[str, set[int]]) -> str:
    """How many documents two runs keep otherwise."""
    bases = [label for label in kept if "seed" not in label]
    lines = [f"| kept otherwise by | kept | {' | '.join(bases)} | the same with another seed |"]
    lines.append("|---|---:|" + "---:|" * (len(bases) + 1))
    for label in bases:
        others = [*bases, f"{label}, seed 2"]
        cells = [f"{len(kept[label] ^ kept[other]):,}" if other != label else "" for other in others]
        lines.append(f"| {label} | {len(kept[label]):,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _numbers(kept: dict[str, set[int]]) -> str:
    """How far the numbers of documents kept are from the peers'."""
    mine = len(kept["Goldsmith, bands only"])
    far = [f"{abs(mine - len(kept[peer])) / len(kept[peer]):.2%} from {peer}'s" for peer in PEERS if peer in kept]
    return f"At equal parameters the number kept is {' and '.join(far)}." if far else ""


def _recall(data: Path, kept: dict[str, set[int]], cut: tuple[int, int]) -> str:
    """The share of planted copies that is left out, by their true similarity; and of texts that are no copies."""
    nearest = similarities(data)
    bases = [label for label in kept if "seed" not in label]
    lines = [f"| similarity to an earlier text | copies | {' | '.join(bases)} | bands should |"]
    lines.append("|---|---:|" + "---:|" * (len(bases) + 1))
    for low, high in pairwise(EDGES):
        copies = {place: true for place, true in nearest.items() if low <= true < high}
        if not copies:
            continue
        due = sum(1 - (1 - true ** cut[1]) ** cut[0] for true in copies.values()) / len(copies)
        found = [f"{len(copies.keys() - kept[label]) / len(copies):.1%}" for label in bases]
        said = f"{low:g} to {high:g}" if high <= 1 else "1"
        lines.append(f"| {said} | {len(copies):,} | {' | '.join(found)} | {due:.1%} |")
    lines.append(f"| no copy | | {' | '.join(str(_false(nearest, kept[label], data)) for label in bases)} | 0 |")
    return "\n".join(lines)


def _false(nearest: dict[int, float], kept: set[int], data: Path) -> int:
    with data.open() as lines:
        return sum(place not in kept and place not in nearest for place, _ in enumerate(lines))


def similarities(data: Path) -> dict[int, float]:
    """For each planted copy its highest Jaccard similarity to its original or to an earlier copy of that."""
    families: dict[int, list[frozenset[tuple[str, ...]]]] = defaultdict(list)
    nearest = {}
    with data.open() as lines:
        for place, line in enumerate(lines):
            said = json.loads(line)
            grams = _grams(said["text"])
            family = families[place if said["twin"] is None else said["twin"]]
            if family:
                nearest[place] = max(len(grams & other) / len(grams | other) for other in family)
            family.append(grams)
    return nearest


def _grams(text: str, size: int = 5) -> frozenset[tuple[str, ...]]:
    words = normalised(text).split()
    return frozenset(zip(*(words[start:] for start in range(size)), strict=False))
