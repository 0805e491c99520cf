"""Near-duplicate texts among many: MinHash signatures from Daft, bands and groups in numpy.

MinHash is Broder 1997, "On the resemblance and containment of documents"; banding is chapter 3 of Leskovec, Rajaraman
and Ullman, "Mining of Massive Datasets".
"""

from __future__ import annotations

import functools
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, TypedDict, Unpack

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.marks import unstacked
from goldsmith.engine.spool import Spool

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 4096
"""Texts that are hashed at once; only this many lie in memory together."""

_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"  # kana and Han characters
)


def normalised(text: str) -> str:
    """Lower case, compatibility forms folded, one space between words, characters of unspaced scripts set apart.

    Daft splits at the space character only, so an unspaced text would be one word and match only itself.
    """
    if not text.isascii():
        sound = text.encode("utf-8", "replace").decode()  # half of a surrogate pair has no UTF-8
        text = _UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", unstacked(sound)))
    return " ".join(text.lower().split())


class Closeness(TypedDict, total=False):
    """When texts count as nearly the same."""

    threshold: float
    """Jaccard similarity of the word n-grams from which on two texts are nearly the same; 0.7."""
    ngram: int
    """Words in an n-gram; 5."""
    permutations: int
    """Length of a signature; 128."""
    bands: int | None
    """How many bands a signature is cut into; by default what suits the threshold best."""
    seed: int
    """Seed of the permutations; 1."""
    verify: bool
    """Join only texts whose estimated similarity reaches the threshold, not all that share a band; true."""


