"""Questions and captions put into varied instructions (InstructBLIP, arXiv:2305.06500, section 2.2 and appendix)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from goldsmith.core.own_files import OwnPath
from goldsmith.core.types import Asset, Note, Origin, Sample, Turn
from goldsmith.generate.generator import Generator
from goldsmith.generate.nouns import named_as_such
from goldsmith.generate.phrases import languages, phrases
from goldsmith.generate.template_file import THIS, Template, TemplateFile, content_hash, template_file, template_path

MOST_CHOICES = 10
LONGEST_ANSWER = 12
"""Words; longer answers do not say clearly enough which question they belong to."""
LONGEST_OCR = 60
"""Lines of recognised text that are passed on with a question."""

YES_NO = frozenset({"yes", "no", "sí", "si"})


class Rendered(NamedTuple):
    """What is put into a template, and what the answer is."""

    label: str
    assets: tuple[Asset, ...]
    slots: dict[str, str]
    answer: str
    gold: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    tags: dict[str, str] = {}


class Templates(Generator):
    """Put captions, questions and labels into instructions of varied wording.

    `captioning` asks for the caption notes of pictures, `vqa` rewords the questions of a sample, `question-generation`
    gives an answer and asks for its question, `classification` asks for label notes, with or without choices. Templates
    that ask for a short answer are used for short answers only, and what is shown is called what it is: a picture, a
    chart, a page, a video. The template is named in the origin of each turn.
    """

    version: ClassVar[int] = 2

    category: Literal["captioning", "vqa", "question-generation", "classification"]
    """What is asked for."""
    language: str | None = None
    """ISO 639-1 code; samples in another language are passed over where their own words are used. Without it, the
    sample's own language, or English."""
    per_sample: int = Field(default=1, ge=1)
    """At most so many samples are made from one, each with another template or another caption."""
    choices: tuple[str, ...] = ()
    """Classification: all labels of the data set, needed for templates that list choices."""
    ocr: bool = False
    """Append text read in the picture (`ocr` notes) to the instruction."""
    folder: OwnPath | None = None
    """Your own template files, LANGUAGE/CATEGORY.yaml; they come before ours."""
    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Up to `per_sample` samples, each one instruction and its answer."""
        spoken = sample.tags.get("language", "en")
        language = self.language or spoken
        if language != spoken and self.category not in ("classification", "captioning"):
            return
        offered = list(_OFFERS[self.category](self, sample, language))
        if not offered:
            return
        templates = template_file(self.category, language, self.folder)
        rng = random.Random(f"{self.seed}:{sample.id}:{self.category}:{language}")
        rng.shuffle(offered)
        used: set[str] = set()
        for turn in range(self.per_sample):
            content = _with_this(offered[turn % len(offered)], language, rng)
            fitting = [template for template in _usable(templates, content) if template.id not in used]
            if fitting:
                template = rng.choice(fitting)
                used.add(template.id)
                yield self._dialog(sample, content, templates, template)

    def files(self) -> Iterable[Path]:
        """The user's own template files."""
        return sorted(self.folder.glob(f"*/{self.category}.yaml")) if self.folder else ()

    def _dialog(self, sample: Sample, content: Rendered, file: TemplateFile, template: Template) -> Sample:
        asked = template.fill(content.slots)
        read = self._ocr_line(content.assets, file)
        origin = self._from(template, file)
        shown = tuple(asset.id for asset in content.assets if asset.kind != "text" or asset.noted("table"))
        turns = (
            Turn.said("user", f"{asked}\n{read}" if read else asked, shown, origin=origin, evidence=content.evidence),
            Turn.said("assistant", content.answer, origin=origin, gold=content.gold, evidence=content.evidence),
        )
        tags = sample.tags | {"language": file.language, "format": "prose", **content.tags}
        label = f"{self.category}/{file.language}/{content.label}/{template.id}"
        return sample.child(self.name(), label, assets=content.assets, turns=turns, rivals=(), tags=tags)

    def _from(self, template: Template, file: TemplateFile) -> Origin:
        path = template_path(file.category, file.language, self.folder)
        own = self.folder is not None and path.is_relative_to(self.folder)
        source = {"file": content_hash(path)} if own else {}
        return self.origin(template=template.id, category=file.category, version=file.version, **source)

    def _ocr_line(self, assets: tuple[Asset, ...], file: TemplateFile) -> str:
        lines = [note.text for asset in assets for note in asset.noted("ocr")][:LONGEST_OCR]
        return file.ocr.replace("{ocr}", ", ".join(lines)) if self.ocr and lines and file.ocr else ""

    def _captions(self, sample: Sample, language: str) -> Iterator[Rendered]:
        for asset in sample.assets:
            told = [note for note in asset.notes if note.kind in ("caption", "alt") and note.text.strip()]
            # `caption-es` is a caption in Spanish; captions without a language are in the sample's own
            spoken = [note for note in told if re.fullmatch(r"\w+-[a-z]{2}", note.id)]
            for note in [note for note in spoken if note.id.endswith(f"-{language}")] if spoken else told:
                tags = {"skill": "summarization", "task": "caption", "modality": asset.kind}
                caption = note.text.strip()
                yield Rendered(f"{asset.id}/{note.id}", (asset,), {}, caption, (), (note.id,), tags)

    def _questions(self, sample: Sample, _language: str) -> Iterator[Rendered]:
        for place, question, answer in _pairs(sample):
            short = answer.text.strip().rstrip(".").lower()
            tags = {
                "skill": sample.tags.get("skill") or ("closed-qa" if short in YES_NO else "open-qa"),
                "task": sample.tags.get("task", "vqa"),
                "modality": sample.tags.get("modality") or _modality(sample),
            }
            slots = {"question": question.text.strip()}
            gold = answer.gold or ((answer.text.strip(),) if len(answer.text.split()) <= 3 else ())
            yield Rendered(str(place), sample.assets, slots, answer.text, gold, answer.evidence, tags)

    def _answers(self, sample: Sample, _language: str) -> Iterator[Rendered]:
        for place, question, answer in _pairs(sample):
            given = answer.text.strip().rstrip(".")
            if len(given.split()) <= LONGEST_ANSWER and "\n" not in given and given.lower() not in YES_NO:
                tags = {"skill": "rewriting", "task": "question-generation", "modality": _modality(sample)}
                slots = {"answer": given}
                yield Rendered(str(place), sample.assets, slots, question.text.strip(), (), answer.evidence, tags)

    def _labels(self, sample: Sample, language: str) -> Iterator[Rendered]:
        for asset in sample.assets:
            labels = asset.noted("label")
            if len(labels) == 1:
                yield self._label(asset, labels[0], language, sample.id)

    def _label(self, asset: Asset, note: Note, language: str, sample_id: str) -> Rendered:
        label = named_as_such(note.text.strip(), language)
        rng = random.Random(f"{self.seed}:{sample_id}:choices")
        others = sorted({named_as_such(other, language) for other in self.choices} - {label})
        listed = sorted([label, *rng.sample(others, min(len(others), MOST_CHOICES - 1))])
        slots = {"choices": ", ".join(listed)} if others else {}
        tags = {"skill": "classification", "task": "label", "modality": asset.kind}
        return Rendered(f"{asset.id}/{note.id}", (asset,), slots, label, (label,), (note.id,), tags)


def _with_this(content: Rendered, language: str, rng: random.Random) -> Rendered:
    """With what is shown for the slot `this`; without it (a recording, a language without wording) none is filled."""
    if not content.assets or language not in languages():
        return content
    asset = content.assets[0]
    is_table = asset.kind in ("image", "text") and asset.noted("table")
    called = phrases("things", language).get("table" if is_table else asset.kind)
    return content._replace(slots=content.slots | {THIS: rng.choice(called)}) if called else content


def _pairs(sample: Sample) -> Iterator[tuple[int, Turn, Turn]]:
    """Questions with their answers, each with the place of the question."""
    for place, turn in sample.asked():
        if place + 1 < len(sample.turns) and sample.turns[place + 1].role == "assistant" and turn.text.strip():
            yield place, turn, sample.turns[place + 1]


def _usable(file: TemplateFile, content: Rendered) -> list[Template]:
    return [template for template in file.fitting(content.answer) if set(template.slots) <= set(content.slots)]


def _modality(sample: Sample) -> str:
    return sample.assets[0].kind if sample.assets else "text"


_OFFERS = {
    "captioning": Templates._captions,
    "vqa": Templates._questions,
    "question-generation": Templates._answers,
    "classification": Templates._labels,
}
