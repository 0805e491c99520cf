"""Plurals of English and Spanish nouns, for finding a noun again in a text: a form too many does no harm there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from goldsmith.core.marks import unstacked

IRREGULAR = {
    "person": "people", "child": "children", "mouse": "mice", "goose": "geese", "tooth": "teeth", "foot": "feet",
    "ox": "oxen", "die": "dice", "louse": "lice", "bacterium": "bacteria", "alga": "algae", "larva": "larvae",
    "nucleus": "nuclei", "fungus": "fungi", "cactus": "cacti", "antenna": "antennae", "vertebra": "vertebrae",
    "calf": "calves", "half": "halves", "hoof": "hooves", "knife": "knives", "leaf": "leaves", "life": "lives",
    "loaf": "loaves", "scarf": "scarves", "shelf": "shelves", "thief": "thieves", "wife": "wives", "wolf": "wolves",
}  # fmt: skip
"""English nouns, also as the last part of a longer word: grandchild, bookshelf, salesperson."""
UNCHANGED = (
    "sheep", "fish", "deer", "craft", "moose", "bison", "cattle", "series", "species", "salmon", "shrimp",
    "skis", "scissors", "luggage", "baggage",
)  # fmt: skip
_SHORT = frozenset(("ox", "die", "half", "life", "foot"))
"""Irregular only as whole words: a fox, a hoodie, a lowlife are not."""


def fold(word: str) -> str:
    """Lower case without the acute accents that come and go with the plural (`avión`, `aviones`); ñ and ü stay."""
    return unicodedata.normalize("NFC", unstacked(word)).lower().translate(_ACUTE)


_ACUTE = str.maketrans("áéíóú", "aeiou")


def forms(noun: str, language: str) -> tuple[str, set[str]]:
    """A folded noun of one or more words and its likely plurals: `en` changes the last word, `es` the first.

    English changes the first word too, where it is `of` something: pairs of skis.
    """
    words = fold(noun).split()
    if not words:
        return "", set()
    first, *rest = words
    *before, last = words
    if language == "en" and rest[:1] != ["of"]:
        return " ".join(words), {" ".join((*before, plural)) for plural in _english(last)}
    found = {" ".join((plural, *rest)) for plural in (_english if language == "en" else _spanish)(first)}
    if len(words) == 2:  # an adjective agrees: perritos calientes
        found |= {f"{one} {other}" for one in _spanish(first) for other in _spanish(last)}
    return " ".join(words), found


def _english(word: str) -> Iterator[str]:
    for one, many in IRREGULAR.items():
        if word == one or (word.endswith(one) and one not in _SHORT):
            yield word.removesuffix(one) + many
    if word.endswith("man") and not word.endswith(("human", "german", "roman", "shaman")):
        yield f"{word[:-2]}en"
    if re.search(r"[^aeiou]y$", word):
        yield f"{word[:-1]}ies"
    elif word.endswith(UNCHANGED):
        yield word
    else:
        yield f"{word}es" if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", word) else f"{word}s"


def _spanish(word: str) -> Iterator[str]:
    if word.endswith(("a", "e", "i", "o", "u")):
        yield f"{word}s"
    elif word.endswith("z"):
        yield f"{word[:-1]}ces"
    elif word.endswith("s") and word not in ("autobus", "bus", "microbus"):
        yield word  # paraguas, tijeras, microondas
    else:
        yield f"{word}es"
