"""Hunspell dictionaries on this machine, by language."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "~/.local/share/hunspell")
_HOME = {"en": "US", "pt": "PT", "de": "DE", "es": "ES"}
"""The region whose dictionary is meant by a language alone."""
_PACKAGES = {"de": "de-de", "en": "en-us", "pt": "pt-pt"}
"""Ends of Debian's packages that are not just the language."""


def available() -> bool:
    """Whether the library is installed."""
    return find_spec("hunspell") is not None


def package(language: str) -> str:
    """The Debian package with the dictionary of a language."""
    return f"hunspell-{_PACKAGES.get(language, language)}"


@functools.cache
def path(language: str, region: str, folders: tuple[str, ...]) -> Path | None:
    """The `.dic` of a language (ISO 639-1) and region (may be empty) in the first folder with one; None for none."""
    for folder in folders:
        there = {one.stem: one for one in sorted(Path(folder).expanduser().glob(f"{language}*.dic"))}
        usable = {name: one for name, one in there.items() if one.with_suffix(".aff").is_file()}
        wanted = [f"{language}_{region}", f"{language}_{_HOME.get(language, language.upper())}", language]
        others = [name for name in usable if name.startswith(f"{language}_")]
        if name := next((name for name in _unique(wanted + others) if name in usable), None):
            return usable[name]
    return None


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


@functools.lru_cache(maxsize=200_000)
def known(word: str, dictionary: Path) -> bool:
    """Whether the dictionary has a word."""
    try:
        return bool(_opened(dictionary).spell(word))
    except UnicodeEncodeError:  # letters that the encoding of an old dictionary does not have
        return False


@functools.lru_cache(maxsize=10_000)
def suggestions(word: str, dictionary: Path) -> tuple[str, ...]:
    """What may be meant, the likeliest first; slow (some 80 ms)."""
    try:
        return tuple(_opened(dictionary).suggest(word)[:3])
    except UnicodeEncodeError:
        return ()


@functools.cache
def _opened(dictionary: Path) -> Any:
    import hunspell  # type: ignore[import-untyped]

    return hunspell.Hunspell(dictionary.stem, hunspell_data_dir=str(dictionary.parent))
