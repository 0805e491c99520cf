"""How names sound: Philips' Double Metaphone (2000), word by word."""

from __future__ import annotations

import functools


def sounds(form: str) -> tuple[str, ...]:
    """What each word of a folded name sounds like; a word of letters that are not Latin stands for itself."""
    return tuple(_sound(word) for word in form.split())


@functools.lru_cache(maxsize=1 << 18)
def _sound(word: str) -> str:
    from metaphone import doublemetaphone

    return str(doublemetaphone(word)[0]) or word
