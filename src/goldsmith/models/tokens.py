"""Lengths in real tokens, of a tokenizer that is named with every count."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldsmith.core.errors import GoldsmithError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

EMBEDDED = "goldsmith"
_FILE = Path(__file__).parent / "tokenizer.json"
_WORD = re.compile(r"[^\S\x1c-\x1f]*[\S\x1c-\x1f]+|[^\S\x1c-\x1f]+")
"""A word with the spaces before it; \\x1c to \\x1f are spaces for Python alone. GPT-2's rule cuts at least here."""


@functools.cache
def counter(name: str = EMBEDDED) -> Callable[[str], int]:
    """A function that counts the tokens of a text.

    Args:
        name: `goldsmith` (embedded: byte-level BPE of 8,000 pieces), a tokenizer.json, or a model's folder.

    Raises:
        GoldsmithError: there is no such tokenizer.
    """
    tokenizer = _loaded(name)

    def count(text: str) -> int:
        return len(tokenizer.encode(_sound(text), add_special_tokens=False))

    if not _cuts_like_gpt2(name):
        return count
    known = _Known(count)
    return lambda text: sum(map(known.__getitem__, _WORD.findall(text)))


class _Known(dict[str, int]):
    """What was counted before: the same words come again and again. The first 65,536 are kept, and no long ones."""

    def __init__(self, count: Callable[[str], int]) -> None:
        """Start with nothing known."""
        self.count = count

    def __missing__(self, word: str) -> int:
        """Count a new word."""
        tokens = self.count(word)
        if len(word) < 40 and len(self) < 2**16:
            self[word] = tokens
        return tokens


def fits(text: str, low: int, high: int, name: str = EMBEDDED) -> bool:
    """Whether the size of a text alone shows that it has `low` to `high` tokens, which spares counting them.

    In byte-level BPE a token stands for one byte at least, and for as many as the longest token has at most. False
    when the size leaves it open, and for other kinds of tokenizers.

    Raises:
        GoldsmithError: there is no such tokenizer.
    """
    longest = _longest_token(name)
    return bool(longest) and (low - 1) * longest < len(text.encode("utf-8", "replace")) <= high


@functools.cache
def describe(name: str = EMBEDDED) -> str:
    """The tokenizer's name and the beginning of its file's hash, so that a count can be repeated."""
    return f"{name}@{hashlib.sha256(tokenizer_file(name).read_bytes()).hexdigest()[:8]}"


def _sound(text: str) -> str:
    """Half of a surrogate pair, which has no UTF-8, becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


@functools.cache
def _longest_token(name: str) -> int:
    """The most bytes that a token stands for, where each stands for one at least; 0 where that is not sure."""
    spelled = _spelled(name)
    added = spelled["added_tokens"]
    greedy = any(token["lstrip"] or token["rstrip"] for token in added)  # these take any amount of space along
    if spelled["normalizer"] or greedy or not _is_byte_level(spelled["pre_tokenizer"], spelled["model"]):
        return 0
    return max([*map(len, spelled["model"]["vocab"]), *(len(token["content"].encode()) for token in added)])


def _is_byte_level(cut: Any, model: Any) -> bool:
    """Whether every byte of a text comes into exactly one token, and nothing else does (as in GPT-2's BPE)."""
    from tokenizers.pre_tokenizers import ByteLevel

    *first, last = (cut or {}).get("pretokenizers") or [cut or {}]
    return (
        model["type"] == "BPE"
        and set(ByteLevel.alphabet()) <= model["vocab"].keys()  # else bytes could be left out
        and not model["continuing_subword_prefix"]
        and not model["end_of_word_suffix"]
        and last.get("type") == "ByteLevel"
        and not last["add_prefix_space"]
        and all(one["type"] == "Split" and one["behavior"] == "Isolated" for one in first)
    )


@functools.cache
def _cuts_like_gpt2(name: str) -> bool:
    """Whether a text is first cut into words as GPT-2 does it, and each of them into tokens by itself."""
    spelled = _spelled(name)
    return (
        bool(_longest_token(name)) and spelled["pre_tokenizer"].get("use_regex", False) and not spelled["added_tokens"]
    )


def _spelled(name: str) -> dict[str, Any]:
    spelled: dict[str, Any] = json.loads(_loaded(name).to_str())
    return spelled


@functools.cache
def _loaded(name: str) -> Tokenizer:
    from tokenizers import Tokenizer

    path = tokenizer_file(name)
    try:
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()  # some files cut texts to what their model can take, or fill them up to it
        tokenizer.no_padding()
        return tokenizer
    except Exception as error:
        raise GoldsmithError(f"{path} is not a tokenizer: {error}") from error


def tokenizer_file(name: str) -> Path:
    """The file of a tokenizer.

    Raises:
        GoldsmithError: there is none.
    """
    path = _FILE if name == EMBEDDED else Path(name).expanduser()
    path = path / "tokenizer.json" if path.is_dir() else path
    if not path.is_file():
        raise GoldsmithError(
            f"there is no tokenizer {name!r}", "give `goldsmith`, a tokenizer.json or a model's folder"
        )
    return path
