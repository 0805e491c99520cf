"""The questions of a sample as they are put to an answerer: without their options, with what a right answer says."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldsmith.check.text.reading import LARGEST
from goldsmith.core.listed_options import options_of, without_options
from goldsmith.core.marks import without_marks
from goldsmith.core.numerals import ARTICLES, numbers_in_words
from goldsmith.core.types import Sample, Turn

SHORT = 5
"""Words up to which a whole answer is what another must say."""
YES_NO = {
    "en": ("yes", "no"), "es": ("sí", "no"), "de": ("ja", "nein"), "fr": ("oui", "non"), "it": ("sì", "no"),
    "pt": ("sim", "não"), "ru": ("да", "нет"), "zh": ("是", "否"), "ja": ("はい", "いいえ"),
}  # fmt: skip
_LETTER = re.compile(r"\s*\(?([A-H])(?:[).:].*|\s*)", re.DOTALL)
_UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_WORDS = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_ARTICLES = {
    "en": "a an the", "es": "el la los las lo un una unos unas", "fr": "le la les l un une des du",
    "de": "der die das den dem des ein eine einen einem einer", "it": "il lo la i gli le l un uno una",
    "pt": "o a os as um uma uns umas",
}  # fmt: skip


@dataclass(frozen=True)
class Posed:
    """One question; `right` holds the values that an answer must state, each `a|b` where either will do."""

    name: str
    """Of what is asked and what it is about: the same for samples alike in both."""
    turn: int
    text: str
    options: tuple[str, ...]
    right: tuple[str, ...]
    language: str = "en"

    def is_right(self, reply: str) -> bool:
        """Whether a reply states what is right, and no other number than that; three is 3, the dog is a dog."""
        said = self._words(reply)
        if self.options:
            return said == self._words(self.right[0])
        if not all(any(_within(self._words(one), said) for one in value.split("|")) for value in self.right):
            return False
        known = {*self._words(self.text), *(word for value in self.right for word in self._words(value))}
        return all(word in known for word in said if word.isdigit())

    def is_read(self, reply: str) -> bool:
        """Whether a reply is an answer at all: one of the options, or any word where there are none."""
        said = self._words(reply)
        return said in map(self._words, self.options) if self.options else bool(said)

    def _words(self, text: str) -> tuple[str, ...]:
        return words_said(text, self.language)


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
    said = words_said(gold[0].split("|")[0], language)
    if listed := options_of(asking.text):
        letter = _LETTER.fullmatch(gold[0])
        named = [text for text in listed.values() if words_said(text, language) == said]
        right = named or ([listed[letter[1]]] if letter and letter[1] in listed else [])
        if not right:
            return f"the answer to turn {place} is none of the options of its question"
        return Posed(name, place, without_options(asking.text), tuple(listed.values()), (right[0],), language)
    pair = YES_NO.get(language, ())
    chosen = [option for option in pair if said[:1] == words_said(option, language)[:1]]
    if chosen and len(gold) == 1:
        return Posed(name, place, asking.text, pair, (chosen[0],), language)
    return Posed(name, place, asking.text, (), tuple(gold), language)


def _name(sample: Sample, place: int) -> str:
    asked = "\x1f".join((*(asset.id for asset in sample.assets), str(place), sample.turns[place].text))
    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@functools.lru_cache(maxsize=1024)
def words_said(text: str, language: str) -> tuple[str, ...]:
    """The words of a text without case, accents and articles, numbers in figures; marks alone where it has no words."""
    folded = without_marks(text.casefold())
    for value, start, end in reversed(list(numbers_in_words(folded, language))):
        if folded[start:end] not in ARTICLES:
            folded = f"{folded[:start]}{value:g}{folded[end:]}"
    words = _WORDS.findall(folded)
    articles = _ARTICLES.get(language, "").split()
    return tuple(word for word in words if word not in articles) or tuple(words) or tuple(text.split())


def _within(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether some words stand one after the other among those said."""
    size = len(words)
    return size > 0 and any(tuple(said[at : at + size]) == tuple(words) for at in range(len(said) - size + 1))
