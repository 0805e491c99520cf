"""All benches in one run, written into bench/README.md: `python bench/run.py [--size 20000] [--no-peers]`."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from documents import documents
from measured import Measured, measure

HERE = Path(__file__).parent
PEERS = {
    "data-juicer": ["py-data-juicer==1.6.1", "aiohttp"],
    "datatrove": ["datatrove[processing]==0.10.1", "xxhash", "orjson", "spacy"],
}
PYTHON = sys.executable


def main() -> None:
    """Measure, and write the page."""
    options = argparse.ArgumentParser()
    options.add_argument("--size", type=int, default=20_000)
    options.add_argument("--no-peers", action="store_true")
    options.add_argument("--memory", type=int, nargs="*", default=[10_000, 100_000])
    asked = options.parse_args()
    data = HERE / ".data" / f"{asked.size}.jsonl"
    data.parent.mkdir(exist_ok=True)
    if not data.exists():
        data.write_text("".join(json.dumps({"text": one.text}) + "\n" for one in documents(asked.size)))
    parts = [head(), startup(), engine(), drawing(), memory(asked.memory)]
    peers = {} if asked.no_peers else {name: installed(name) for name in PEERS}
    parts += [checks(data, peers), minhash(data, peers)]
    (HERE / "README.md").write_text("\n".join(parts))
    print("\n".join(parts))


def head() -> str:
    """Date, machine, versions."""
    names = ("goldsmith", "pyarrow", "daft", "numpy", "pydantic", "matplotlib")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return (
        f"# Measurements\n\n`make bench`, {date.today()}; {os.cpu_count()} cores, Python {platform.python_version()}, {versions}.\n"
        "CPU seconds and peak memory (PSS) of whole process trees, one thread each; the machine is shared, so ratios count.\n"
    )


def startup() -> str:
    """`goldsmith --help`."""
    command = [str(Path(PYTHON).parent / "goldsmith"), "--help"]
    runs = sorted(measure(command).cpu for _ in range(5))
    return f"## Start-up\n\n`goldsmith --help`: {runs[2]:.2f} CPU seconds (median of 5; goal 0.3).\n"


def engine() -> str:
    """A stage against a bare loop."""
    found = ours("engine", "20000")[1]
    ratio = found["stage"] / found["bare"]
    return (
        f"## Engine\n\n20,000 samples read, checked by one check and written: {20_000 / found['stage']:,.0f} rows per CPU second in a "
        f"stage, {20_000 / found['bare']:,.0f} in a bare loop over the same shards; the stage costs {ratio:.2f} times the loop (goal 1.3).\n"
    )


def drawing() -> str:
    """Pictures drawn."""
    found = ours("draw", "300")[1]
    return f"## Drawing\n\n{found['pictures'] / found['cpu']:.0f} pictures of 160 x 128 pixels per CPU second, with all boxes and values.\n"


def memory(sizes: list[int]) -> str:
    """Peak memory against the number of samples."""
    rows = []
    for size in sizes:
        cost, seconds = ours("pipeline", str(size))
        rows.append(
            f"| {size:,} | {cost.peak_mb:.0f} MB | {cost.cpu:.1f} | {', '.join(f'{k} {v:.1f}' for k, v in seconds.items())} |"
        )
    table = "\n".join(["| samples | peak | CPU s | wall s by stage |", "|---:|---:|---:|---|", *rows])
    return f"## Memory\n\nRead chat JSONL, eight checks, near-duplicates, quotas; one process.\n\n{table}\n"


def checks(data: Path, peers: dict[str, str]) -> str:
    """Eight text checks against Data-Juicer's eight text filters."""
    costs = {"Goldsmith, 8 checks": ours("checks", str(data))[0]}
    if "data-juicer" in peers:
        costs["Data-Juicer 1.6.1, 8 filters"] = measure(
            [peers["data-juicer"], str(HERE / "peers" / "run_data_juicer.py"), "checks", str(data)]
        )
    return f"## Text checks, {data.stem} documents\n\n{table(costs)}\n"


def minhash(data: Path, peers: dict[str, str]) -> str:
    """Near-duplicates: word 5-grams, 128 permutations, threshold 0.7, the same bands."""
    from goldsmith.engine.minhash import banding

    bands, rows = map(str, banding(0.7, 128))
    out = data.with_suffix(".kept")
    costs = {"Goldsmith": ours("minhash", str(data), str(out), plain=False)[0]}
    kept = {"Goldsmith": set(json.loads(out.read_text()))}
    for name, label in (("data-juicer", "Data-Juicer 1.6.1"), ("datatrove", "datatrove 0.10.1")):
        if name in peers:
            script = HERE / "peers" / f"run_{name.replace('-', '_')}.py"
            costs[label] = measure([peers[name], str(script), "minhash", str(data), str(out), bands, rows])
            kept[label] = set(json.loads(out.read_text()))
    lines = [
        f"{label} keeps {len(found):,}, {len(found ^ kept['Goldsmith']):,} of them otherwise than Goldsmith"
        for label, found in kept.items()
        if label != "Goldsmith"
    ]
    said = f"Goldsmith keeps {len(kept['Goldsmith']):,}; " + "; ".join(lines) + "."
    return f"## Near-duplicates, {data.stem} documents\n\n128 permutations, {bands} bands of {rows} rows.\n\n{table(costs)}\n\n{said}\n"


def table(costs: dict[str, Measured]) -> str:
    """Costs as ratios to the first row."""
    first = next(iter(costs.values()))
    rows = [
        f"| {name} | {one.cpu:.1f} | {one.cpu / first.cpu:.1f} | {one.peak_mb:.0f} MB | {one.peak_mb / first.peak_mb:.1f} |"
        for name, one in costs.items()
    ]
    return "\n".join(["| | CPU s | ratio | peak | ratio |", "|---|---:|---:|---:|---:|", *rows])


def ours(*words: str, plain: bool = True):
    """Run our side; its cost and what it printed."""
    cost = measure([PYTHON, str(HERE / "ours.py"), *words])
    return cost, json.loads(cost.out.strip().splitlines()[-1]) if plain else None


def installed(name: str) -> str:
    """The Python of a peer's own environment, made when it is not there."""
    folder = HERE / ".peers" / name
    python = str(folder / "bin" / "python")
    if not (folder / ".installed").exists():
        print(f"installing {name} into an environment of its own", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS[name]], check=True)
        (folder / ".installed").touch()
    return python


if __name__ == "__main__":
    main()