@functools.cache
def banding(threshold: float, permutations: int) -> tuple[int, int]:
    """The number of bands and of rows in each that tell best between texts above and below a threshold.

    Two texts of Jaccard similarity s share a band with probability 1 - (1 - s^rows)^bands; the choice makes the area
    of the false positives (below the threshold) plus that of the false negatives (above it) smallest.
    """
    import numpy as np

    similar = (np.arange(1000) + 0.5) / 1000
    below = similar < threshold

    def error(bands: int, rows: int) -> float:
        found = 1 - (1 - similar**rows) ** bands
        return float(np.where(below, found, 1 - found).sum())

    choices = [(bands, rows) for rows in range(1, permutations + 1) for bands in range(1, permutations // rows + 1)]
    return min(choices, key=lambda choice: error(*choice))


def groups(texts: Iterable[str], **settings: Unpack[Closeness]) -> list[int]:
    """Which texts are nearly the same.

    Texts of fewer than `ngram` words are compared whole; texts without any word are alone. Groups are closed under
    "nearly the same as": their members need not all resemble each other. Keys (8 bytes per band and text) and sketches
    (with `verify`, a byte per permutation and text) lie in temporary files; memory is about 100 bytes a text.

    Args:
        texts: any number of texts; gone through once, a chunk at a time.
        settings: see `Closeness`.

    Returns:
        For each text the position of the first text of its group: its own when it is alone or the first.

    Raises:
        GoldsmithError: settings that cannot be.
    """
    return scoped_groups(((0, text) for text in texts), **settings)


def scoped_groups(
    texts: Iterable[tuple[int, str]],
    *,
    threshold: float = 0.7,
    ngram: int = 5,
    permutations: int = 128,
    bands: int | None = None,
    seed: int = 1,
    verify: bool = True,
) -> list[int]:
    """Like `groups`, for texts with a scope each (a 64-bit number): only texts of the same scope are compared."""
    import numpy as np

    if not 0 < threshold <= 1 or ngram < 1 or permutations < 1 or not 1 <= (bands or 1) <= permutations:
        raise GoldsmithError(
            f"no near-duplicates with threshold {threshold}, ngram {ngram}, permutations {permutations}, bands {bands}",
            "0 < threshold <= 1, ngram >= 1, and not more bands than permutations",
        )
    cut = (bands, permutations // bands) if bands else banding(threshold, permutations)
    with ExitStack() as open_files:
        keys = [open_files.enter_context(Spool(np.uint64)) for _ in range(cut[0])]
        sketches = open_files.enter_context(Spool(np.uint8, permutations)) if verify else None
        filled = _collected(texts, cut, ngram, permutations, seed, keys, sketches)
        pairs = _pairs(keys, filled)
        if sketches and pairs.size:
            pairs = pairs[:, _similarity(sketches, pairs) >= threshold]
    return first_of_each(pairs, len(filled))


def _pairs(keys: Iterable[Spool], filled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The positions of texts that share a band (2 x pairs), each pair once."""
    import numpy as np

    size = max(1, len(filled))
    joined = np.empty(0, np.int64)
    for band in keys:
        first, second = _shared(band.read())
        there = filled[first] & filled[second]
        joined = np.union1d(joined, first[there] * size + second[there])
    return np.stack(np.divmod(joined, size))


def _collected(
    texts: Iterable[tuple[int, str]],
    cut: tuple[int, int],
    ngram: int,
    permutations: int,
    seed: int,
    keys: list[Spool],
    sketches: Spool | None,
) -> NDArray[np.bool_]:
    """Fill a spool per band with the texts' keys, and one with a byte of each minimum; returns which have words."""
    import numpy as np

    filled = bytearray()
    for chunk in _chunks(iter(texts)):
        scopes = np.array([scope for scope, _ in chunk], np.uint64)
        words = [normalised(text) for _, text in chunk]
        signatures = _signatures(words, ngram, permutations, seed)
        for spool, of_band in zip(keys, _band_keys(signatures, *cut, scopes), strict=True):
            spool.add(of_band)
        if sketches:
            sketches.add(signatures.astype(np.uint8))
        filled.extend(bool(text) for text in words)
    return np.frombuffer(bytes(filled), np.bool_)


def _chunks(texts: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while chunk := list(islice(texts, CHUNK)):
        yield chunk


def _signatures(texts: list[str], ngram: int, permutations: int, seed: int) -> NDArray[np.uint32]:
    """MinHash signatures (texts x permutations); a series needs none of Daft's runners, slow to start."""
    os.environ.setdefault("DO_NOT_TRACK", "1")  # Daft reports its use unless told not to
    import daft

    series = daft.Series.from_pylist(texts).cast(daft.DataType.string())
    hashed = series.minhash(num_hashes=permutations, ngram_size=ngram, seed=seed, hash_function="xxhash3_64")
    flat: NDArray[np.uint32] = hashed.to_arrow().flatten().to_numpy(zero_copy_only=False)
    return flat.reshape(len(texts), permutations)


def _band_keys(signatures: NDArray[np.uint32], bands: int, rows: int, scopes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One 64-bit key per band and text, equal where all rows of the band and the scopes are (bands x texts)."""
    import numpy as np

    cut = signatures[:, : bands * rows].reshape(len(signatures), bands, rows).transpose(2, 1, 0)
    keys = np.tile(scopes ^ np.uint64(0x9E3779B97F4A7C15), (bands, 1))
    for row in cut:
        keys ^= row
        keys *= np.uint64(0xFF51AFD7ED558CCD)  # the mixing steps of MurmurHash3
        keys ^= keys >> np.uint64(32)
    return keys


def _shared(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of positions with equal keys: each with the first of its bucket and with the one before it."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order[1:]] == keys[order[:-1]]) + 1
    starts = np.ones(len(keys), np.bool_)
    starts[same] = False
    heads = np.maximum.accumulate(np.where(starts, np.arange(len(keys)), 0))
    return np.concatenate([order[heads[same]], order[same - 1]]), np.concatenate([order[same], order[same]])


def _similarity(sketches: Spool, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Jaccard similarity estimated from one byte of each minimum, corrected for chance (Li and König 2010)."""
    import numpy as np

    rows = sketches.mapped()
    agree = np.empty(pairs.shape[1])
    for start in range(0, pairs.shape[1], CHUNK):
        first, second = pairs[:, start : start + CHUNK]
        agree[start : start + CHUNK] = (rows[first] == rows[second]).mean(axis=1)
        sketches.let_go()
    return (agree - 1 / 256) / (1 - 1 / 256)


def first_of_each(pairs: NDArray[np.int64], size: int) -> list[int]:
    """For each position the first one that it is joined with, directly or through others."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not size:
        return []
    links = coo_array((np.ones(pairs.shape[1], np.bool_), (pairs[0], pairs[1])), shape=(size, size))
    _, labels = connected_components(links, directed=False)
    _, first = np.unique(labels, return_index=True)
    return [int(position) for position in first[labels]]
