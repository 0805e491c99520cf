"""Words of a question that speak of time, in nine languages: a hint that a single frame may not do, never a proof."""

from __future__ import annotations

import functools
import re
from importlib.resources import files

_UNSPACED = ("zh", "ja")


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    import yaml

    listed = yaml.safe_load(files("goldsmith.check.evidence").joinpath("time_words.yaml").read_text("utf-8"))
    return {code: _pattern(code, "|".join(kinds.values()).replace(" |", "|")) for code, kinds in listed.items()}


def _pattern(code: str, words: str) -> re.Pattern[str]:
    spelled = f"(?:{words})" if code in _UNSPACED else rf"(?<!\w)(?:{words})(?!\w)"
    return re.compile(spelled, re.IGNORECASE)


def languages() -> frozenset[str]:
    """The languages whose words are listed."""
    return frozenset(_patterns())


def time_words(text: str, language: str) -> list[str] | None:
    """The words that speak of time, in order; None in a language whose words are not listed."""
    pattern = _patterns().get(language)
    return list(dict.fromkeys(found.group().lower() for found in pattern.finditer(text))) if pattern else None
