"""Counts of objects that the boxes contradict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample

NUMBERS = {
    word: value
    for words in (
        "no one two three four five six seven eight nine ten eleven twelve",
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "ningún un - - - - - - - - - - -",
        "ninguna una - - - - - - - - - - -",
    )
    for value, word in enumerate(words.split())
    if word != "-"
}
_COUNTED = re.compile(
    r"\b(\d{1,5}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")\s+([^\W\d_][\w-]*(?: [^\W\d_][\w-]*)?)",
    re.IGNORECASE,
)


class GroundedCounts(Check):
    """Flag "N objects" where the boxes of that category are not N: exactly up to five, within a fifth above."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each contradicted count; categories without boxes are left to other checks."""
        boxes = Counter(note.text.lower() for note in sample.notes() if note.kind == "box")
        if not boxes:
            return
        for place, turn in sample.answered():
            if len(turn.text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                continue
            for found in _COUNTED.finditer(turn.text):
                category = _category(found[2].lower(), boxes)
                said = int(found[1]) if found[1].isdigit() else NUMBERS[found[1].lower()]
                if said <= 1 and not found[1].isdigit():
                    continue  # "one dog is black and one is white", "no dog is asleep": articles, not counts
                if category and abs(said - boxes[category]) > (0 if boxes[category] <= 5 else boxes[category] / 5):
                    message = f"the answer counts {said} {category}, the notes have {boxes[category]}"
                    where = Place(turn=place, start=found.start(), end=found.end())
                    yield self.finding(sample, "major", message, where, said=said, noted=boxes[category])


def _category(words: str, boxes: Counter[str]) -> str:
    for name in (words, words.split(maxsplit=1)[0]):
        for form in (name, name.removesuffix("s"), name.removesuffix("es"), f"{name}s"):
            if form in boxes:
                return form
    return ""
