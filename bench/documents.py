"""Documents for the benches: Zipf words in sentences, 15% of them near-duplicates of earlier ones at known edit rates.

Written to files as one `{"text": ..., "twin": ..., "rate": ...}` per line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

SHARE = 0.15
RATES = (0.0, 0.005, 0.01, 0.02, 0.05)
"""Shares of words that are replaced in a copy; a word-5-gram Jaccard similarity of about 1, .95, .91, .83 and .63."""


class Document(NamedTuple):
    """One text; `twin` is the position of the document it was copied from, `rate` the share of replaced words."""

    text: str
    twin: int | None
    rate: float


def documents(count: int, seed: int = 1, rich: bool = False) -> Iterator[Document]:
    """The same documents for the same seed, whatever was asked before; the first n of many are those of n.

    Plain ones are ASCII prose; rich ones have a fifth of the vowels accented, and links and Markdown in every third.
    """
    rng = np.random.default_rng(seed)
    words = _vocabulary(rng, "aeiouaeiouaeiouaeiouáéíóú" if rich else "aeiou")
    chances = np.cumsum(1 / np.arange(1, len(words) + 1))
    chances /= chances[-1]
    originals: list[tuple[int, np.ndarray]] = []
    for place in range(count):
        if originals and rng.random() < SHARE:
            twin, drawn = originals[rng.integers(len(originals))]
            rate = RATES[rng.integers(len(RATES))]
            edited = drawn.copy()
            at = rng.random(len(drawn)) < rate
            edited[at] = np.searchsorted(chances, rng.random(at.sum()))
            yield Document(_sentences(words, edited, rich), twin, rate)
            continue
        drawn = np.searchsorted(chances, rng.random(rng.integers(40, 221))).astype(np.uint16)
        originals.append((place, drawn))
        yield Document(_sentences(words, drawn, rich), None, 0.0)


def _vocabulary(rng: np.random.Generator, vowels: str, size: int = 30_000) -> list[str]:
    starts, ends = [*"bcdfghlmnprstv", "st", "tr"], ["", *"nrst"]
    found: dict[str, None] = {}
    while len(found) < size:
        parts = rng.integers(1, 4)
        found["".join(str(rng.choice(kind)) for _ in range(parts) for kind in (starts, [*vowels], ends))] = None
    return sorted(found, key=len)


def _sentences(words: list[str], drawn: np.ndarray, rich: bool) -> str:
    text = [words[number] for number in drawn]
    for start in range(0, len(text), 14):
        text[start] = text[start].capitalize()
        last = min(start + 13, len(text) - 1)
        text[last] += "."
    if rich and drawn[0] % 3 == 0:
        text.append(f"See [{words[drawn[1]]}](https://www.site{drawn[1]}.org/{drawn[2]}), **{words[drawn[2]]}**.")
    return " ".join(text)


def write(count: int, path: Path, seed: int = 1, rich: bool = False) -> Path:
    """The documents as JSON lines, made once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        with draft.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(one._asdict()) + "\n" for one in documents(count, seed, rich))
        draft.rename(path)
    return path
