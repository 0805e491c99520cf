"""AlpacaEval's annotation files: a judge's preference between a baseline and a model, for each prompt."""

from __future__ import annotations

import csv
import gzip
import json
import math
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Record
from goldsmith.evaluate.length_control import length_controlled


class Annotation(Record):
    """One prompt: the preference from 1 (baseline) to 2 (model), None when missing; lengths of both answers."""

    prompt: str
    preference: float | None
    baseline_length: int | None = None
    model_length: int | None = None
    subset: str = ""


class Leaderboard(Record):
    """What AlpacaEval reports of one model, in per cent."""

    win_rate: float
    standard_error: float
    wins: int
    losses: int
    draws: int
    total: int
    discrete: float
    length_controlled: float | None = None


def is_annotations(path: Path) -> bool:
    """Whether a file is a list of annotations."""
    if path.suffix in (".gz", ".csv"):
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
            return "pref" in file.readline().split(",")
    with path.open(encoding="utf-8", errors="replace") as file:
        return '"preference"' in file.read(100_000)


def read_annotations(path: Path) -> dict[str, list[Annotation]]:
    """The annotations of each model in a file: JSON as AlpacaEval writes it, or CSV (model, i, pref, l1, l2, ds).

    Raises:
        GoldsmithError: the file holds no annotations.
    """
    rows = list(_csv_rows(path)) if path.suffix in (".csv", ".gz") else _json_rows(path)
    found: dict[str, list[Annotation]] = {}
    for model, annotation in rows:
        found.setdefault(model, []).append(annotation)
    if not found:
        raise GoldsmithError(f"{path} holds no annotations", "AlpacaEval's files have a field `preference`")
    return found


def leaderboard(annotations: list[Annotation]) -> Leaderboard:
    """Win rate, standard error and counts as AlpacaEval computes them (1.5 and old files' 0 are ties)."""
    known = [one for one in annotations if one.preference is not None]
    if not known:
        raise GoldsmithError("no annotation has a preference")
    shares = [0.5 if one.preference == 0 else float(one.preference or 0) - 1 for one in known]
    mean = sum(shares) / len(shares)
    spread = math.sqrt(sum((share - mean) ** 2 for share in shares) / max(1, len(shares) - 1))
    wins, losses = sum(share > 0.5 for share in shares), sum(share < 0.5 for share in shares)
    draws = len(shares) - wins - losses
    return Leaderboard(
        win_rate=100 * mean,
        standard_error=100 * spread / math.sqrt(len(shares)),
        wins=wins,
        losses=losses,
        draws=draws,
        total=len(shares),
        discrete=100 * (wins + draws / 2) / len(shares),
        length_controlled=_at_equal_length(known, shares),
    )


def _at_equal_length(known: list[Annotation], shares: list[float]) -> float | None:
    gaps = [
        one.baseline_length - one.model_length
        for one in known
        if one.baseline_length is not None and one.model_length is not None
    ]
    found = length_controlled(shares, gaps) if len(gaps) == len(shares) else None
    return 100 * found[0] if found else None


def _csv_rows(path: Path) -> Any:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield (
                row["model"],
                Annotation(
                    prompt=row["i"],
                    preference=float(row["pref"]) if row["pref"] else None,
                    baseline_length=int(row["l1"]),
                    model_length=int(row["l2"]),
                    subset=row.get("ds", ""),
                ),
            )


def _json_rows(path: Path) -> list[tuple[str, Annotation]]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return [
            (
                str(row.get("generator_2", "model")),
                Annotation(
                    prompt=str(row.get("instruction", place)),
                    preference=row.get("preference"),
                    baseline_length=_length(row.get("output_1")),
                    model_length=_length(row.get("output_2")),
                    subset=str(row.get("dataset", "")),
                ),
            )
            for place, row in enumerate(plain)
        ]
    except (ValueError, AttributeError, TypeError) as error:
        raise GoldsmithError(f"{path} is not an annotation file: {error}") from error


def _length(output: Any) -> int | None:
    return len(output) if isinstance(output, str) else None
