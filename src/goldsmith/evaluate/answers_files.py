"""Compare two files of answers without a recipe."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from goldsmith.core import stats
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.results import Comparison, Interval, WinRow
from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.evaluate.alpaca import Leaderboard, is_annotations, leaderboard, read_annotations
from goldsmith.evaluate.judge import Judge
from goldsmith.evaluate.pairwise import judge_pairs
from goldsmith.evaluate.wins import compare

IDS = ("sample", "id", "prompt_id", "question_id")
ANSWERS = ("answer", "output", "response", "text", "completion")
PROMPTS = ("prompt", "question", "instruction", "input")
GOLDS = ("gold", "reference", "target", "label")


def compare_files(a: Path, b: Path | None, judge: Judge) -> Comparison:
    """Compare the answers in two files, or read one file of a judge's annotations.

    Files are JSONL or JSON lists; answers are matched by id, else by prompt. A prompt, a gold answer and tags in
    either file become what the judge goes by.

    Raises:
        GoldsmithError: a file cannot be read, or the files have no answer in common.
    """
    if b is None:
        if not is_annotations(a):
            raise GoldsmithError(f"{a} holds no annotations", "give two files of answers, or one annotation file")
        models = read_annotations(a)
        return _annotated(a, {model: leaderboard(rows) for model, rows in models.items()})
    rows_a, rows_b = dict(_answers(a)), dict(_answers(b))
    common = [key for key in rows_a if key in rows_b]
    if not common:
        raise GoldsmithError(
            f"{a} and {b} have no answer in common", f"answers are matched by {', '.join(IDS)} or prompt"
        )
    samples = [_sample(key, {**rows_b[key], **rows_a[key]}) for key in common]
    told_a, told_b = ({key: _first(rows[key], ANSWERS) for key in common} for rows in (rows_a, rows_b))
    verdicts = list(judge_pairs(samples, told_a, told_b, judge))
    return compare(verdicts, samples, name=f"{a.name} and {b.name}", a=a.stem, b=b.stem)


def _answers(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, row in enumerate(_rows(path), 1):
        if "messages" in row:
            row = {**row, "answer": row["messages"][-1]["content"], "prompt": row["messages"][-2]["content"]}  # noqa: PLW2901
        if not _first(row, ANSWERS) and not any(name in row for name in ANSWERS):
            raise GoldsmithError(f"{path}: row {number} has no answer", f"it is looked for in {', '.join(ANSWERS)}")
        key = _first(row, IDS) or hashlib.sha256(_first(row, PROMPTS).encode()).hexdigest()[:16]
        yield key, row


def _rows(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    try:
        if text.lstrip().startswith("["):
            plain = json.loads(text)
        else:
            plain = [json.loads(line) for line in text.splitlines() if line.strip()]
    except json.JSONDecodeError as error:
        raise GoldsmithError(f"{path}:{error.lineno}: not JSON: {error.msg}") from error
    if not all(isinstance(row, dict) for row in plain):
        raise GoldsmithError(f"{path}: every row must be an object")
    return list(plain)


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return str(next((row[name] for name in names if row.get(name) is not None), ""))


def _sample(key: str, row: Mapping[str, Any]) -> Sample:
    gold = next((row[name] for name in GOLDS if row.get(name) is not None), ())
    values = tuple(map(str, gold)) if isinstance(gold, list | tuple) else (str(gold),)
    tags = FrozenDict({str(name): str(value) for name, value in dict(row.get("tags") or {}).items()})
    evidence = [
        Note(id=f"note-{place}", kind="caption", text=str(text)) for place, text in enumerate(row.get("evidence") or ())
    ]
    asset = (
        Asset.absent(str(row.get("image") or key), kind="image", notes=tuple(evidence))
        if row.get("image") or evidence
        else None
    )
    turns = (Turn.said("user", _first(row, PROMPTS)), Turn.said("assistant", values[0] if values else "", gold=values))
    return Sample(id=key, turns=turns, tags=tags, assets=(asset,) if asset else ())


def _annotated(path: Path, boards: Mapping[str, Leaderboard]) -> Comparison:
    """Each model of an annotation file as a row, against the file's baseline."""
    rows = tuple(_row(model, board) for model, board in boards.items())
    corrected = stats.holm([row.p for row in rows])
    first = next(iter(boards.values()))
    controlled = first.length_controlled
    interval = Interval(value=controlled / 100, low=0, high=1) if controlled is not None and len(boards) == 1 else None
    return Comparison(
        name=path.name,
        a="the model" if len(boards) > 1 else next(iter(boards)),
        b="the baseline",
        judge="the file's annotator",
        combine="averaged",
        samples=max(board.total for board in boards.values()),
        assets=max(board.total for board in boards.values()),
        rows=tuple(row.but(p_holm=p) for row, p in zip(rows, corrected, strict=True)),
        length_controlled=interval,
    )


def _row(model: str, board: Leaderboard) -> WinRow:
    rate, reach = board.win_rate / 100, 1.96 * board.standard_error / 100
    return WinRow(
        criterion="overall",
        axis="model",
        subset=model,
        pairs=board.total,
        wins=board.wins,
        ties=board.draws,
        losses=board.losses,
        rate=Interval(value=rate, low=max(0.0, rate - reach), high=min(1.0, rate + reach)),
        p=stats.sign_test(board.wins, board.losses),
        p_holm=1.0,
    )
