"""The objects that a text names, told by tables of synonyms for each language."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from goldsmith.core.plurals import fold, forms
from goldsmith.core.types import Sample

LANGUAGES = ("en", "es")
_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:['’][^\W\d_]+)*")
_LONGEST = 5
"""Words in a name."""
_LETTERS = 60
"""Letters in a word of a name."""


class Word(NamedTuple):
    """What a form of a noun stands for.

    `name` is the object, empty for none; a `narrow` noun is a kind of it; a `vague` one may be an adjective instead.
    """

    name: str
    noun: str
    plural: bool
    narrow: bool
    vague: bool


class Mention(NamedTuple):
    """An object named in a text, and whether the word may only describe another (a *dog* bowl, an *orange* cat)."""

    word: Word
    start: int
    end: int
    describes: bool


def spoken(sample: Sample) -> tuple[str, ...] | None:
    """The languages to read a sample's texts in: its tag's, all where it has none; None where there is no table."""
    tag = str(sample.tags.get("language", "")).lower().partition("-")[0]
    return LANGUAGES if not tag else (tag,) if tag in LANGUAGES else None


def mentions(
    text: str, languages: tuple[str, ...] = LANGUAGES, own: frozenset[str] = frozenset(), broad: bool = False
) -> Iterator[Mention]:
    """The objects named in a text, the longest name first.

    `own` are labels to know as well, whatever the language. A `broad` reading takes every word that may name an object
    for one: seats are chairs, and so are the apples of an apple tree apples.
    """
    known, openings = _known(languages, _unlisted(languages, own, broad), broad)
    tokens = [(_plain(found.group()), *found.span()) for found in _TOKEN.finditer(text)]
    held: Mention | None = None
    place = 0
    while place < len(tokens):
        length, word = _longest(text, tokens, place, known) if tokens[place][0] in openings else (1, None)
        if held:
            owns = text[held.end - 2 : held.end] in ("'s", "’s")
            joined = text[held.end : tokens[place][1]] == " " and not owns
            compound = word is not None and not held.word.plural and joined
            yield held._replace(describes=held.describes or compound)
            held = None
        if word and word.name:
            held = Mention(word, tokens[place][1], tokens[place + length - 1][2], word.vague)
        place += length
    if held:
        yield held


def named(label: str, own: frozenset[str] = frozenset()) -> Word | None:
    """What the whole of a label stands for, in any language."""
    return _known(LANGUAGES, _unlisted(LANGUAGES, own, False), False)[0].get(_label(label))


def _plain(token: str) -> str:
    """A token as names are spelled here; what is too long to be in one is nothing (putting marks in order is slow)."""
    if token.isascii():
        return token.lower()
    return fold(token.replace("’", "'")) if len(token) <= _LETTERS else ""


def _label(label: str) -> str:
    """A label as names are spelled here; empty for what is too long to be one."""
    return " ".join(fold(label.replace("_", " ")).split()) if len(label) <= _LONGEST * _LETTERS else ""


def _longest(
    text: str, tokens: list[tuple[str, int, int]], place: int, known: dict[str, Word]
) -> tuple[int, Word | None]:
    """How many tokens from a place on are a known name, and what it stands for."""
    length = 1
    while length < _LONGEST and place + length < len(tokens):
        gap = text[tokens[place + length - 1][2] : tokens[place + length][1]]
        if gap != "-" and (not gap.isspace() or "\n\n" in gap):
            break
        length += 1
    for size in range(length, 0, -1):
        phrase = " ".join(token for token, _, _ in tokens[place : place + size])
        word = known.get(phrase) or known.get(phrase.removesuffix("'s").removesuffix("'"))
        if word and not re.match(r"-[^\W\d_]", text[(end := tokens[place + size - 1][2]) : end + 2]):
            return size, word
    return 1, None


@functools.lru_cache(maxsize=1024)
def _unlisted(languages: tuple[str, ...], own: frozenset[str], broad: bool) -> frozenset[str]:
    """The labels that the table does not have: the few that a table of their own must be made for."""
    listed = _known(languages, frozenset(), broad)[0]
    return frozenset(label for label in own if _label(label) and _label(label) not in listed) if own else own


@functools.lru_cache(maxsize=128)
def _known(languages: tuple[str, ...], own: frozenset[str], broad: bool) -> tuple[dict[str, Word], frozenset[str]]:
    """Every form of every noun, and the words that one of them begins with (also as `dog's`)."""
    known: dict[str, Word] = {}
    for language in languages:
        for word, how, name in _nouns(language, broad):
            noun, plurals = forms(word, language)
            alone = Word(name, noun, plural=noun in plurals, narrow=how == "kinds", vague=how == "many")
            known |= {noun: alone} | dict.fromkeys(plurals, alone._replace(plural=True, vague=False))
    for noun in sorted({_label(label) for label in own} - known.keys()):
        elsewhere = _known(LANGUAGES, frozenset(), broad)[0].get(noun) if own else None
        plurals = {form for language in languages for form in forms(noun, language)[1]}
        label = Word(elsewhere.name if elsewhere else noun, noun, plural=True, narrow=False, vague=False)
        known |= dict.fromkeys((noun, *plurals), label)
    first = {form.partition(" ")[0] for form in known}
    return known, frozenset(first | {f"{one}'s" for one in first} | {f"{one}'" for one in first})


@functools.cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    import yaml

    text = (files("goldsmith.core") / "objects.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(text)
    return table


def _nouns(language: str, broad: bool = False) -> Iterator[tuple[str, str, str]]:
    """Each noun of a language, how it is listed, and the object it stands for; `nothing` stands for none."""
    for name, listed in _table()[language].items():
        if broad and name == "nothing":
            continue
        stands_for = "" if name == "nothing" else name
        if language == "en" and stands_for and name not in listed.get("many", ()):
            yield name, "also", stands_for
        for how, nouns in listed.items():
            if broad or how != "broad":
                yield from ((noun, how, stands_for) for noun in nouns)
