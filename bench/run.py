"""All benches, or some sections, written into bench/README.md.

`python bench/run.py [Engine "Text checks" ...] [--size 20000] [--no-peers]`; sections that are not asked for stay as they are.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import re
import sys
import tempfile
from datetime import date
from pathlib import Path

from documents import write
from entities import entities
from light_suite import light_suite
from measured import Measured, measure
from near_duplicates import near_duplicates
from text_checks import TOGETHER, text_checks
from tools import DATA, HERE, PEERS, install, ours, share_models


def main() -> None:
    """Measure, and write the page."""
    options = argparse.ArgumentParser()
    options.add_argument("sections", nargs="*", help=", ".join(SECTIONS))
    options.add_argument("--size", type=int, default=20_000)
    options.add_argument("--no-peers", action="store_true")
    asked = options.parse_args()
    peers = [] if asked.no_peers else list(PEERS)
    for peer in peers:
        install(peer)
    share_models()
    page = HERE / "README.md"
    parts = re.split(r"\n(?=## )", page.read_text()) if page.exists() else []
    known = {name: part for part in parts for name in SECTIONS if part.startswith(f"## {name}")}
    for name in asked.sections or SECTIONS:
        known[name] = SECTIONS[name](asked.size, peers)
        page.write_text("\n".join([head(), *(known[name].strip("\n") + "\n" for name in SECTIONS if name in known)]))
        print(known[name], flush=True)


def head() -> str:
    """Date, machine, versions."""
    names = ("goldsmith", "pyarrow", "daft", "numpy", "pydantic", "matplotlib")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return (
        f"# Measurements\n\n`make bench`, {date.today()}; {os.cpu_count()} cores, Python {platform.python_version()}, {versions}.\n"
        "CPU seconds and peak memory (PSS) of whole process trees, one thread each; the machine is shared, so ratios count.\n"
    )


def startup(size: int, peers: list[str]) -> str:
    """`goldsmith --help`."""
    command = [str(Path(sys.executable).parent / "goldsmith"), "--help"]
    runs = sorted(measure(command).cpu for _ in range(5))
    return f"## Start-up\n\n`goldsmith --help`: {runs[2]:.2f} CPU seconds (median of 5; goal 0.3).\n"


def engine(size: int, peers: list[str]) -> str:
    """A stage against a bare loop."""
    found = ours("engine", "20000")[1]
    ratio = found["stage"] / found["bare"]
    return (
        f"## Engine\n\n20,000 samples read, checked by one check and written: {20_000 / found['stage']:,.0f} rows per CPU second in a "
        f"stage, {20_000 / found['bare']:,.0f} in a bare loop over the same shards; the stage costs {ratio:.2f} times the loop (goal 1.3).\n"
    )


def drawing(size: int, peers: list[str]) -> str:
    """Pictures drawn."""
    found = ours("draw", "300")[1]
    return f"## Drawing\n\n{found['pictures'] / found['cpu']:.0f} pictures of 160 x 128 pixels per CPU second, with all boxes and values.\n"


def memory(size: int, peers: list[str]) -> str:
    """Peak memory of each stage against the number of samples."""
    few, many = 10_000, 100_000
    costs = {count: _stages(count) for count in (few, many)}
    rows = [
        f"| {stage} | {costs[few][stage].peak_mb:.0f} MB | {costs[many][stage].peak_mb:.0f} MB "
        f"| {(costs[many][stage].peak_mb - costs[few][stage].peak_mb) * 1e6 / (many - few):,.0f} bytes "
        f"| {costs[many][stage].cpu:.1f} |"
        for stage in STAGES
    ]
    head = f"| stage | {few:,} samples | {many:,} samples | more per sample | CPU s of {many:,} |\n|---|---:|---:|---:|---:|"
    said = (
        "Chat JSONL read, reworded by templates, screened by eight checks, chosen from; each stage in a process of its own.\n"
        "Checks and generators see one sample at a time, so reading, making and screening hold hardly more of many than of few.\n"
        "Selectors see the whole set and keep numbers about each sample: near-duplicates 8 bytes for each of 14 bands, a\n"
        "signature of 128 bytes, and the n-grams of those that share a band with another; quotas one candidate a sample."
    )
    return "\n".join(["## Memory\n", said, "\n" + head, *rows])


def _stages(count: int) -> dict[str, Measured]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        ours("dialogs", path, count)
        return {stage: ours("stage", path, count, stage)[0] for stage in STAGES}


STAGES = ("read", "make", "screen", "near-duplicates", "quotas")


def large(size: int, peers: list[str]) -> str:
    """Up to fifty times as many documents, Goldsmith alone."""
    rows = []
    for count in (size, 10 * size, 50 * size):
        data = write(count, DATA / f"{count}-plain.jsonl")
        rows.append(("near-duplicates", count, ours("minhash", data, data.with_suffix(".kept"), 1, "verify")[0]))
        if count <= 10 * size:
            rows.append(("five checks", count, ours("together", data, *TOGETHER)[0]))
    lines = [
        f"| {name} | {count:,} | {cost.cpu:.1f} | {cost.wall:.0f} | {cost.peak_mb:.0f} MB |"
        for name, count, cost in sorted(rows, key=lambda row: row[0])
    ]
    head = "| | documents | CPU s | wall s | peak |\n|---|---:|---:|---:|---:|"
    return "\n".join(["## Large sets\n", head, *lines])


def workers(size: int, peers: list[str]) -> str:
    """The same stage on one and two workers, of this machine and of Ray."""
    data = write(size, DATA / f"{size}-rich.jsonl", rich=True)
    found = ours("workers", data)[1]
    rows = [f"| {name} | {found[name]:.1f} | {found['one'] / found[name]:.2f} |" for name in found]
    said = (
        f"{size:,} documents screened by the light suite and source-leak, secrets, personal-data, prompt-injection: wall\n"
        "seconds of the stage, with the start of local processes (Ray's were started before), and how many times as fast as\n"
        "one worker. The shards are the same to the byte.\n"
    )
    return "\n".join(["## Workers\n", said, "| workers | wall s | times one |\n|---|---:|---:|", *rows])


def meaning(size: int, peers: list[str]) -> str:
    """Vectors of texts, and twins among vectors by cosine."""
    twins = [(count, *ours("meaning", count, "")) for count in (10_000, 20_000, 50_000, 100_000)]
    rows = [
        f"| {count:,} | {found['twins']:.1f} | {cost.peak_mb:.0f} MB | {found['found']:,} |"
        for count, cost, found in twins
    ]
    made = [(name, *ours("meaning", 100_000, name)) for name in ("char-ngrams", "wordllama")]
    lines = [f"| {name} | {100_000 / found['embedding']:,.0f} | {cost.peak_mb:.0f} MB |" for name, cost, found in made]
    said = (
        "Twins by cosine among vectors of 256 numbers, one of ten a copy: exact, all that stay against all, 1024 rows at a time. The\n"
        "vectors are 1 KB each, those that stay are read again from them; there is never a matrix of all against all."
    )
    head = "| vectors | CPU s | peak | twins |\n|---:|---:|---:|---:|"
    makers = "| embedder | texts of 20 words per CPU second | peak for 100,000 |\n|---|---:|---:|"
    return "\n".join(["## Meaning\n", said, "\n" + head, *rows, "\n" + makers, *lines])


SECTIONS = {
    "Start-up": startup,
    "Engine": engine,
    "Drawing": drawing,
    "Memory": memory,
    "Text checks": text_checks,
    "Light suite": light_suite,
    "Near-duplicates": near_duplicates,
    "Meaning": meaning,
    "Large sets": large,
    "Workers": workers,
    "Entities": entities,
}

if __name__ == "__main__":
    main()
