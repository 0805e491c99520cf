"""Texts that are another one but for a few letters, or mean the same in other words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from goldsmith.engine.cosine import nearest
from goldsmith.models.embed import Source, embedder, vectors

WORDING = "char-ngrams"
"""What tells whether two texts are worded alike."""
EDITED = 0.9
"""Cosine of the wordings from which on two texts differ in a few letters."""
APART = 0.5
"""Cosine of the wordings up to which a text is worded anew. In between most texts put another word into the same frame
(how many people live in Norway, in Sweden), which vectors take for the same meaning; see `meaning`."""


class Near(NamedTuple):
    """What a text is like."""

    place: int
    rule: str
    """`edited` or `meaning`."""
    cosine: float
    maker: str
    """What made the vectors."""


class NearTexts:
    """Texts to look others up in; kept are 4 bytes a number of their vectors, 3 KB a text."""

    def __init__(self, texts: Sequence[str], source: Source, threshold: float) -> None:
        """Look up by the wording, and unless that is all that `source` sees, by meaning from `threshold` on.

        Raises:
            GoldsmithError: the source cannot be used.
        """
        self._source, self._threshold = source, threshold
        self._wordings = vectors(texts, WORDING)
        self._meanings = vectors(texts, source) if source != WORDING else None

    def like(self, texts: Sequence[str]) -> list[Near | None]:
        """For each text the one it is most like, if any; looked up a thousand at a time.

        Raises:
            GoldsmithError: the source cannot be used.
        """
        wordings = vectors(texts, WORDING)
        found: list[Near | None] = [None] * len(texts)
        if self._meanings is not None:
            rows = vectors(texts, self._source)
            tops = nearest(rows, self._meanings, unlike=(wordings, self._wordings), ceiling=APART)
            for at, (place, cosine) in enumerate(zip(*tops, strict=True)):
                if cosine >= self._threshold:
                    found[at] = Near(int(place), "meaning", float(cosine), embedder(self._source).name)
        for at, (place, cosine) in enumerate(zip(*nearest(wordings, self._wordings), strict=True)):
            if cosine >= EDITED:
                found[at] = Near(int(place), "edited", float(cosine), embedder(WORDING).name)
        return found
