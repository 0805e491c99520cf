"""Names recognised and linked jointly: the tagger's k best readings, their links, one scorer over both.

With `k` of 1 the same code is the usual pipeline: the best reading first, then the best links for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from goldsmith.check.entities.gazetteer import Gazetteer
from goldsmith.check.entities.hypotheses import Hypothesis, Linker
from goldsmith.check.entities.mentions import Example, Mention
from goldsmith.check.entities.reranker import Reranker
from goldsmith.check.entities.scores import quality
from goldsmith.check.entities.tagger import Tagger

_FOLDS = 2
"""Parts of the examples; the readings of each that the scorer learns from are by a tagger of the others."""


class Recognised(NamedTuple):
    """The names of a text and how sure that is, 0 to 1."""

    mentions: tuple[Mention, ...]
    probability: float


class Recogniser:
    """Finds the names of a text and what they stand for."""

    def __init__(self, tagger: Tagger, linker: Linker, reranker: Reranker, k: int) -> None:
        self._tagger, self._linker, self._reranker, self._k = tagger, linker, reranker, k

    def read(self, text: str) -> Recognised:
        """The likeliest names with their links."""
        found = self.hypotheses(text)
        chances = self._reranker.probabilities([one.features for one in found])
        best = int(chances.argmax())
        return Recognised(found[best].mentions, float(chances[best]))

    def hypotheses(self, text: str) -> list[Hypothesis]:
        """All that is chosen from."""
        return self._linker.hypotheses(text, self._tagger.readings(text, self._k))


def trained(examples: Sequence[Example], gazetteer: Gazetteer, widths: Sequence[int] = (8,)) -> list[Recogniser]:
    """A recogniser for each number of readings in `widths`, all with the same tagger."""
    linker = Linker(gazetteer)
    folds = [list(examples[place::_FOLDS]) for place in range(_FOLDS)]
    held_out = []
    for place, fold in enumerate(folds):
        others = [one for other, some in enumerate(folds) if other != place for one in some]
        tagger = Tagger.train(others, gazetteer)
        held_out += [(one, tagger.readings(one.text, max(widths))) for one in fold]
    final = Tagger.train(examples, gazetteer)
    recognisers = []
    for k in widths:
        made = [linker.hypotheses(one.text, readings[:k]) for one, readings in held_out]
        right = [_nearest(one, some) for (one, _), some in zip(held_out, made, strict=True)]
        reranker = Reranker.train([[one.features for one in some] for some in made], right)
        recognisers.append(Recogniser(final, linker, reranker, k))
    return recognisers


def _nearest(example: Example, found: Sequence[Hypothesis]) -> list[bool]:
    """Whether each hypothesis is right, or is as near to it as any."""
    worth = [quality(example.mentions, one.mentions) for one in found]
    return [one == max(worth) for one in worth]
