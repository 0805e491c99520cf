"""AlpacaEval's annotation files: a judge's preference between a baseline and a model, for each prompt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from goldsmith.core import stats
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.results import Interval
from goldsmith.core.types import Finding, Record
from goldsmith.evaluate.length_control import length_controlled
from goldsmith.evaluate.rows_of_file import Faults, rows_of, said


class Annotation(Record):
    """One prompt: the preference from 1 (baseline) to 2 (model), None when missing; lengths of both answers."""

    model: str
    prompt: str
    preference: float | None
    baseline_length: int | None = None
    model_length: int | None = None


class Leaderboard(Record):
    """What AlpacaEval reports of one model (rates in per cent), with a test and the rate at equal length."""

    win_rate: float
    standard_error: float
    wins: int
    losses: int
    draws: int
    total: int
    missing: int
    discrete: float
    p: float
    length_controlled: Interval | None = None


def read_annotations(path: Path) -> tuple[dict[str, list[Annotation]], list[Finding]]:
    """The annotations of each model in a file, and what is wrong with it.

    JSON as AlpacaEval writes it (instruction, output_1, output_2, generator_2, preference), a list or lines, or CSV
    (model, i, pref, l1, l2). A prompt that a model has twice counts once.

    Raises:
        GoldsmithError: the file holds no annotations.
    """
    faults, found, seen = Faults(path), dict[str, list[Annotation]](), set[tuple[str, str]]()
    for number, row in rows_of(path, faults):
        try:
            annotation = _annotation(number, row)
        except (TypeError, ValueError) as error:
            faults.add(number, f"no annotation: {error}")
            continue
        if (annotation.model, annotation.prompt) in seen:
            faults.add(number, f"{annotation.model!r} has the prompt {annotation.prompt[:60]!r} twice")
            continue
        seen.add((annotation.model, annotation.prompt))
        found.setdefault(annotation.model, []).append(annotation)
    if not found:
        told = "; ".join(finding.message for finding in faults.findings()[:1])
        raise GoldsmithError(f"{path} holds no annotations {told}".strip(), "give two files of answers, or annotations")
    return found, [*faults.findings(), *_missing(path, found)]


def _missing(path: Path, found: Mapping[str, Sequence[Annotation]]) -> list[Finding]:
    return [
        said(f"{path}: {missing:,} of {len(rows):,} prompts of {model!r} have no preference: not counted", "minor")
        for model, rows in found.items()
        if (missing := sum(row.preference is None for row in rows))
    ]


def leaderboard(annotations: Sequence[Annotation]) -> Leaderboard | None:
    """Win rate, standard error and counts as AlpacaEval computes them (1.5 and old files' 0 are ties).

    Returns:
        None where no annotation has a preference.
    """
    known = [one for one in annotations if one.preference is not None]
    if not known:
        return None
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
        missing=len(annotations) - len(known),
        discrete=100 * (wins + draws / 2) / len(shares),
        p=stats.sign_flip_test([share - 0.5 for share in shares]),
        length_controlled=_at_equal_length(known, shares),
    )


def _at_equal_length(known: Sequence[Annotation], shares: Sequence[float]) -> Interval | None:
    gaps = [
        one.baseline_length - one.model_length
        for one in known
        if one.baseline_length is not None and one.model_length is not None
    ]
    found = length_controlled(shares, gaps) if len(gaps) == len(shares) else None
    return Interval(value=found[0], low=found[1], high=found[2]) if found else None


def _annotation(number: int, row: Mapping[str, Any]) -> Annotation:
    """One row.

    Raises:
        TypeError: its preference is no number.
        ValueError: it has no preference, or one that is out of range.
    """
    if "pref" not in row and "preference" not in row:
        raise ValueError("no `preference`")
    if "pref" in row:
        lengths = [int(row[name]) if row.get(name) else None for name in ("l1", "l2")]
        model, prompt, preference = row.get("model", "model"), row.get("i", number), row["pref"]
    else:
        lengths = [len(text) if isinstance(text := row.get(name), str) else None for name in ("output_1", "output_2")]
        model, prompt = row.get("generator_2", "model"), row.get("instruction", number)
        preference = row["preference"]
    value = None if preference is None or preference == "" else float(preference)
    if value is not None and not (value == 0 or 1 <= value <= 2):
        raise ValueError(f"the preference {preference!r} is not from 1 to 2")
    return Annotation(
        model=str(model), prompt=str(prompt), preference=value, baseline_length=lengths[0], model_length=lengths[1]
    )
