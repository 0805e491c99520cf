"""Rules that instruction templates must keep; every fault found is one sentence."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from goldsmith.generate.template_file import THIS, Template, TemplateFile

MOST_WORDS = 60
MOST_ALIKE = 0.7
"""ROUGE-L from which two templates say the same (the threshold of Self-Instruct, arXiv:2212.10560)."""
LEAST_SHORT = 0.5

IMPERATIVES = {
    "en": "answer ask assign briefly choose classify consider describe explain give identify keep label list look make "
    "name pick please provide read reply respond restore say state sum summarize tell use write",
    "es": "asigna clasifica contesta cuenta da deduce describe di elige enumera escribe explica indica inventa lee "
    "mira nombra piensa pon recupera redacta responde resume usa utiliza",
}
"""Words that start a sentence which tells somebody to do something."""


def faults(file: TemplateFile, records: int = 1000, seed: int = 0) -> Iterator[str]:
    """Everything wrong with a file of templates; `records` random records are filled in and read back."""
    if file.count != len(file.templates):
        yield f"{file.count} templates are declared but {len(file.templates)} are there: is a line or a comma missing?"
    for name, times in Counter(template.id for template in file.templates).items():
        if times > 1:
            yield f"the id {name!r} is used {times} times"
    for template in file.templates:
        yield from (f"{template.id}: {fault}" for fault in template_faults(template, file))
    yield from _alike(file.templates)
    short = sum(template.short for template in file.templates)
    if file.short_answers and short < LEAST_SHORT * len(file.templates):
        yield f"only {short} of {len(file.templates)} templates ask for a short answer, which this category has"
    yield from _broken_round_trips(file, records, random.Random(seed))


def template_faults(template: Template, file: TemplateFile) -> Iterator[str]:
    """What is wrong with one template by itself."""
    counts = Counter(template.slots)
    yield from (f"the slot {{{slot}}} is unknown" for slot in counts if slot not in (*file.slots, THIS))
    yield from (f"the slot {{{slot}}} stands {times} times" for slot, times in counts.items() if times > 1)
    if file.slots and file.category != "classification":
        yield from (f"the slot {{{slot}}} is missing" for slot in file.slots if slot not in counts)
    if re.search(r"[{}]", re.sub(r"\{\w+\}", "", template.ask)):
        yield "a brace is not closed, or a slot has no plain name"
    if len(template.ask.split()) > MOST_WORDS:
        yield f"it is longer than {MOST_WORDS} words"
    yield from _glued(template.ask, file.language)


def _glued(ask: str, language: str) -> Iterator[str]:
    """Signs of two templates run into one, as when a comma is missing between two strings."""
    bare = re.sub(r"\{\w+\}", "{}", ask)
    if re.search(r"[^\W\d_][.?!:,]?(?<=[a-zà-ÿ.?!:,])[A-ZÀ-Þ¿¡]", bare):
        yield "two pieces are glued together without a space"
    if re.search(r"[a-zà-ÿ,] +[A-ZÀ-Þ][a-zà-ÿ]+", bare):
        yield "a capital letter stands in the middle of a sentence: are these two templates?"
    starts = re.findall(r"(?:^|[.?!:\n}] *)[¿¡\"]*([^\W\d_]+)", bare)
    told = [start for start in starts if start.lower() in IMPERATIVES.get(language, "").split()]
    if len([start for start in told if start[0].isupper()]) > 1:
        yield f"two sentences give orders ({', '.join(told)}): are these two templates?"
    words = re.findall(r"[^\W\d_]+", bare.lower())
    endings = [tuple(words[start : start + 2]) for start in range(len(words) - 1)]
    if endings and endings.count(endings[-1]) > 1:
        yield f"it ends twice in {' '.join(endings[-1])!r}"
    labels = re.findall(r"([^\W\d_]+):", bare.lower())
    yield from (f"the label {label!r} stands twice" for label, times in Counter(labels).items() if times > 1)


def _alike(templates: Sequence[Template]) -> Iterator[str]:
    worded = [
        (template.id, re.findall(r"\w+", re.sub(r"\{\w+\}", " ", template.ask.lower()))) for template in templates
    ]
    for (one, words), (other, others) in combinations(worded, 2):
        likeness = rouge_l(words, others)
        if likeness >= MOST_ALIKE:
            yield f"{one} and {other} are too much alike (ROUGE-L {likeness:.2f}, the slots aside)"


def rouge_l(one: Sequence[str], other: Sequence[str]) -> float:
    """F1 of the longest common subsequence of two lists of words (Lin 2004); two empty lists are alike."""
    if not one or not other:
        return float(one == other)
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, rival in enumerate(other, 1):
            above = row[place]
            row[place] = before + 1 if word == rival else max(row[place], row[place - 1])
            before = above
    return 2 * row[-1] / (len(one) + len(other))


def _broken_round_trips(file: TemplateFile, records: int, rng: random.Random) -> Iterator[str]:
    for template in (template for template in file.templates if template.slots):
        for _ in range(records // len(file.templates) + 1):
            values = {slot: _random_text(rng, plain=slot == THIS) for slot in set(template.slots)}
            if not set(values) <= {*file.slots, THIS} or template.parse(template.fill(values)) != values:
                yield f"{template.id}: what is filled in cannot be read back, for example {values}"
                break


def _random_text(rng: random.Random, plain: bool) -> str:
    letters = "abc ñé" if plain else "abc ñé{}\"'\\?.:1\n"
    return "".join(rng.choice(letters) for _ in range(rng.randint(1, 30)))
