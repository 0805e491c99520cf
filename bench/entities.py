"""Names: what recognising and linking them jointly gains, and what a gazetteer of 100,000 names costs."""

from __future__ import annotations

import csv
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldsmith.check.entities.experiment import Gain, gain, trial
from goldsmith.check.entities.gazetteer_files import read_gazetteer
from goldsmith.check.entities.noisy_queries import made_entries, misheard
from goldsmith.check.entities.retrieval import Index
from goldsmith.check.entities.scanning import Scanner

NOISE = (0.0, 0.05, 0.1, 0.2)
SEEDS = 5
NAMES = 100_000


def entities(size: int, peers: list[str]) -> str:
    """Both tables."""
    said = (
        "Requests about made-up people, songs and teams (1,500, of which 1,350 are listed), misheard letter by letter:\n"
        f"1,000 to learn from, 1,000 to test on, {SEEDS} seeds. The pipeline takes the likeliest reading of a tagger and links its\n"
        "names; the joint model chooses among 8 readings with all their links, by the same features and training\n"
        "(arXiv:2005.14408, in small). F1 in percent, of spans with their types and of spans with what they stand for;\n"
        "the gain in points with its 95% bootstrap interval over seeds; *oracle*: the best of the 8 readings with their links."
    )
    head = "| letters misheard | F1 of | pipeline | joint | gain | oracle |\n|---:|---|---:|---:|---:|---:|"
    rows = [row for noise in NOISE for row in _rows(noise)]
    return "\n".join([f"## Entities\n\n{said}\n\n{head}", *rows, "", _speed()])


def _rows(noise: float) -> list[str]:
    trials = [trial(noise, seed) for seed in range(SEEDS)]
    rows = []
    for of in ("span", "link"):
        means = [
            sum(getattr(getattr(one, who), of) for one in trials) / SEEDS * 100
            for who in ("pipeline", "joint", "oracle")
        ]
        rows.append(
            f"| {noise:.0%} | {of}s | {means[0]:.1f} | {means[1]:.1f} | {_shown(gain(trials, of))} | {means[2]:.1f} |"
        )
    return rows


def _shown(gained: Gain) -> str:
    return f"{gained.mean * 100:+.1f} [{gained.low * 100:+.1f}, {gained.high * 100:+.1f}]"


def _speed() -> str:
    """CPU time of reading, scanning for and looking up many names."""
    rng = random.Random(1)
    names = [one.name for one in made_entries(3 * NAMES, 1) if one.type == "person"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([["id", "name"], *enumerate(names)])
        gazetteer, reading = _timed(lambda: read_gazetteer(path))
    scanner, building = _timed(lambda: Scanner(gazetteer))
    text = " ".join(rng.choice(("we met", "in the city", rng.choice(names))) for _ in range(100_000))
    _, scanning = _timed(lambda: scanner.spot(text))
    index, indexing = _timed(lambda: Index(gazetteer))
    asked = [misheard(rng.choice(names), 0.1, rng) for _ in range(500)]
    _, looking = _timed(lambda: [index.candidates(name) for name in asked])
    return (
        f"{len(names):,} names ({len(gazetteer.forms):,} different): read from CSV in {reading:.1f} s, ready to scan in {building:.1f} s more, "
        f"{len(text) / scanning / 1e6:.1f} million characters\nscanned a second; the index for misspelled names takes "
        f"{indexing:.1f} s, a look-up {looking / len(asked) * 1000:.1f} ms.\n"
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    done = work()
    return done, time.process_time() - begun
