"""Words that mix scripts."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.reading import prose
from goldsmith.check.text.scripts import mixed_words
from goldsmith.check.text.tongue import tongue
from goldsmith.core.types import Finding, Sample

_CYRILLIC = frozenset({"ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn", "tg"})


class MixedScripts(Check):
    """Flag words with letters of another script that look like their own, as a Cyrillic а in a Latin word.

    They come from copied or disguised texts; a model reads other tokens, and a search does not find the word. Symbols
    as μm and Δt, Latin names with a Russian ending, code and addresses are left alone, as are words of the question.
    """

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each such word of an answer; the suggestion is the word in one script."""
        asked = " ".join(turn.text for _, turn in sample.asked())
        for place, turn in sample.answered():
            look = functools.partial(_faults, asked, sample)
            yield from self.in_texts(sample, [(place, turn)], look)


def _faults(asked: str, sample: Sample, text: str) -> Iterator[Fault]:
    cyrillic = not text.isascii() and tongue(sample, text) in _CYRILLIC
    for word in mixed_words(prose(text), cyrillic):
        said = text[word.start : word.end]
        if said in asked:
            continue
        names = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, '')}" for one in word.letters[:5])
        message = f"{said[:60]!r} mixes scripts: {names}"
        yield Fault("major", message, word.start, word.end, word.plain, {"letters": word.letters})
