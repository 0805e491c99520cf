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
            return any(cls.knows(file) for file in sorted(path.glob("*.json"))[:8])
        if path.suffix != ".json":
            return False
        with path.open(errors="replace") as file:
            start = file.read(200_000)
        return (
            '"question"' in start and ('"image_id"' in start or '"image"' in start) and '"conversations"' not in start
        )

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each question; all answers are kept as notes, the most common one answers."""
        questions, answers = _gathered(path)
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
        with drafted(path) as draft:
            draft.mkdir(parents=True)
            media = MediaFolder(draft / "images.json")
            for sample in samples:
                if len(sample.turns) != 2 or len(sample.assets) != 1:
                    yield problem(
                        self.name(), f"sample {sample.id} is left out: not one question about one picture", "minor"
                    )
                    continue
                asked, said = sample.turns
                key = {**sample.foreign, "question_id": sample.id, "image_id": sample.assets[0].id}
                questions.append(key | {"question": asked.text, "image": media.put(sample.assets[0])})
                given = [note.text for note in sample.assets[0].noted("answer")] or [said.text]
                rows = [{"answer": answer, "answer_id": place} for place, answer in enumerate(given, 1)]
                annotations.append(key | {"multiple_choice_answer": said.text, "answers": rows})
            (draft / "questions.json").write_text(json.dumps({"questions": questions}, ensure_ascii=False))
            (draft / "annotations.json").write_text(json.dumps({"annotations": annotations}, ensure_ascii=False))

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


def _gathered(path: Path) -> tuple[list[dict[str, Any]], dict[Any, dict[str, Any]]]:
    questions: list[dict[str, Any]] = []
    answers: dict[Any, dict[str, Any]] = {}
    beside = sorted(path.parent.glob(path.name.replace("questions", "annotations"))) if path.is_file() else []
    for file in sorted(path.glob("*.json")) if path.is_dir() else dict.fromkeys([path, *beside]):
        plain = read_json(file)
        listed: list[Any] = [plain] if isinstance(plain, list) else []
        listed += [plain.get("questions"), plain.get("annotations")] if isinstance(plain, dict) else []
        rows = [one for part in listed if isinstance(part, list) for one in part]
        for one in rows:
            if isinstance(one, dict) and "question" in one:
                questions.append(one)
            elif isinstance(one, dict) and isinstance(one.get("question_id"), str | int):
                answers[one["question_id"]] = one
    if not questions:
        raise GoldsmithError(f"{path} holds no questions", "VQA files have a list `questions`")
    return questions, answers


def _answers(told: dict[str, Any]) -> list[str]:
    return [str(one["answer"] if isinstance(one, dict) else one) for one in told.get("answers") or ()]


def _most_common(given: list[str]) -> str:
    return Counter(given).most_common(1)[0][0] if given else ""
