"""Toxicity: a first look by lists of words, for people or a judge to decide on."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.quotations import quoted
from goldsmith.check.text.reading import LARGEST, language
from goldsmith.core.types import Finding, Sample, Severity

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "ru", "zh", "ja")
_KINDS: dict[str, tuple[Severity, str]] = {
    "threat": ("minor", "sounds like a threat"),
    "insult": ("minor", "an insulting word"),
    "coarse": ("note", "a coarse word"),
    "sexual": ("note", "a sexual word"),
}


class Toxicity(Check):
    """Point at insults, threats, coarse and sexual words, for people or a judge to decide on; never major.

    Whole words of short lists in nine languages: "kill a Python process" is innocent, and much that is hateful uses no
    such word. Insults and threats are minor; coarse and sexual words, and what is quoted or reported ("he was called an
    idiot"), are notes.
    """

    version: ClassVar[int] = 4

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each listed word or phrase in a turn, in the sample's language or the one it seems to be."""
        tag = str(sample.tags.get("language", "")).lower().partition("-")[0]
        spoken = tag or _guessed(sample)
        if spoken and spoken not in LANGUAGES:
            yield self.not_run(sample, f"no words are listed for the language {spoken[:20]!r}")
            return
        yield from self.in_texts(sample, enumerate(sample.turns), functools.partial(_listed, spoken or "en"))


def _guessed(sample: Sample) -> str:
    """The language that most of a sample without a tag seems to be in; empty where it has too few letters."""
    found = language(" ".join(turn.text[:LARGEST] for turn in sample.turns)[:LARGEST])
    return found[0] if found else ""


def _listed(spoken: str, text: str) -> Iterator[Fault]:
    low = text.lower()
    if len(low) != len(text):
        low = "".join(one.lower()[0] for one in text)
    hits = list(_pattern(spoken).finditer(low))
    quotations = list(quoted(text, code=True)) if hits else []
    for found in hits:
        severity, message = _KINDS[found.lastgroup or "coarse"]
        begin, end = found.span(found.lastgroup or 0)
        spoken_of = found["told"] or any(first < begin and end < last for first, last in quotations)
        yield Fault("note" if spoken_of else severity, message, begin, end)


@functools.cache
def _pattern(spoken: str) -> re.Pattern[str]:
    """The lists of a language as one pattern of whole words; Chinese and Japanese have no bounds of words."""
    import yaml

    listed = yaml.safe_load((files("goldsmith.check") / "toxic_words.yaml").read_text(encoding="utf-8"))[spoken]
    edge = "" if spoken in ("zh", "ja") else r"(?:\b)"
    told = f"(?P<told>{'|'.join(listed['told']) or '(?!)'})".replace(" ", r"\s+")
    kinds = (f"(?P<{kind}>{'|'.join(listed[kind])})".replace(" ", r"\s+") for kind in _KINDS)
    return re.compile(f"{edge}{told}?{edge}(?:{'|'.join(kinds)}){edge}")
