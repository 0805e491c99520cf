"""Perception questions about pictures of digits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import ClassVar, Literal, NamedTuple, get_args

from pydantic import Field

from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.generate.generator import Generator
from goldsmith.generate.nouns import english_article
from goldsmith.generate.phrases import filled, one_sentence, phrases
from goldsmith.generate.response_formats import render, request
from goldsmith.generate.table_questions import Form

SKILLS = {
    "which": "open-qa", "is-it": "closed-qa", "parity": "classification", "larger": "inference", "next": "inference",
    "summary": "summarization", "extract": "extraction", "rewrite": "rewriting",
}  # fmt: skip
Kind = Literal["which", "is-it", "parity", "larger", "next", "summary", "extract", "rewrite"]

BARE: tuple[Kind, ...] = ("which", "is-it", "parity", "larger", "next", "rewrite")
"""What one value answers."""


class _Answer(NamedTuple):
    slots: dict[str, str]
    row: dict[str, str | int]
    gold: tuple[str, ...]


class DigitQuestions(Generator):
    """Ask which digit a picture shows, whether it is another, odd or even, larger, what follows, how it is spelt."""

    version: ClassVar[int] = 4

    kinds: tuple[Kind, ...] = get_args(Kind)
    """What to ask."""

    languages: tuple[str, ...] = ("en", "es")
    """Languages of questions and answers."""

    forms: tuple[Form, ...] = ("prose", "json", "xml", "table", "csv")
    """Forms of answers."""

    per_sample: int = Field(default=4, ge=1)
    """How many questions about one picture, at most."""

    short: float = Field(default=0.0, ge=0, le=1)
    """Share of the prose questions with one value for an answer that ask for that value alone, as benchmarks do."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples of one question and one answer each; none when no asset has a digit for its label."""
        labelled = [
            (asset, note) for asset in sample.assets for note in asset.noted("label") if note.text in "0123456789"
        ]
        if not labelled:
            return
        asset, note = labelled[0]
        rng = random.Random(f"{self.seed}:{sample.id}")
        wanted = [(kind, language, form) for kind in self.kinds for language in self.languages for form in self.forms]
        for kind, language, form in rng.sample(wanted, min(self.per_sample, len(wanted))):
            if form == "csv" and kind == "which":
                continue  # one column is no CSV that could be told from prose
            asked, said = self._turns(kind, note.text, language, form, rng, asset)
            origin = self.origin(kind=kind)
            turns = (asked.but(origin=origin), said.but(origin=origin, evidence=(note.id,)))
            tags = sample.tags | {
                "language": language,
                "skill": SKILLS[kind],
                "format": form,
                "task": kind,
                "modality": "image",
            }
            yield sample.child(self.name(), f"{kind}/{language}/{form}", assets=(asset,), turns=turns, tags=tags)

    def _turns(
        self, kind: str, digit: str, language: str, form: str, rng: random.Random, asset: Asset
    ) -> tuple[Turn, Turn]:
        wording = phrases("labels", language)
        found = _answer(kind, int(digit), wording["numbers"], wording["words"], language, rng)
        question = filled(rng.choice(wording[kind]["ask"]), found.slots, language)
        bare = found.gold[0] if kind in BARE and form == "prose" and self.short and rng.random() < self.short else None
        asks = bare is not None or form != "prose" or rng.random() < 0.5
        if asks:
            question = f"{question} {request('short' if bare else form, language, list(found.row), rng)}"
        says = one_sentence(wording[kind]["say"]) if asks else wording[kind]["say"]
        said = filled(rng.choice(says), found.slots) if form == "prose" else render(form, [found.row])
        return Turn.said("user", question, (asset.id,)), Turn.said("assistant", bare or said, gold=found.gold)


def _answer(
    kind: str, digit: int, numbers: list[str], words: dict[str, str], language: str, rng: random.Random
) -> _Answer:
    word, parity = numbers[digit], words["odd" if digit % 2 else "even"]
    other = digit if rng.random() < 0.5 else rng.choice([one for one in range(10) if one != digit])
    limit = rng.choice([one for one in range(1, 9) if one != digit])
    yes = digit == other if kind == "is-it" else digit > limit
    yesno = words["yes" if yes else "no"]
    not_larger = {"en": ("larger", "not larger"), "es": ("es mayor", "no es mayor")}[language][not yes]
    slots = {
        "digit": str(digit), "word": word, "Word": word.capitalize(), "parity": parity, "other": str(other),
        "limit": str(limit), "a_digit": _with_article(digit, language), "a_other": _with_article(other, language),
        "Yesno": yesno.capitalize(), "notlarger": not_larger, "next": str(digit + 1),
    }  # fmt: skip
    plain: dict[str, str | int] = {words["digit"]: digit}
    rows: dict[str, tuple[dict[str, str | int], tuple[str, ...]]] = {
        "which": (plain, (str(digit),)),
        "is-it": (plain | {words["answer"]: yesno}, (yesno,)),
        "larger": (plain | {words["answer"]: yesno}, (yesno,)),
        "parity": (plain | {words["parity"]: parity}, (parity,)),
        "next": (plain | {words["next"]: digit + 1}, (str(digit + 1),)),
        "summary": (plain | {words["word"]: word}, (f"{digit}|{word}",)),
        "extract": (plain | {words["word"]: word}, (str(digit), word)),
        "rewrite": ({words["word"]: word, words["digit"]: digit}, (word,)),
    }
    return _Answer(slots, *rows[kind])


def _with_article(digit: int, language: str) -> str:
    return f"{english_article(str(digit)) if language == 'en' else 'un'} {digit}"
