"""How varied texts are: distinct n-grams, self-BLEU, compression, Vendi score. numpy is loaded on use.

A text is the sequence of its words, except for the compression ratio. All figures depend on how many texts there are:
compare samples of one size, as by `spread` over groups of it.
"""

from __future__ import annotations

import math
import random
import statistics
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Words = Sequence[str]
NEARLY_NONE = 1e-9
"""Stands for the precision of n-grams that are found nowhere else, whose logarithm does not exist."""


def ngrams(words: Words, n: int) -> Iterator[tuple[str, ...]]:
    """The runs of n words."""
    return zip(*(words[start:] for start in range(n)), strict=False)


def distinct(texts: Sequence[Words], n: int = 2) -> float:
    """Different n-grams over all n-grams (Li et al. 2016, "A Diversity-Promoting Objective"); no n-grams: 1."""
    times = Counter(gram for words in texts for gram in ngrams(words, n))
    return len(times) / times.total() if times else 1.0


def self_bleu(texts: Sequence[Words], longest: int = 4, most: int = 200, seed: int = 0) -> float:
    """The mean BLEU of each text against all the others (Zhu et al. 2018, "Texygen"), 0 to 1; higher is less varied.

    Of more than `most` texts so many are drawn by `seed`. N-grams are as long as the text allows, up to `longest`.
    The cost is linear in the number of words: how often the others repeat an n-gram is known from its two highest
    counts. Fewer than two texts with words: 0.
    """
    texts = [words for words in texts if words]
    if len(texts) > most:
        texts = random.Random(seed).sample(texts, most)
    if len(texts) < 2:
        return 0.0
    counted = [[Counter(ngrams(words, n)) for words in texts] for n in range(1, longest + 1)]
    highest = [_two_highest(counts) for counts in counted]
    lengths = Counter(len(words) for words in texts)
    scores = []
    for place, words in enumerate(texts):
        orders = range(min(longest, len(words)))
        logs = [math.log(_precision(counted[order][place], highest[order])) for order in orders]
        scores.append(_brevity(len(words), lengths) * math.exp(sum(logs) / len(logs)))
    return sum(scores) / len(scores)


def _two_highest(counts: Sequence[Counter[tuple[str, ...]]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """The highest and the second highest count of each n-gram in any text."""
    highest: dict[tuple[str, ...], tuple[int, int]] = {}
    for count in counts:
        for gram, times in count.items():
            first, second = highest.get(gram, (0, 0))
            highest[gram] = (times, first) if times > first else (first, max(second, times))
    return highest


def _precision(count: Counter[tuple[str, ...]], highest: dict[tuple[str, ...], tuple[int, int]]) -> float:
    """The share of n-grams that another text has too, each as often as the text that has it most."""
    shared = 0
    for gram, times in count.items():
        first, second = highest[gram]
        shared += min(times, second if times == first else first)
    return max(NEARLY_NONE, shared / count.total())


def _brevity(length: int, lengths: Counter[int]) -> float:
    """BLEU's penalty against the other text nearest in length, the shorter of two equally near."""
    others = (other for other, times in lengths.items() if times > (other == length))
    nearest = min(others, key=lambda other: (abs(other - length), other))
    return min(1.0, math.exp(1 - nearest / length))


class Spread(NamedTuple):
    """The mean of a figure over groups, and its 95% interval."""

    mean: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """The mean of at least one value with its interval (Student's t); of one alone nothing but itself is known."""
    mean = statistics.fmean(values)
    if len(values) < 2:
        return Spread(mean, mean, mean)
    from scipy.special import stdtrit

    far = float(stdtrit(len(values) - 1, 0.975)) * statistics.stdev(values) / math.sqrt(len(values))
    return Spread(mean, mean - far, mean + far)


def compression_ratio(texts: Sequence[str]) -> float:
    """Bytes over compressed bytes of all texts, one a line (Shaib et al. 2024); higher is less varied; none: 1."""
    data = "\n".join(texts).encode("utf-8", "surrogatepass")
    return len(data) / len(zlib.compress(data, 9)) if data else 1.0


def vendi(rows: NDArray[np.float64]) -> float:
    """How many wholly different rows a set is worth (Friedman and Dieng 2023), 1 to the number of rows; none: 0.

    Args:
        rows: features, shape (texts, width), compared by cosine; rows of zeros are left out.

    The kernel has the same eigenvalues as the covariance, shape (width, width), so the kernel is never built.
    """
    import numpy as np

    sizes = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows[sizes[:, 0] > 0] / sizes[sizes[:, 0] > 0]
    if not len(rows):
        return 0.0
    shares = np.linalg.eigvalsh(rows.T @ rows / len(rows))
    shares = shares[shares > 1e-12]
    return float(np.exp(-(shares * np.log(shares)).sum()))


def hashed(texts: Sequence[Words], width: int = 256) -> NDArray[np.float64]:
    """Words and pairs of words counted in `width` signed buckets (Weinberger et al. 2009), shape (texts, width)."""
    import numpy as np

    rows = np.zeros((len(texts), width))
    for row, words in zip(rows, texts, strict=True):
        for gram in (*ngrams(words, 1), *ngrams(words, 2)):
            code = zlib.crc32(" ".join(gram).encode("utf-8", "surrogatepass"))
            row[(code >> 1) % width] += 1 if code & 1 else -1
    return rows
