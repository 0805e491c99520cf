"""What models and templates leave behind in answers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.anchored import Anchored
from goldsmith.check.text.markdown import shape
from goldsmith.core.types import Finding, Sample

_NUMBER = re.compile(r"(?<=[\w.,;:!?\"”)\]])\s?\[(\d{1,3})\](?=[.,;)\[]|\s{0,9}$)", re.MULTILINE)
_REFERENCE = re.compile(r"^\W{0,4}\[?(\d{1,3})[\].):]{1,2}[ \t]|^\[(\d{1,3})\]:", re.MULTILINE)
_CALLED = re.compile(r"\w{1,40}\Z")
_UNDERSCORES = re.compile(r"(?<![\w_])__(?=[^\W_])")


class Leftovers(Check):
    """Flag placeholders, roles of chat templates, marks of citation tools, [1] without a list of references.

    "As of my last update" is found in English, Spanish, German and French. Code is left alone, and so is what the
    question itself holds. Chat tokens, 【4†source】, open fences and open ** are found by `markdown-artefacts`.
    """

    version: ClassVar[int] = 2

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each leftover, with its place; the suggestion is to leave it out where that can be done."""
        asked = " ".join(turn.text for _, turn in sample.asked()).lower()
        yield from self.in_texts(sample, sample.answered(), functools.partial(_faults, asked))


def _faults(asked: str, text: str) -> Iterator[Fault]:
    if "[" not in text and "__" not in text and not any(_patterns().finditer(text)):
        return  # as most texts, which then need no parsing
    plain = shape(text).prose
    for message, found in _patterns().finditer(plain):
        if found.group().lower() not in asked:
            yield Fault("major", message, *found.span(), None if "placeholder" in message else "")
    listed = {one for found in _REFERENCE.finditer(plain) for one in found.groups() if one} if "[" in plain else set()
    for found in _NUMBER.finditer(plain) if "[" in plain else ():
        if found[1] not in listed and f"[{found[1]}]" not in asked and not _indexes(plain, found.start()):
            yield Fault("minor", f"[{found[1]}] refers to no reference in the text", *found.span(), "")
    for found in _UNDERSCORES.finditer(shape(text).said) if "__" in text else ():
        if plain.find("__", found.end()) < 0:
            yield Fault("minor", "emphasis (__) is opened and not closed", *found.span(), "")


def _indexes(text: str, at: int) -> bool:
    """Whether a bracket right behind a word takes an item, as `x[1]`: the word is short, or no word of prose."""
    word = _CALLED.search(text[max(0, at - 40) : at])
    return bool(word and text[at] == "[" and (len(word.group()) <= 2 or not word.group().isalpha()))


@functools.cache
def _patterns() -> Anchored:
    """All patterns, under what is said of their matches."""
    import yaml

    text = (files("goldsmith.check") / "leftovers.yaml").read_text(encoding="utf-8")
    kinds = [kind for messages in yaml.safe_load(text).values() for kind in messages.items()]
    labelled = ((message, pattern) for message, patterns in kinds for pattern in patterns)
    return Anchored(labelled, re.IGNORECASE | re.MULTILINE)
