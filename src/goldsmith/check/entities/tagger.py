"""A tagger that finds names and tells how sure it is: the k best readings of a text, with log-probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from goldsmith.check.entities.crf import Crf
from goldsmith.check.entities.cues import Cues
from goldsmith.check.entities.gazetteer import Gazetteer
from goldsmith.check.entities.mentions import Example, Mention, Word, words


class Reading(NamedTuple):
    """One way to find the names of a text, not linked yet, with its log-probability."""

    mentions: tuple[Mention, ...]
    log_probability: float


class Tagger:
    """Finds names by capitals, context and a gazetteer, as learned from examples."""

    def __init__(self, cues: Cues, crf: Crf) -> None:
        self._cues, self._crf = cues, crf

    @classmethod
    def train(cls, examples: Sequence[Example], gazetteer: Gazetteer) -> Tagger:
        """A tagger for names like those marked in the examples."""
        cues = Cues(gazetteer)
        cut = [words(example.text) for example in examples]
        seen = [cues.of(example.text, one) for example, one in zip(examples, cut, strict=True)]
        tags = [_tags(one, example.mentions) for example, one in zip(examples, cut, strict=True)]
        return cls(cues, Crf.train(seen, tags))

    def readings(self, text: str, k: int = 1) -> list[Reading]:
        """The k likeliest readings of a text, the likeliest first."""
        cut = words(text)
        return [Reading(_mentions(cut, tags), sure) for sure, tags in self._crf.best(self._cues.of(text, cut), k)]


def _tags(cut: Sequence[Word], mentions: Sequence[Mention]) -> list[str]:
    tags = ["O"] * len(cut)
    for mention in mentions:
        inside = [place for place, word in enumerate(cut) if mention.start <= word.start < mention.end]
        for place in inside:
            tags[place] = f"{'B' if place == inside[0] else 'I'}-{mention.type}"
    return tags


def _mentions(cut: Sequence[Word], tags: Sequence[str]) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for word, tag in zip(cut, tags, strict=True):
        if tag.startswith("B-"):
            found.append(Mention(word.start, word.end, tag[2:]))
        elif tag.startswith("I-"):
            found[-1] = found[-1]._replace(end=word.end)
    return tuple(found)
