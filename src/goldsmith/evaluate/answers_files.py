"""Compare two files of answers, or read one of a judge's annotations, without a recipe."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from goldsmith.core import stats
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.results import Comparison, Interval, WinRow
from goldsmith.core.types import Asset, Finding, Note, Record, Sample, Turn
from goldsmith.evaluate.alpaca import Leaderboard, leaderboard, read_annotations
from goldsmith.evaluate.judge import Judge
from goldsmith.evaluate.pairwise import judge_pairs
from goldsmith.evaluate.rows_of_file import Faults, rows_of, said
from goldsmith.evaluate.wins import compare

IDS = ("sample", "id", "prompt_id", "question_id")
ANSWERS = ("answer", "output", "response", "text", "completion")
PROMPTS = ("prompt", "question", "instruction", "input")
GOLDS = ("gold", "reference", "target", "label")
NAMED = 5
"""How many ids a finding names."""


class Answer(Record):
    """One row of a file: what was asked, what was answered, and what a right answer states."""

    key: str
    prompt: str
    answer: str
    golds: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    image: str = ""
    tags: FrozenDict = FrozenDict()


def compare_files(a: Path, b: Path | None, judge: Judge) -> tuple[Comparison, list[Finding]]:
    """Compare the answers in two files, or read one file of a judge's annotations.

    Files are JSON lists, JSON Lines or CSV, also gzipped; answers are matched by id, else by prompt. A prompt, gold
    answers, evidence and tags in either file become what the judge goes by.

    Returns:
        The comparison, and what in the files was left out and why.

    Raises:
        GoldsmithError: a file cannot be read or holds no answers, or the files have no answer in common.
    """
    if b is None:
        return _annotated(a)
    (told_a, wrong_a), (told_b, wrong_b) = _answers(a), _answers(b)
    common = [key for key in told_a if key in told_b]
    if not common:
        remedy = f"answers are matched by {', '.join(IDS)}, else by {', '.join(PROMPTS)}"
        raise GoldsmithError(f"{a} and {b} have no answer in common", remedy)
    same = [key for key in common if _asks_the_same(told_a[key], told_b[key])]
    findings = [
        *wrong_a,
        *wrong_b,
        *_told(f"answers in {a} have no partner in {b}", [key for key in told_a if key not in told_b]),
        *_told(f"answers in {b} have no partner in {a}", [key for key in told_b if key not in told_a]),
        *_told("pairs ask different things under one id", sorted({*common} - {*same})),
    ]
    if not same:
        raise GoldsmithError(f"{a} and {b} ask different things under the same ids", "give answers to one set")
    samples = [_sample(told_a[key], told_b[key]) for key in same]
    answers_a, answers_b = ({key: told[key].answer for key in same} for told in (told_a, told_b))
    verdicts = list(judge_pairs(samples, answers_a, answers_b, judge))
    names = _names(a, b)
    return compare(verdicts, samples, name=f"{a.name} and {b.name}", a=names[0], b=names[1]), findings


def _told(what: str, keys: Sequence[str]) -> list[Finding]:
    if not keys:
        return []
    named = ", ".join(repr(key[:60]) for key in keys[:NAMED]) + (", ..." if len(keys) > NAMED else "")
    return [said(f"{len(keys):,} {what} and are left out: {named}", "major")]


def _names(a: Path, b: Path) -> tuple[str, str]:
    """What the models are called: after the files, with the folder where these are called alike."""
    if a.stem != b.stem:
        return a.stem, b.stem
    one, two = f"{a.resolve().parent.name}/{a.stem}", f"{b.resolve().parent.name}/{b.stem}"
    return (one, two) if one != two else (f"{a.stem} (first)", f"{b.stem} (second)")


def _answers(path: Path) -> tuple[dict[str, Answer], list[Finding]]:
    """The answers by key; of several with one key the first counts."""
    faults, found = Faults(path), dict[str, Answer]()
    for number, row in rows_of(path, faults):
        try:
            answer = _answer(row)
        except ValueError as error:
            faults.add(number, str(error))
            continue
        if answer.key in found:
            faults.add(number, f"a second answer for {answer.key[:60]!r}")
        else:
            found[answer.key] = answer
    if not found:
        told = "; ".join(finding.message for finding in faults.findings()[:1])
        raise GoldsmithError(f"{path} holds no answers {told}".strip(), f"they are looked for in {', '.join(ANSWERS)}")
    return found, faults.findings()


def _answer(row: Mapping[str, Any]) -> Answer:
    """One row.

    Raises:
        ValueError: there is no answer, nothing to match it by, or a field of another shape; the message says which.
    """
    if isinstance(row.get("messages"), list):
        row = {**row, **_last_of(row["messages"])}
    answer, prompt, key = (_first(row, names) for names in (ANSWERS, PROMPTS, IDS))
    if answer is None:
        raise ValueError(f"no answer: it is looked for in {', '.join(ANSWERS)}")
    if key is None and prompt is None:
        raise ValueError(f"neither an id nor a prompt: they are looked for in {', '.join((*IDS, *PROMPTS))}")
    tags = row.get("tags") or {}
    if not isinstance(tags, Mapping):
        raise ValueError("`tags` is no object")
    return Answer(
        key=key if key is not None else hashlib.sha256(str(prompt).encode("utf-8", "surrogatepass")).hexdigest()[:16],
        prompt=prompt or "",
        answer=answer,
        golds=_texts(next((row[name] for name in GOLDS if row.get(name) is not None), ())),
        evidence=_texts(row.get("evidence")),
        image=str(row.get("image") or ""),
        tags=FrozenDict({str(name): str(value) for name, value in tags.items()}),
    )


def _last_of(messages: Sequence[Any]) -> dict[str, str]:
    """The last question and the last answer of a dialog, where their contents are text."""
    found = {}
    for message in messages:
        if isinstance(message, Mapping) and isinstance(message.get("content"), str):
            name = {"user": "prompt", "assistant": "answer"}.get(str(message.get("role")), "")
            found[name] = message["content"]
    return {name: text for name, text in found.items() if name}


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((str(row[name]) for name in names if row.get(name) is not None), None)


def _texts(value: Any) -> tuple[str, ...]:
    """A value, or each of a list, as text."""
    return tuple(str(one) for one in (value if isinstance(value, list | tuple) else () if value is None else (value,)))


def _asks_the_same(one: Answer, other: Answer) -> bool:
    return not one.prompt or not other.prompt or one.prompt.split() == other.prompt.split()


def _sample(a: Answer, b: Answer) -> Sample:
    """What was asked, from either file."""
    golds, evidence, image = a.golds or b.golds, a.evidence or b.evidence, a.image or b.image
    notes = tuple(Note(id=f"note-{place}", kind="caption", text=text) for place, text in enumerate(evidence))
    asset = Asset.absent(image or a.key, kind="image", notes=notes) if image or notes else None
    asked = Turn.said("user", a.prompt or b.prompt)
    answered = [Turn.said("assistant", golds[0], gold=golds)] if golds else []
    tags = FrozenDict({**b.tags, **a.tags})
    return Sample(id=a.key, turns=(asked, *answered), tags=tags, assets=(asset,) if asset else ())


def _annotated(path: Path) -> tuple[Comparison, list[Finding]]:
    """Each model of an annotation file as a row, against the file's baseline."""
    models, findings = read_annotations(path)
    boards = {model: board for model, rows in models.items() if (board := leaderboard(rows))}
    if not boards:
        raise GoldsmithError(f"no annotation in {path} has a preference")
    rows = [_row(model, board) for model, board in boards.items()]
    corrected = stats.holm([row.p for row in rows])
    first, most = next(iter(boards.values())), max(board.total for board in boards.values())
    comparison = Comparison(
        name=path.name,
        a="the model" if len(boards) > 1 else next(iter(boards)),
        b="the baseline",
        judge="the file's annotator",
        combine="averaged",
        samples=most,
        assets=most,
        rows=tuple(row.but(p_holm=p) for row, p in zip(rows, corrected, strict=True)),
        length_controlled=first.length_controlled if len(boards) == 1 else None,
    )
    return comparison, findings


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
        unscored=board.missing,
        assets=board.total,
        rate=Interval(value=rate, low=max(0.0, rate - reach), high=min(1.0, rate + reach)),
        p=board.p,
        p_holm=1.0,
    )
