"""Questions about tables and charts, their answers computed from what is shown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, NamedTuple, get_args

from pydantic import Field

from goldsmith.core.types import Asset, Note, Part, Sample, Turn
from goldsmith.generate.generator import Generator
from goldsmith.generate.phrases import filled, phrases
from goldsmith.generate.response_formats import render, request
from goldsmith.generate.table_facts import FACTS, Asked, Fact, asked
from goldsmith.generate.tabular import Table, as_csv, as_markdown, parse_table

Kind = Literal[
    "value-lookup", "extremum", "comparison", "count", "difference", "total", "without-first", "explain", "trend",
    "average", "summary", "extract", "rewrite", "chart-kind",
]  # fmt: skip
Form = Literal["prose", "json", "xml", "table", "csv"]
TOLD: tuple[Kind, ...] = ("explain", "summary", "extract", "rewrite")
"""What no single value answers."""


class _Wanted(NamedTuple):
    """One question to be made; the number tells apart two of a kind."""

    kind: str
    language: str
    form: str
    number: int


class _Source(NamedTuple):
    """What is asked about: an asset, its table note, and what of that table is shown; quoted, or seen in a picture."""

    asset: Asset
    note: Note
    table: Table
    quoted: bool


class TableQuestions(Generator):
    """Ask for values, extremes, comparisons, differences, sums, counts, trends, reasons, summaries, lists, rewordings.

    Every answer is computed from the `table` note and given in the requested form; what has no single right answer
    (ties, sums of rates, courses neither steady nor level) is not asked. Where the asset is a picture it is shown; a
    plain table is quoted in the question. Turns cite the table and the drawn marks that the answer is read from.
    """

    version: ClassVar[int] = 3

    kinds: tuple[Kind, ...] = get_args(Kind)
    """What to ask."""

    languages: tuple[str, ...] = ("en", "es")
    """Languages of questions and answers."""

    forms: tuple[Form, ...] = ("prose", "json", "xml", "table", "csv")
    """Forms of answers."""

    per_sample: int = Field(default=8, ge=1)
    """How many questions about one table, at most."""

    short: float = Field(default=0.0, ge=0, le=1)
    """Share of the prose questions with one value for an answer that ask for that value alone, as benchmarks do."""

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
        for number, want in enumerate(wanted):
            if len(made) == self.per_sample:
                return
            child = self._sample(sample, self._source(asset, note, table, want[0], rng), _Wanted(*want, number), rng)
            if child and child.turns[0].text not in made:
                made.add(child.turns[0].text)
                yield child

    def _source(self, asset: Asset, note: Note, table: Table, kind: str, rng: random.Random) -> _Source:
        if asset.kind == "text":
            return _Source(asset, note, table.excerpt(rng, self.rows, 2), quoted=True)
        return _Source(asset, note, table, quoted=kind != "chart-kind" and rng.random() < self.quote)

    def _sample(self, sample: Sample, source: _Source, want: _Wanted, rng: random.Random) -> Sample | None:
        found = _fact(want.kind, source.table, sample, phrases("tables", want.language), rng)
        if found is None or (want.form == "csv" and len(found[0].rows[0]) < 2):
            return None  # one column is no CSV that could be told from prose
        fact, one = found
        cited = (source.note.id, *(_marks(source.asset, one, fact) if one else ()))
        plain = want.form == "prose" and want.kind not in TOLD
        if plain and fact.short and self.short and rng.random() < self.short:
            want = want._replace(form="short")
        question = _question(fact, source, want, str(sample.tags.get("title", "")), rng)
        turns = (question, _answer(fact, want, rng))
        final = tuple(turn.but(origin=self.origin(kind=want.kind), evidence=cited) for turn in turns)
        tags = sample.tags | {
            "language": want.language, "format": "prose" if want.form == "short" else want.form, "task": want.kind,
            "skill": FACTS[want.kind][0] if one else "classification",
            "modality": "text" if source.quoted else source.asset.kind,
        }  # fmt: skip
        label = f"{want.number}/{want.kind}/{want.language}/{want.form}"
        return sample.child(self.name(), label, assets=(source.asset,), turns=final, tags=tags)


def _fact(
    kind: str, table: Table, sample: Sample, wording: dict[str, Any], rng: random.Random
) -> tuple[Fact, Asked | None] | None:
    if kind == "chart-kind":
        drawn = sample.tags.get("chart")
        if drawn not in wording["kinds"]:
            return None
        name = wording["kind_names"][drawn]
        return Fact({"kind": wording["kinds"][drawn]}, [{wording["words"]["kind"]: name}], (name,)), None
    one = asked(table, rng, wording)
    if one is None or (kind == "trend" and not table.in_order):
        return None
    fact = FACTS[kind][1](one, rng)
    return (fact, one) if fact else None


def _marks(asset: Asset, one: Asked, fact: Fact) -> Iterator[str]:
    """Ids of the drawn marks that the answer is read from: `Rome: 2.8`, `height (m) / Rome: 21`, `Rome: 2.8, 21`."""
    read = {one.label.shown[place]: one.measure.shown[place] for place in fact.about}
    for note in asset.noted("value"):
        name, _, shown = note.text.rpartition(": ")
        if read.get(name.removeprefix(f"{one.measure.header} / ")) in shown.split(", "):
            yield note.id


def _question(fact: Fact, source: _Source, want: _Wanted, title: str, rng: random.Random) -> Turn:
    wording = phrases("tables", want.language)
    told, slots = wording[want.kind], dict(fact.slots)
    if "given" in told:
        slots["given"] = filled(told["given"], slots, want.language)
    as_data = want.form not in ("prose", "short") and "ask-data" in told
    text = filled(rng.choice(told["ask-data" if as_data else "ask"]), slots, want.language)
    if want.form != "prose" or rng.random() < 0.5:
        text = f"{text} {request(want.form, want.language, list(fact.rows[0]), rng)}"
    if not source.quoted:
        return Turn(role="user", parts=(Part(asset=source.asset.id), Part(text=text)))
    table = as_markdown(source.table) if rng.random() < 0.5 else as_csv(source.table)
    heading = filled(wording["titled"], {"title": title}) if title else wording["heading"]
    return Turn.said("user", f"{heading}\n{table}\n\n{text}")


def _answer(fact: Fact, want: _Wanted, rng: random.Random) -> Turn:
    if want.form == "short":
        return Turn.said("assistant", str(fact.short), gold=fact.gold)
    told = phrases("tables", want.language)[want.kind]
    said = filled(rng.choice(told.get(f"say-{fact.variant}", told["say"])), fact.slots, want.language)
    answer = said if want.form == "prose" else render(want.form, fact.rows)
    return Turn.said("assistant", answer, gold=fact.gold)
