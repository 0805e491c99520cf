"""VQA v2: questions and annotations with ten answers each (arXiv:1612.00837)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample, Turn
from goldsmith.formats.files import (
    FAULTS,
    MediaFolder,
    drafted,
    foreign,
    picture_beside,
    problem,
    read_json,
    said,
    stable_id,
)
from goldsmith.formats.format import Format
from goldsmith.formats.left_behind import LeftBehind

FOLDERS = (".", "images", "../images", "train2014", "val2014")
KNOWN = {"question_id", "image_id", "question", "answers", "multiple_choice_answer", "answer", "image"}


class Vqa(Format):
    """A questions file and its annotations file (or a folder with both), or a list of `image`, `question`, `answer`."""

    writes: ClassVar[bool] = True

    images: str = ""
    """The folder of the pictures, relative to the file; looked for in the usual places if empty."""

    image_name: str = "{image_id}.jpg"
    """How a picture's file is named by its id, e.g. `COCO_train2014_{image_id:012}.jpg`."""

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A JSON file with questions, or a folder with one."""
        if path.is_dir():
            return any(cls.knows(file) for file in sorted(path.glob("*.json"))[:8] if file.is_file())
        if path.suffix != ".json" or not path.is_file():
            return False
        with path.open(encoding="utf-8", errors="replace") as file:
            start = file.read(200_000)
        return (
            '"question"' in start and ('"image_id"' in start or '"image"' in start) and '"conversations"' not in start
        )

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each question; all answers are kept as notes, the most common one answers."""
        questions, answers, faults = _gathered(path, self.name())
        yield from faults
        folder = path if path.is_dir() else path.parent
        for number, one in enumerate(questions, 1):
            try:
                yield self._sample(one, answers.get(one.get("question_id")), folder, number)
            except FAULTS as error:
                yield problem(
                    self.name(), f"{path}: question {one.get('question_id', number)}: {said(error)}", item=number
                )

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """A folder with `questions.json`, `annotations.json` and the pictures."""
        questions: list[dict[str, Any]] = []
        annotations: list[dict[str, Any]] = []
        left = LeftBehind(self.name(), "ids", "turns", "foreign fields", "answer notes")
        with drafted(path) as draft:
            draft.mkdir(parents=True)
            media = MediaFolder(draft / "images.json")
            for sample in samples:
                pictures = left.pictures(sample)
                if not _is_one_question(sample) or len(pictures) != 1:
                    message = f"sample {sample.id} is left out: not one question about one picture"
                    yield problem(self.name(), message, "minor", sample=sample.id)
                    continue
                (asset,), (asked, said) = pictures, sample.turns
                key = {**sample.foreign, "question_id": sample.id, "image_id": asset.id}
                questions.append(key | {"question": asked.text, "image": media.put(asset)})
                given = [note.text for note in asset.noted("answer")] or [said.text]
                each = [{"answer": answer, "answer_id": place} for place, answer in enumerate(given, 1)]
                annotations.append(key | {"multiple_choice_answer": said.text, "answers": each})
            for name, rows in (("questions", questions), ("annotations", annotations)):
                (draft / f"{name}.json").write_text(json.dumps({name: rows}, ensure_ascii=False), "utf-8")
        yield from left.said()

    def _sample(self, one: dict[str, Any], told: dict[str, Any] | None, folder: Path, number: int) -> Sample:
        given = _answers(told or one)
        answer = str((told or one).get("multiple_choice_answer") or one.get("answer") or _most_common(given))
        notes = tuple(Note(id=f"answer-{place}", kind="answer", text=text) for place, text in enumerate(given, 1))
        asset = self._asset(one, folder).but(notes=notes)
        turns = [Turn.said("user", str(one["question"]), (asset.id,))]
        if answer:
            turns.append(Turn.said("assistant", answer, gold=(answer,), evidence=tuple(note.id for note in notes)))
        return Sample(
            id=str(one.get("question_id") or stable_id(one["question"], asset.id, number)),
            assets=(asset,),
            turns=tuple(turns),
            tags=FrozenDict({"modality": "image", "task": "vqa"}),
            foreign=foreign({**(told or {}), **one}, KNOWN),
        )

    def _asset(self, one: dict[str, Any], folder: Path) -> Asset:
        name = str(one["image"]) if "image" in one else self.image_name.format(image_id=one["image_id"])
        return picture_beside(folder, (self.images,) if self.images else FOLDERS, (name,), self.licence)


def _is_one_question(sample: Sample) -> bool:
    return [turn.role for turn in sample.turns] == ["user", "assistant"]


def _gathered(path: Path, form: str) -> tuple[list[dict[str, Any]], dict[Any, dict[str, Any]], list[Finding]]:
    """The questions, the annotations by the question's id, and a finding for each file that cannot be read.

    Raises:
        GoldsmithError: there is not a single question.
    """
    questions: list[dict[str, Any]] = []
    answers: dict[Any, dict[str, Any]] = {}
    faults: list[Finding] = []
    beside = sorted(path.parent.glob(path.name.replace("questions", "annotations"))) if path.is_file() else []
    for file in sorted(path.glob("*.json")) if path.is_dir() else dict.fromkeys([path, *beside]):
        try:
            rows = _rows(read_json(file))
        except GoldsmithError as error:
            faults.append(problem(form, error.problem, file=file.name))
            continue
        unfit = []
        for number, one in enumerate(rows, 1):
            if isinstance(one, dict) and "question" in one:
                questions.append(one)
            elif isinstance(one, dict) and isinstance(one.get("question_id"), str | int):
                answers[one["question_id"]] = one
            else:
                unfit.append(number)
        if unfit:
            message = (
                f"{file}: {len(unfit):,} items are no question and no annotation of one, the first is item {unfit[0]}"
            )
            faults.append(problem(form, message, items=unfit[:100]))
    if not questions:
        why = f": {faults[0].message}" if faults else ""
        raise GoldsmithError(f"{path} holds no questions{why}", "VQA files have a list `questions`")
    return questions, answers, faults


def _rows(plain: Any) -> list[Any]:
    listed = [plain.get("questions"), plain.get("annotations")] if isinstance(plain, dict) else [plain]
    return [one for part in listed if isinstance(part, list) for one in part]


def _answers(told: dict[str, Any]) -> list[str]:
    return [str(one["answer"] if isinstance(one, dict) else one) for one in told.get("answers") or ()]


def _most_common(given: list[str]) -> str:
    return Counter(given).most_common(1)[0][0] if given else ""
