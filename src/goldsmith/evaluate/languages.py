"""The little that rules must know of a language to read an answer: yes and no, negations, "or", its commonest words.

The words stand in `languages.yaml`. What is said in any other language is left unscored.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldsmith.core.marks import without_marks

_PLAIN = {"\u2212": "-", "\u2013": "-", "\u2019": "'", "ß": "ss", "ς": "σ"}
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class Language:
    """One language; all but the first fields are alternations of folded words, regular expressions in a group."""

    code: str
    common: frozenset[str]
    """Words that carry no content and tell the language from the others."""
    affirmations: str
    """Words that say yes."""
    refusals: str
    """Words that say no."""
    negations: str
    """What denies a value that follows it with only `between` in the middle, or what its sentence says."""
    contrasts: str
    """What sets a value that follows it apart from the right one: rather than, whether."""
    between: str
    """Words that may stand between a negation, or an "or", and a value."""
    alternatives: str
    """The words for or."""
    claims: str
    """What claims a value until one of the corrections gives another: looks like."""
    corrections: str
    """What gives another value: but it is a."""
    rejections: str
    """What follows a value to deny it: is wrong."""
    negations_of_next: str = "(?!)"
    """What denies only the very next word, where one of the negations would reach too far."""


@functools.cache
def languages() -> Mapping[str, Language]:
    """The languages that the rules know, by code."""
    import yaml

    spelled = yaml.safe_load(
        importlib.resources.files("goldsmith.evaluate").joinpath("languages.yaml").read_text("utf-8")
    )
    return {code: _language(code, **fields) for code, fields in spelled.items()}


def _language(code: str, common: str, **fields: str) -> Language:
    return Language(code, frozenset(common.split()), **{name: _any_of(listed) for name, listed in fields.items()})


def _any_of(spelled: str) -> str:
    return "(?:" + "|".join(one.replace("_", r"\s+") for one in spelled.split()) + ")"


def plain(text: str) -> str:
    """The text without accents, with typographic minus signs, quotes and letters made plain."""
    if text.isascii():
        return text
    for special, usual in _PLAIN.items():
        text = text.replace(special, usual)
    return without_marks(text)


def fold(text: str) -> str:
    """The plain text in lower case; each character stands where it stands in the plain text."""
    return plain(text).lower()


def words(text: str) -> list[str]:
    """The words of a text; in scripts without spaces each letter counts as one."""
    return _WORD.findall(text)


def content(text: str, language: Language) -> set[str]:
    """The folded words of a text that carry content."""
    return {fold(word) for word in words(text)} - language.common


def common_words(said: Iterable[str]) -> dict[str, int]:
    """How many of the folded words are among the commonest of each language."""
    said = list(said)
    return {code: sum(word in language.common for word in said) for code, language in languages().items()}


def code_of(tag: str) -> str:
    """The language of a tag such as `es` or `pt-BR`."""
    return re.split("[-_]", tag, maxsplit=1)[0].casefold()


def plainly_in(said: Sequence[str], other_than: str) -> str | None:
    """The other language that folded words plainly belong to: twice as many of its commonest words, and two more."""
    hits = common_words(said)
    best = max(hits, key=hits.__getitem__)
    return best if best != other_than and hits[best] >= 2 * hits.get(other_than, 0) + 2 else None


def language_of(answer: str, tag: str, question: str = "") -> Language | None:
    """The language to read an answer in; None where the rules know none for it.

    That is another than the tag's if the answer is plainly written in it. Without a tag it is the language that most
    of the commonest words of answer (each counted twice) and question are of, else English.
    """
    said = [fold(word) for word in words(answer)]
    code = code_of(tag)
    if code in ("", "und"):
        hits = common_words([*said, *said, *(fold(word) for word in words(question))])
        return languages()[max(hits, key=hits.__getitem__)]
    return languages().get(plainly_in(said, code) or code)


def unknown_language(tag: str) -> str:
    """Why something is unscored."""
    return f"the rules do not know the language {tag!r}"
