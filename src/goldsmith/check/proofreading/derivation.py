"""Words that a dictionary does not list because they are made of ones that it lists."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

_PREFIXES = {
    "es": "anti auto bio ciber contra eco euro foto geo hiper infra inter macro mega micro mini multi nano neuro poli"
    " post pseudo radio semi sobre super súper tele termo ultra video",
    "pt": "anti auto bio ciber contra eco euro foto geo hiper infra inter macro mega micro mini multi nano neuro poli"
    " pós pseudo rádio semi sobre super tele termo ultra video",
    "it": "anti auto bio cyber contro eco euro foto geo iper infra inter macro mega micro mini multi nano neuro poli"
    " post pseudo radio semi sovra super tele termo ultra video",
    "fr": "anti auto bio cyber contre éco euro photo géo hyper infra inter macro méga micro mini multi nano neuro poly"
    " post pseudo radio semi super télé thermo ultra vidéo",
    "de": "anti auto bio cyber euro foto geo hyper infra inter makro mega mikro mini multi nano neuro öko poly post"
    " pseudo radio semi super tele thermo ultra video",
    "ru": "авто анти био вело видео гео гипер евро квадро кибер макро мега микро мини мульти нано нейро псевдо радио"
    " супер теле термо ультра фото электро",
}
_ROOT = 5
"""Letters of the word behind a prefix, from which on it is no accident that there is one."""
_SMALL_OR_LARGE = re.compile(r"(\w{2,}?)e?(?:c?it|ill|az)([oa])s?")
_WITH_PRONOUNS = re.compile(r"(\w{3,}?)(?:me|te|se|nos)?(?:l[oae]s?|me|te|se|nos)")
_BARE = str.maketrans("áéíóú", "aeiou")


def derived(word: str, language: str, known: Callable[[str], bool]) -> bool:
    """Whether a word in small letters is a known one with a prefix, or a Spanish one with an ending."""
    return any(known(root) for root in _roots(word, language))


def _roots(word: str, language: str) -> Iterator[str]:
    prefixed = _prefix(language).match(word) if language in _PREFIXES else None
    if prefixed and len(word) - prefixed.end() >= _ROOT:
        yield word[prefixed.end() :].removeprefix("-")
    if language == "es" and (found := _SMALL_OR_LARGE.fullmatch(word)):
        stem = found[1].translate(_BARE)
        yield from (stem + end for end in ("", "e", found[2]))
    if language == "es" and (found := _WITH_PRONOUNS.fullmatch(word)):
        yield found[1].translate(_BARE)


@functools.cache
def _prefix(language: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(_PREFIXES[language].split(), key=len, reverse=True)))
