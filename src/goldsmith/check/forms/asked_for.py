"""What a question asks for that the evidence does not hold, told by the words of the question."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import NamedTuple

from goldsmith.check.evidence.clip_times import clip_times
from goldsmith.check.evidence.shown_facts import ShownFacts, stem
from goldsmith.core.vocabulary import mentions

LANGUAGES = ("en", "es")
_PROPER = re.compile(r"(?<=[\w,] )[A-ZÀ-Þ][a-zß-ÿ]{2,}")
_SENTENCE = re.compile(r"[^.!?\n]{1,600}[.!?]?")
_SURE, _LESS_SURE = 0.85, 0.6
"""How often such a question has no answer; what is not noted may be seen all the same."""


class Lack(NamedTuple):
    """What is asked for in vain, from where to where, and how sure that is (0 to 1)."""

    what: str
    start: int
    end: int
    sure: float


def lacking(question: str, shown: ShownFacts, languages: tuple[str, ...]) -> Iterator[Lack]:
    """What the sentences of a question ask for that nothing noted can tell; one lack for each sentence at most.

    Guesses ("what might ...") are fair to ask for, and what may be answered with no or none.
    """
    for found in _SENTENCE.finditer(question):
        sentence = found.group()
        if not sentence.strip().endswith(("?", "¿")):
            continue
        for language in languages:
            wording = _wording(language)
            if not wording["hedged"].search(sentence.lower()):
                lacks = (lack for rule in _RULES for lack in rule(sentence, shown, wording, language))
                if lack := next(lacks, None):
                    start = found.start()
                    yield lack._replace(start=start + lack.start, end=start + lack.end)
                    break


def says_so(answer: str, languages: tuple[str, ...]) -> bool:
    """Whether an answer says that the question has none."""
    return any(_wording(language)["told"].search(answer[:2_000].lower()) for language in languages)


_Wording = dict[str, re.Pattern[str]]


def _sorts(sentence: str, shown: ShownFacts, wording: _Wording, _: str) -> Iterator[Lack]:
    """Facts of a sort of which there is none."""
    low = sentence.lower()
    for sort, (what, there) in _SORTS.items():
        if (found := wording[sort].search(low)) and not there(shown):
            yield Lack(what, *found.span(), _SURE)
    written = shown.writing and wording["thing"].search(low)
    if (found := wording["name"].search(low)) and not (shown.names or written):
        yield Lack("a name", *found.span(), _SURE)
    if (found := wording["say"].search(low)) and not (shown.speech or written):
        yield Lack("what somebody says", *found.span(), _SURE)
    marks = shown.drawn and wording["mark"].search(low)
    if (found := wording["looks"].search(low)) and shown.only_tables and not marks:
        yield Lack("how something looks", *found.span(), _SURE)


_SORTS: dict[str, tuple[str, Callable[[ShownFacts], bool]]] = {
    "price": ("a price", lambda shown: shown.has("price")),
    "date": ("a date or an age", lambda shown: shown.moves or shown.has("date") or shown.only_tables),
    "brand": ("a maker", lambda shown: shown.writing or shown.names),
    "mind": ("what somebody has in mind", lambda shown: shown.speech),
    "sound": ("a sound", lambda shown: shown.speech),
    "moment": ("what happens at another time", lambda shown: shown.moves or shown.only_tables),
    "sense": ("what a picture does not show: a smell, a weight, a temperature", lambda shown: shown.has("sense")),
    "origin": ("where somebody is from", lambda shown: shown.names or shown.speech),
    "contact": ("an address or a number to call", lambda shown: shown.has("contact")),
}
"""What is asked for, and what it takes to answer that."""


def _times(sentence: str, shown: ShownFacts, _wording: _Wording, _: str) -> Iterator[Lack]:
    """A time after the end of the clip."""
    for time in clip_times(sentence):
        if shown.seconds is not None and time.use == "at" and time.low > shown.seconds + 1:
            yield Lack("a time after the end of the clip", time.start, time.end, _SURE)


def _cells(sentence: str, shown: ShownFacts, wording: _Wording, language: str) -> Iterator[Lack]:
    """What no row or column of the tables is about."""
    if not shown.only_tables or (wording["open"].match(sentence.lower()) and "how" not in sentence.lower()[:4]):
        return
    generic, months = _lists(language)
    for found in wording["count"].finditer(sentence.lower()):
        place = next(group for group in ("noun", "noun2", "noun3") if found[group])
        if not any(word in generic or stem(word) in shown.stems for word in (found[place], found["head"]) if word):
            yield Lack(f"{found[place]!r}, which no table holds", *found.span(place), _SURE)
    known = {month for month in months if stem(month) in shown.stems}
    for found in re.finditer(r"[^\W\d_]+", sentence):
        word = found.group().lower()
        proper = _PROPER.match(sentence, found.start()) is not None
        if stem(word) not in shown.stems and ((known and word in months) or (proper and word not in months)):
            yield Lack(f"{found.group()!r}, which no table holds", *found.span(), _SURE)


def _objects(sentence: str, shown: ShownFacts, wording: _Wording, language: str) -> Iterator[Lack]:
    """An object that is taken to be there, and is not."""
    if not shown.objects or wording["open"].search(sentence.lower()):
        return
    for mention in mentions(sentence, (language,)):
        if mention.word.name not in shown.objects and not mention.describes and not mention.word.vague:
            if stem(mention.word.noun) in shown.stems:
                continue
            sure = _SURE if "box" in shown.kinds else _LESS_SURE
            yield Lack(
                f"{sentence[mention.start : mention.end]!r}, which is not there", mention.start, mention.end, sure
            )


_RULES = (_sorts, _times, _cells, _objects)


@functools.cache
def _wording(language: str) -> _Wording:
    lists = ("generic", "months")
    return {name: re.compile(words) for name, words in _listed()[language].items() if name not in lists}


@functools.cache
def _lists(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that every table can answer, and the months."""
    listed = _listed()[language]
    return frozenset(listed["generic"].split()), frozenset(listed["months"].split())


@functools.cache
def _listed() -> dict[str, dict[str, str]]:
    import yaml

    text = (files("goldsmith.check.forms") / "asked_for.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found
