"""The nearest of many vectors by cosine: exact, a block at a time, never a matrix of all against all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BLOCK = 1024
"""Rows compared at once with `WIDE` others: 16 MB of cosines."""
WIDE = 4096


class Twin(NamedTuple):
    """What a row is like."""

    place: int
    cosine: float


def nearest(
    rows: Vectors, others: Vectors, *, unlike: tuple[Vectors, Vectors] | None = None, ceiling: float = 1.0
) -> tuple[NDArray[np.int64], Vectors]:
    """For each row the place of the most similar of the others, the first of equals, and their cosine.

    Args:
        rows: vectors of norm 1, or 0, shape (n, width).
        others: likewise, shape (m, width).
        unlike: other vectors of both, shapes (n, other width) and (m, other width).
        ceiling: cosine in `unlike` above which a row is not compared with another.

    Returns:
        Places and cosines, shape (n,) each; place 0 and cosine -1 where there are no others to compare with. Beside the
        inputs, which are only read, 12 bytes a row are kept and two blocks.
    """
    import numpy as np

    places, cosines = np.zeros(len(rows), np.int64), np.full(len(rows), -1, np.float32)
    for start in range(0, len(rows), BLOCK):
        here = slice(start, start + BLOCK)
        best = cosines[here]
        for begin in range(0, len(others), WIDE):
            there = slice(begin, begin + WIDE)
            found = rows[here] @ others[there].T
            if unlike:
                found[unlike[0][here] @ unlike[1][there].T > ceiling] = -1
            top = found.argmax(axis=1)
            values = found[np.arange(len(top)), top]
            better = values > best
            best[better] = values[better]
            places[here][better] = begin + top[better]
    return places, cosines


def twins(
    rows: Vectors,
    threshold: float,
    order: Sequence[int] = (),
    scopes: Sequence[int] = (),
    *,
    unlike: Vectors | None = None,
    ceiling: float = 1.0,
) -> dict[int, Twin]:
    """Which rows are like one that stands before them and is no twin itself.

    Of a chain, where the second is like the first and the third only like the second, the third is no twin: each twin
    is like a row that stays. The time grows with the rows times those that stay (100,000 rows of 256: 14 CPU seconds),
    beside `rows` two blocks are held.

    Args:
        rows: vectors of norm 1, shape (n, width); rows of zeros are like none.
        threshold: cosine from which on two rows are alike, above 0.
        order: in which order rows stand; as they come unless told.
        scopes: a number for each row; only rows of one scope are compared; all unless told.
        unlike: other vectors of the same things, shape (n, other width).
        ceiling: cosine in `unlike` above which two things are not compared.

    Returns:
        By the place of each twin the row that it is most like.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for place in order or range(len(rows)):
        groups[scopes[place] if scopes else 0].append(place)
    found: dict[int, Twin] = {}
    for places in groups.values():
        if len(places) > 1:
            found.update(_Staying(rows, unlike, threshold, ceiling).twins_of(places))
    return found


class _Staying:
    """The rows that stay, and what is like one of them."""

    def __init__(self, rows: Vectors, unlike: Vectors | None, threshold: float, ceiling: float) -> None:
        self._rows, self._unlike, self._threshold, self._ceiling = rows, unlike, threshold, ceiling
        self._places: list[int] = []

    def twins_of(self, places: Sequence[int]) -> dict[int, Twin]:
        """The twins among rows in this order, a block at a time: first against those that stay, then one another."""
        found: dict[int, Twin] = {}
        for start in range(0, len(places), BLOCK):
            block = list(places[start : start + BLOCK])
            for begin in range(0, len(self._places), WIDE):
                self._among(block, self._places[begin : begin + WIDE], found)
            self._within(block, found)
            self._places += [place for place in block if place not in found]
        return found

    def _among(self, block: list[int], others: list[int], found: dict[int, Twin]) -> None:
        """Note for each row of a block the other it is most like, where that is nearer than what is noted."""
        import numpy as np

        alike = self._cosines(block, others)
        for at in np.flatnonzero(alike.max(axis=1) >= self._threshold).tolist():
            self._note(block[at], others, alike[at], found)

    def _within(self, block: list[int], found: dict[int, Twin]) -> None:
        """Note the rows of a block that are like an earlier one of it which stays."""
        import numpy as np

        alike = np.tril(self._cosines(block, block), -1)
        gone = [at for at, place in enumerate(block) if place in found]
        for at in np.flatnonzero((alike >= self._threshold).any(axis=1)).tolist():
            alike[at, gone] = -1
            known = block[at] in found
            self._note(block[at], block, alike[at], found)
            gone += [at] * (not known and block[at] in found)

    def _note(self, place: int, others: list[int], alike: Vectors, found: dict[int, Twin]) -> None:
        top = int(alike.argmax())
        cosine = float(alike[top])
        if cosine >= self._threshold and (place not in found or cosine > found[place].cosine):
            found[place] = Twin(others[top], cosine)

    def _cosines(self, block: list[int], others: list[int]) -> Vectors:
        """Cosines (block x others), -1 where two things are too alike otherwise; only looked at where it matters."""
        import numpy as np

        alike: Vectors = self._rows[block] @ self._rows[others].T
        if self._unlike is not None:
            near = np.flatnonzero((alike >= self._threshold).any(axis=1))
            otherwise = self._unlike[np.array(block)[near]] @ self._unlike[others].T
            alike[near] = np.where(otherwise > self._ceiling, np.float32(-1), alike[near])
        return alike
