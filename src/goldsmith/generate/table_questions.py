"""Questions about tables and charts, their answers computed from what is shown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Literal, get_args

from pydantic import Field

from goldsmith.core.types import Asset, Note, Part, Sample, Turn
from goldsmith.generate.generator import Generator
from goldsmith.generate.phrases import phrases
from goldsmith.generate.response_formats import render, request
from goldsmith.generate.table_facts import FACTS, Fact, asked
from goldsmith.generate.tabular import Table, as_csv, as_markdown, parse_table

Kind = Literal[
    "value-lookup", "extremum", "comparison", "count", "difference", "total", "without-first", "explain", "trend",
    "average", "summary", "extract", "rewrite", "chart-kind",
]  # fmt: skip
Form = Literal["prose", "json", "xml", "table", "csv"]


class TableQuestions(Generator):
    """Ask for values, extremes, comparisons, differences, sums, counts, trends, reasons, summaries, lists, rewordings.

    Every answer is computed from the `table` note and given in the requested form; what has no single right answer
    (ties, flat trends) is not asked. Where the asset is a picture it is shown; a plain table is quoted in the question.
    """

    kinds: tuple[Kind, ...] = get_args(Kind)
    """What to ask."""

    languages: tuple[str, ...] = ("en", "es")
    """Languages of questions and answers."""

    forms: tuple[Form, ...] = ("prose", "json", "xml", "table", "csv")
    """Forms of answers."""

    per_sample: int = Field(default=8, ge=1)
    """How many questions about one table, at most."""

    quote: float = Field(default=0.0, ge=0, le=1)
    """Share of questions about a picture that quote its table as text instead of showing it."""

    rows: int = Field(default=4, ge=2)
    """Rows that are quoted of a long table, at most."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples of one question and one answer each."""
        found = [(asset, note) for asset in sample.assets for note in asset.noted("table")]
        if not found:
            return
        asset, note = found[0]
        table = parse_table(note.text, f"sample {sample.id}")
        rng = random.Random(f"{self.seed}:{sample.id}")
        wanted = [(kind, language, form) for kind in self.kinds for language in self.languages for form in self.forms]
        rng.shuffle(wanted)
        made: set[str] = set()
        for number, (kind, language, form) in enumerate(wanted):
            if len(made) == self.per_sample:
                return
            child = self._sample(sample, (asset, note), table, (kind, language, form, number), rng)
            if child and child.turns[0].text not in made:
                made.add(child.turns[0].text)
                yield child

    def _sample(
        self,
        sample: Sample,
        source: tuple[Asset, Note],
        table: Table,
        want: tuple[str, str, str, int],
        rng: random.Random,
    ) -> Sample | None:
        (asset, note), (kind, language, form, number) = source, want
        wording = phrases("tables", language)
        quoted = asset.kind == "text" or (kind != "chart-kind" and rng.random() < self.quote)
        part = table.excerpt(rng, self.rows, 2) if asset.kind == "text" else table
        fact = self._fact(kind, part, sample, wording, rng)
        if fact is None or (form == "csv" and len(fact.rows[0]) < 2):
            return None  # one column is no CSV that could be told from prose
        turns = self._turns(kind, fact, language, form, rng, part if quoted else None, asset)
        skill = "classification" if kind == "chart-kind" else FACTS[kind][0]
        modality = "text" if quoted else asset.kind
        tags = sample.tags | {"language": language, "skill": skill, "format": form, "modality": modality, "task": kind}
        origin = self.origin(kind=kind)
        cited = (note.id,)
        final = tuple(turn.but(origin=origin, evidence=cited) for turn in turns)
        return sample.child(self.name(), f"{number}/{kind}/{language}/{form}", assets=(asset,), turns=final, tags=tags)

    def _fact(
        self, kind: str, table: Table, sample: Sample, wording: dict[str, Any], rng: random.Random
    ) -> Fact | None:
        if kind == "chart-kind":
            name = wording["kind_names"].get(sample.tags.get("chart"))
            return Fact({"kind": name}, [{wording["words"]["answer"]: name}], (name,)) if name else None
        one = asked(table, rng, wording["words"])
        if one is None or (kind == "trend" and not table.in_order):
            return None
        return FACTS[kind][1](one, rng)

    def _turns(
        self, kind: str, fact: Fact, language: str, form: str, rng: random.Random, quoted: Table | None, asset: Asset
    ) -> tuple[Turn, Turn]:
        wording = phrases("tables", language)
        slots = dict(fact.slots)
        if kind == "rewrite":
            slots["given"] = filled(wording[kind]["given"], slots)
        question = filled(rng.choice(wording[kind]["ask"]), slots)
        said = filled(rng.choice(wording[kind]["say"]), slots)
        keys = list(fact.rows[0])
        sentence = request(form, language, keys, rng)
        text = f"{question} {sentence}" if form != "prose" or rng.random() < 0.5 else question
        if quoted:
            shown = as_markdown(quoted) if rng.random() < 0.5 else as_csv(quoted)
            text = filled(wording["context"], {"table": shown, "question": text})
        answer = said if form == "prose" else render(form, fact.rows)
        picture = () if quoted else (Part(asset=asset.id),)
        return Turn(role="user", parts=(*picture, Part(text=text))), Turn.said("assistant", answer, gold=fact.gold)


def filled(wording: str, slots: dict[str, str]) -> str:
    """A wording with its slots filled, none of them filled twice, the first letter a capital."""
    pieces = wording.split("{")
    text = pieces[0] + "".join(slots[name] + rest for name, _, rest in (piece.partition("}") for piece in pieces[1:]))
    return text[:1].upper() + text[1:]
