"""The questions of a sample as they are put to an answerer: without their options, with what a right answer says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Sample, Turn

SHORT = 5
"""Words up to which a whole answer is what another must say."""
YES_NO = {
    "en": ("yes", "no"), "es": ("sí", "no"), "de": ("ja", "nein"), "fr": ("oui", "non"), "it": ("sì", "no"),
    "pt": ("sim", "não"), "ru": ("да", "нет"), "zh": ("是", "否"), "ja": ("はい", "いいえ"),
}  # fmt: skip
_OPTION = re.compile(r"(?m)(?:^|(?<=\s))[ \t]*\(?([A-H])[).:][ \t]+(\S.*?)[ \t]*(?=$|[\s,;]\(?[B-H][).:][ \t])")
_LETTER = re.compile(r"\s*\(?([A-H])(?:[).:].*|\s*)", re.DOTALL)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Posed:
    """One question; `right` holds the values that an answer must state, each `a|b` where either will do."""

    name: str
    """Of what is asked and what it is about: the same for samples alike in both."""
    turn: int
    text: str
    options: tuple[str, ...]
    right: tuple[str, ...]

    def is_right(self, reply: str) -> bool:
        """Whether a reply states what is right, and no other number than those that are."""
        said = _folded(reply)
        if self.options:
            return said == _folded(self.right[0])
        if not all(any(_within(_folded(one), said) for one in value.split("|")) for value in self.right):
            return False
        known = {word for value in self.right for word in _folded(value)} | set(_folded(self.text))
        return all(word in known for word in said if word.isdigit())

    def is_read(self, reply: str) -> bool:
        """Whether a reply is an answer at all: one of the options, or any word where there are none."""
        return _folded(reply) in [_folded(option) for option in self.options] if self.options else bool(_folded(reply))


def posed(sample: Sample) -> Iterator[Posed | str]:
    """Every question with an answer that others can be held against; a sentence for each that has none."""
    language = str(sample.tags.get("language", "en")).partition("-")[0]
    for place, (asking, answering) in enumerate(zip(sample.turns, sample.turns[1:], strict=False)):
        if (asking.role, answering.role) != ("user", "assistant"):
            continue
        if max(len(asking.text), len(answering.text)) > LARGEST:
            yield f"turn {place} or its answer is too large"
        elif asking.text.strip():
            yield _posed(_name(sample, place), place, (asking, answering), language)


def _posed(name: str, place: int, turns: tuple[Turn, Turn], language: str) -> Posed | str:
    asking, answering = turns
    gold = answering.gold or asking.gold or ((answering.text,) if 0 < len(answering.text.split()) <= SHORT else ())
    if not gold:
        return f"the answer to turn {place} is not short, and has no gold value to hold others against"
    if listed := options_of(asking.text):
        letter = _LETTER.fullmatch(gold[0])
        named = [text for text in listed.values() if _folded(text) == _folded(gold[0])]
        right = named or ([listed[letter[1]]] if letter and letter[1] in listed else [])
        if not right:
            return f"the answer to turn {place} is none of the options of its question"
        return Posed(name, place, _without(asking.text), tuple(listed.values()), (right[0],))
    pair = YES_NO.get(language, ())
    first = _folded(gold[0].split("|")[0])[:1]
    for option in pair:
        if first == _folded(option) and len(gold) == 1:
            return Posed(name, place, asking.text, pair, (option,))
    return Posed(name, place, asking.text, (), tuple(gold))


def _name(sample: Sample, place: int) -> str:
    asked = "\x1f".join((*(asset.id for asset in sample.assets), str(place), sample.turns[place].text))
    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def options_of(question: str) -> dict[str, str]:
    """The options that a question lists, by letter; none unless there are at least two."""
    found = {letter: text.strip(" \t,;?") for letter, text in _OPTION.findall(question)}
    return found if len(found) > 1 else {}


def _without(question: str) -> str:
    """The question without its options."""
    return re.sub(r"\s*\n\s*(?=\n|$)", "", _OPTION.sub("", question)).strip() or question


def _folded(text: str) -> tuple[str, ...]:
    """The words of a text in any case; where there are no words, the text itself."""
    return tuple(_WORDS.findall(text.casefold())) or tuple(text.split())


def _within(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether some words stand one after the other among those said."""
    size = len(words)
    return size > 0 and any(tuple(said[at : at + size]) == tuple(words) for at in range(len(said) - size + 1))
