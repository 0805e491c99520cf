"""What a category is called in a language: singular, plural and gender, and the articles that go with it.

A category that is not in the lexicon is not guessed at (but for plain English words): it becomes `object of the class
"RBC"`, which can be counted, has a known gender, and reads well in every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from goldsmith.generate.phrases import phrases

Names = Mapping[str, Mapping[str, str]]
"""The user's own names: language, then category, then `singular, plural` (and `, m` or `, f` where it matters)."""


class Noun(NamedTuple):
    """A countable noun; `gender` is m, f or nothing."""

    one: str
    many: str
    gender: str = "m"

    def counted(self, number: int) -> str:
        """The form that follows a number."""
        return self.one if number == 1 else self.many


def noun(category: str, language: str, own: Names | None = None) -> Noun:
    """What a category is called; own names come first, then the lexicon, then the cautious form."""
    lexicon = phrases("nouns", language)
    known = (own or {}).get(language, {}).get(category) or lexicon["known"].get(category.lower())
    if known:
        return Noun(*(piece.strip() for piece in known.split(",")))
    if language == "en" and _is_plain_english(category, lexicon["uncounted"]):
        return Noun(category.lower(), plural(category.lower()))
    one, many = (form.replace("{}", category) for form in lexicon["unknown"])
    return Noun(one, many)


def named_as_such(category: str, language: str, own: Names | None = None) -> str:
    """The word for a category when it stands alone as an answer; an unknown one stays as it is."""
    found = noun(category, language, own).one
    return category if f'"{category}"' in found else found


def a(noun: Noun, language: str) -> str:
    """The singular with its indefinite article: `an apple`, `una taza`."""
    if language == "es":
        return f"{'una' if noun.gender == 'f' and not _stressed_a(noun.one) else 'un'} {noun.one}"
    return f"{english_article(noun.one)} {noun.one}"


def no(noun: Noun, language: str) -> str:
    """The singular as it is denied: `no apple`, `ninguna taza`."""
    if language == "es":
        return f"{'ninguna' if noun.gender == 'f' and not _stressed_a(noun.one) else 'ningún'} {noun.one}"
    return f"no {noun.one}"


def the(noun: Noun, language: str) -> str:
    """The singular with its definite article: `the apple`, `la taza`."""
    if language == "es":
        return f"{'la' if noun.gender == 'f' and not _stressed_a(noun.one) else 'el'} {noun.one}"
    return f"the {noun.one}"


def english_article(words: str) -> str:
    """`a` or `an`, by the sound that the words begin with; single capitals are read out as letters."""
    word = re.match(r"\W*([\w-]*)", words)[1] if words else ""  # type: ignore[index]
    if re.match(r"[A-Z](?![a-z])", word) and not re.match(r"[A-Z]+[AEIOU][A-Z]", word):
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    if re.match(r"(8|11(?!\d)|18(?!\d))", word):
        return "an"
    if re.match(r"[a-z]\d|[b-df-hj-np-tv-xz]+(?![a-z])", word):  # read out letter by letter
        return "an" if word[0] in "aefhilmnorsx" else "a"
    if re.match(r"(?i)hour|honest|honou?r|heir", word):
        return "an"
    if re.match(r"(?i)uni(?!n|m)|u[bfkrst][aeiou](?!r)|utensil|eu|ew|one(?![a-z])|once|ouija", word):
        return "a"
    return "an" if re.match(r"(?i)[aeiou]", word) else "a"


def _stressed_a(word: str) -> bool:
    """Spanish feminine nouns that begin with a stressed a take the masculine article (el águila, el ala)."""
    return re.match(r"h?á|(agua|ala|alma|arma|ave|hacha|aula)\b", word) is not None


def _is_plain_english(category: str, uncounted: list[str]) -> bool:
    lowered = category if category.islower() else category[:1].lower() + category[1:]
    return (
        re.fullmatch(r"[a-z]{2,}(?:[ -][a-z]{2,})*", lowered) is not None
        and not re.search(r"(?<!s)s$|ing$|ware$|fruit$", lowered)
        and lowered.split()[-1] not in uncounted
    )


def plural(word: str) -> str:
    """The regular English plural: `countries`, `diagnoses`, `species`."""
    if word.endswith(("species", "series")):
        return word
    if word.endswith("sis"):
        return word[:-2] + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith("man") and not word.endswith(("human", "german")):
        return word[:-2] + "en"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")
