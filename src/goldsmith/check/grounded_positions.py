"""Where an answer says that objects are, against their boxes."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.evidence.box_relations import RELATIONS, at_side, between
from goldsmith.check.evidence.position_questions import answered
from goldsmith.check.evidence.positions import Position, positions
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Asset, Box, Finding, Sample
from goldsmith.core.vocabulary import named, spoken

_MANY = 20
"""Boxes of an object from which on one of them is taken to fit."""


class GroundedPositions(Check):
    """Flag where an answer says that objects are if all their boxes are clearly elsewhere.

    Sides and the centre of the picture; left and right of, above, below, on top of, next to and between objects; in
    English and Spanish. Where there are several of an object, one that fits is support. What is in front or behind
    boxes do not tell, and the left of a person is not looked at. Boxes of pictures of unknown size, and several
    pictures with boxes, tell no places in the picture.
    """

    clear: float = Field(default=0.15, gt=0, lt=0.5)
    """Share of the picture by which an object must be off the middle, or off another object, to contradict."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each statement that the boxes contradict."""
        boxed = [asset for asset in sample.assets if any(note.kind == "box" for note in asset.notes)]
        languages = spoken(sample)
        if not sample.assets or not any(True for _ in sample.answered()):
            return
        if len(boxed) != 1 or languages is None:
            yield from self._not_told(sample, len(boxed), languages)
            return
        seen, asked = _Seen.of(boxed[0]), ""
        for place, turn in enumerate(sample.turns):
            if turn.role == "user":
                asked = turn.text[:LARGEST]
            elif turn.role == "assistant":
                look = functools.partial(_faults, seen, languages, self.clear, asked)
                yield from self.in_texts(sample, [(place, turn)], look)

    def _not_told(self, sample: Sample, boxed: int, languages: tuple[str, ...] | None) -> Iterator[Finding]:
        """Say that positions are told which nothing can be held against."""
        if languages is None:
            if boxed:
                language = str(sample.tags["language"])[:20]
                yield self.not_run(sample, f"positions are not understood in the language {language!r}")
        elif any(next(positions(turn.text[:LARGEST], languages), None) for _, turn in sample.answered()):
            why = f"{boxed} pictures have boxes" if boxed else "no boxes tell where objects are"
            yield self.not_run(sample, why)


class _Seen(NamedTuple):
    """The boxes of each object, as shares of the picture where its size is known."""

    boxes: dict[str, list[Box]]
    own: frozenset[str]
    crowds: frozenset[str]
    sized: bool

    @classmethod
    def of(cls, asset: Asset) -> _Seen:
        noted = [(note.text, note.box) for note in asset.notes if note.kind == "box" and note.box]
        own = frozenset(text for text, _ in noted)
        sound = [(text, box) for text, box in noted if all(map(math.isfinite, box))]
        shares = all(max(box) <= 1 for _, box in sound)
        sized = bool(asset.width and asset.height) or shares
        # a picture of unknown size is taken to be as wide as its boxes reach
        width = 1.0 if shares else float(asset.width or max((box[2] for _, box in sound), default=1) or 1)
        height = 1.0 if shares else float(asset.height or max((box[3] for _, box in sound), default=1) or 1)
        boxes: dict[str, list[Box]] = {}
        for text, (left, top, right, bottom) in sound:
            word = named(text, own)
            share = (left / width, top / height, right / width, bottom / height)
            boxes.setdefault(word.name if word else text, []).append(share)
        crowds = {note.text for note in asset.notes if note.kind == "crowd"}
        return cls(boxes, own, frozenset(word.name for text in crowds if (word := named(text, own))), sized)

    def contradicts(self, said: Position, clear: float) -> bool:
        """Whether none of the boxes of none of the subjects can be where the text says."""
        names = {*said.subjects, *said.others}
        if names & self.crowds or not all(name in self.boxes for name in names):
            return False
        if set(said.subjects) & set(said.others):
            return False
        if any(len(self.boxes[name]) > _MANY for name in names):
            return False
        ones = [box for name in said.subjects for box in self.boxes[name]]
        if not said.relation:
            return self.sized and not any(all(at_side(box, side, clear) for side in said.sides) for box in ones)
        first, last = self.boxes[said.others[0]], self.boxes[said.others[-1]]
        if said.relation == "between":
            pairs = [(one, other) for one in first for other in last if one != other]
            return bool(pairs) and not any(between(box, *pair, clear) for box in ones for pair in pairs)
        return not any(RELATIONS[said.relation](one, other, clear) for one in ones for other in first)


def _faults(seen: _Seen, languages: tuple[str, ...], clear: float, asked: str, text: str) -> Iterator[Fault]:
    told = [*positions(text, languages, seen.own), *answered(asked, text, languages, seen.own)]
    for said in told:
        if seen.contradicts(said, clear):
            what = " or ".join(dict.fromkeys(said.subjects))
            where = f"{said.relation} {' and '.join(said.others)}" if said.relation else " ".join(said.sides)
            message = f"no box of {what[:60]} is where the answer says ({where[:60]})"
            yield Fault("minor", message, said.start, said.end, evidence={"objects": list(said.subjects)})
