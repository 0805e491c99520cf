"""Words that give away that the writer saw notes instead of the media."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.anchored import Anchored
from goldsmith.core.types import Finding, Sample
from goldsmith.core.vocabulary import spoken

_TOPICS = re.compile(r"captions?|annotations?|metadata|notes|labels?|tags|texts?|context|coordinates|bounding|leyenda")
_NAMED = re.compile(r"\{([a-z]+)\}")


class SourceLeak(Check):
    """Flag answers that mention captions, boxes, annotations or metadata as their source (LLaVA-Instruct's rule).

    "As an AI" and "I cannot see the image" are found too. What speaks of a thing in the picture ("the caption of the
    chart", "the label on the bottle") is left alone, and so is what the question itself speaks of. In English and
    Spanish; answers in other languages are looked through for both, and reported as not run.
    """

    version: ClassVar[int] = 2

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each mention that the question did not bring up itself."""
        if spoken(sample) is None and any(sample.answered()):
            yield self.not_run(
                sample, f"such words are not known in the language {str(sample.tags['language'])[:20]!r}"
            )
        asked = " ".join(turn.text for _, turn in sample.asked()).lower()
        yield from self.in_texts(sample, sample.answered(), functools.partial(_leaks, asked))


def _leaks(asked: str, text: str) -> Iterator[Fault]:
    low = _lower(text)
    for _, found in _patterns().finditer(low, low):
        said, (start, end) = found.group(), found.span()
        topic = _TOPICS.search(said)
        if said not in asked and not (topic and topic.group() in asked):
            yield Fault("major", f"the answer speaks of its source: {text[start:end][:80]!r}", start, end)


def _lower(text: str) -> str:
    """Lower case with every character in its place: searching so is several times faster than ignoring the case."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one.lower()[0] for one in text)


@functools.cache
def _patterns() -> Anchored:
    """The patterns of all languages, for texts in lower case."""
    import yaml

    text = (files("goldsmith.check") / "source_leaks.yaml").read_text(encoding="utf-8")
    languages = yaml.safe_load(text).values()
    return Anchored(
        ("", rf"\b(?:{_filled(pattern, listed['words'])})") for listed in languages for pattern in listed["patterns"]
    )


def _filled(pattern: str, words: dict[str, str]) -> str:
    """A pattern with the words for their names (which may hold names again) and its blanks as any white space."""
    while _NAMED.search(pattern):
        pattern = _NAMED.sub(lambda found: words[found[1]].replace("\n", ""), pattern)
    return re.sub(r"(?<!\[) ", r"\\s+", pattern)
