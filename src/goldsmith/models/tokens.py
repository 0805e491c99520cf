"""Lengths in real tokens, of a tokenizer that is named with every count."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from goldsmith.core.errors import GoldsmithError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

EMBEDDED = "goldsmith"
_FILE = Path(__file__).parent / "tokenizer.json"


def counter(name: str = EMBEDDED) -> Callable[[str], int]:
    """A function that counts the tokens of a text.

    Args:
        name: `goldsmith` (embedded: byte-level BPE of 8,000 pieces), a tokenizer.json, or a model's folder.

    Raises:
        GoldsmithError: there is no such tokenizer.
    """
    tokenizer = _loaded(name)
    return lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids)


@functools.cache
def describe(name: str = EMBEDDED) -> str:
    """The tokenizer's name and the beginning of its file's hash, so that a count can be repeated."""
    return f"{name}@{hashlib.sha256(_file(name).read_bytes()).hexdigest()[:8]}"


@functools.cache
def _loaded(name: str) -> Tokenizer:
    from tokenizers import Tokenizer

    path = _file(name)
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:
        raise GoldsmithError(f"{path} is not a tokenizer: {error}") from error


def _file(name: str) -> Path:
    path = _FILE if name == EMBEDDED else Path(name).expanduser()
    path = path / "tokenizer.json" if path.is_dir() else path
    if not path.is_file():
        raise GoldsmithError(
            f"there is no tokenizer {name!r}", "give `goldsmith`, a tokenizer.json or a model's folder"
        )
    return path
