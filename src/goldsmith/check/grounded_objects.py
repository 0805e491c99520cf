"""Objects in an answer that are not in the evidence (CHAIR, arXiv:1809.02156)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample

_WORD = re.compile(r"[a-záéíóúüñ]+", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|without|neither|nor|none|sin|ningún|ninguna|isn't|aren't|there (?:is|are) no)\b[^.;!?]{0,60}$",
    re.IGNORECASE,
)


class GroundedObjects(Check):
    """Flag objects that an answer names although neither boxes, labels, captions nor the question have them.

    Objects are told by a table of synonyms (English and Spanish); what is denied ("no dog") is not flagged. Samples
    without box, label or caption notes of known objects are left alone.
    """

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each object without ground."""
        notes = [note.text for note in sample.notes() if note.kind in ("box", "crowd", "label", "caption", "alt")]
        there = {name for text in notes for name, _, _ in objects(text)}
        if not there:
            return
        there |= {name for _, turn in sample.asked() for name, _, _ in objects(turn.text)}
        for place, turn in sample.answered():
            if len(turn.text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                continue
            for name, start, end in objects(turn.text):
                if name not in there and not _DENIED.search(turn.text[max(0, start - 80) : start]):
                    where = Place(turn=place, start=start, end=end)
                    yield self.finding(
                        sample, "minor", f"no note shows the object {turn.text[start:end]!r}", where, object=name
                    )


def objects(text: str) -> Iterator[tuple[str, int, int]]:
    """The objects named in a text: canonical name, start and end; two-word names before one-word ones."""
    known = _synonyms()
    words = [(found.group().lower(), found.start(), found.end()) for found in _WORD.finditer(text[:LARGEST])]
    place = 0
    while place < len(words):
        word, start, end = words[place]
        pair = f"{word} {words[place + 1][0]}" if place + 1 < len(words) else ""
        if pair and (name := _looked_up(pair, known)):
            yield name, start, words[place + 1][2]
            place += 2
            continue
        if name := _looked_up(word, known):
            yield name, start, end
        place += 1


def _looked_up(word: str, known: dict[str, str]) -> str:
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"):
        if form in known:
            return known[form]
    return ""


@functools.cache
def _synonyms() -> dict[str, str]:
    import yaml

    plain = yaml.safe_load((files("goldsmith.check") / "objects.yaml").read_text(encoding="utf-8"))
    return {word: name for name, words in plain.items() for word in (name, *words)}
