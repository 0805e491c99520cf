"""Plain question-answer pairs as academic data sets have them: one language, short answers, no instruction wording."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.generate.generator import Generator
from goldsmith.generate.nouns import noun
from goldsmith.generate.phrases import filled, phrases
from goldsmith.generate.table_facts import FACTS as KNOWN
from goldsmith.generate.table_facts import asked
from goldsmith.generate.tabular import parse_table

WORDS = {"rising": "increasing", "falling": "decreasing", "flat": "neither"}
ASKED = {
    "value-lookup": ("What is the {column} {of_row}?", "{for_row}, what is the {column}?"),
    "extremum": ("Which {label} has the {most} {column}?", "What {label} has the {most} {column}?"),
    "comparison": ("Which is larger in {column}, {row} or {other}?",),
    "count": ("{at} how many {labels} is the {column} greater than {limit}?",),
    "difference": ("What is the difference in {column} between {row} and {other}?",),
    "total": ("What is the sum of the {column} {of_row} and {other}?",),
    "trend": ("Is the {column} increasing or decreasing?",),
}
DIGIT = ("What digit is shown?", "Which number is this?", "What is written in the image?")
THING = ("What is shown in the image?", "What is this?", "What is in the picture?")


class AcademicPairs(Generator):
    """Ask as VQA, ChartQA and DocVQA do: English, a plain question, the bare answer.

    Made as the comparison for data with more care; the answers are computed in the same way and are right.
    """

    version: ClassVar[int] = 3

    per_sample: int = Field(default=4, ge=1)
    """How many questions about one asset, at most."""

    prompt: str = ""
    """What each question ends with, such as the sentence that models are asked with on VQA benchmarks: "Answer the
    question using a single word or phrase." (LLaVA-1.5, arXiv:2310.03744, table 7)"""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples of one question and one short answer each, about a table, a label or boxes."""
        rng = random.Random(f"{self.seed}:{sample.id}")
        made: set[str] = set()
        pairs = [(asset, kind, fact) for asset in sample.assets for kind, fact in self._facts(asset, rng)]
        for number, (asset, kind, (question, answer, note)) in enumerate(pairs):
            if len(made) == self.per_sample:
                return
            if question in made:
                continue
            made.add(question)
            shown = () if asset.kind == "text" else (asset.id,)
            turns = (
                Turn.said("user", f"{question} {self.prompt}".strip(), shown, origin=self.origin(kind=kind)),
                Turn.said("assistant", answer, origin=self.origin(kind=kind), gold=(answer,), evidence=(note,)),
            )
            tags = sample.tags | {"language": "en", "skill": "open-qa", "format": "prose", "task": kind}
            tags = tags | {"modality": asset.kind}
            yield sample.child(self.name(), f"{number}/{kind}", assets=(asset,), turns=turns, tags=tags)

    def _facts(self, asset: Asset, rng: random.Random) -> Iterator[tuple[str, tuple[str, str, str]]]:
        told = phrases("tables", "en")
        wording = {**told, "words": told["words"] | WORDS}
        for note in asset.noted("table") if asset.kind != "text" else ():
            table = parse_table(note.text)
            kinds = [kind for kind in ASKED for _ in range(2)]
            rng.shuffle(kinds)
            for kind in kinds:
                one = asked(table, rng, wording)
                fact = KNOWN[kind][1](one, rng) if one and (kind != "trend" or table.in_order) else None
                if fact and fact.short:
                    yield kind, (filled(rng.choice(ASKED[kind]), fact.slots), fact.short, note.id)
        for note in asset.noted("label"):
            questions = DIGIT if note.text.isdecimal() else THING
            for question in rng.sample(questions, len(questions)):
                yield "label", (question, note.text, note.id)
        boxes = asset.noted("box")
        for name in sorted({note.text for note in boxes}):
            count = str(sum(note.text == name for note in boxes))
            yield (
                "count",
                (
                    f"How many {noun(name, 'en').many} are there?",
                    count,
                    next(note.id for note in boxes if note.text == name),
                ),
            )
