"""Objects that a picture does not show, to ask about: any, frequent ones, or those often met with what is there.

The three ways are those of POPE (Li et al. 2023, arXiv:2305.10355, section 4): a model that answers from habit says yes
to frequent objects, and to those that usually come with what it sees.
"""

from __future__ import annotations

import functools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

from goldsmith.core.types import Sample
from goldsmith.generate.phrases import read_mapping

WAYS = ("random", "popular", "adversarial")
MOST_COMPANIONS = 20


class Habits(NamedTuple):
    """What a data set shows: its categories, the most frequent first, and for each those often met with it."""

    categories: tuple[str, ...]
    together: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, samples: Iterable[Sample]) -> Habits:
        """Counted over samples: in how many a category has boxes, and in how many two of them have."""
        seen: Counter[str] = Counter()
        pairs: dict[str, Counter[str]] = defaultdict(Counter)
        for sample in samples:
            here = {note.text for note in sample.notes() if note.kind in ("box", "crowd")}
            seen.update(here)
            for one, other in permutations(sorted(here), 2):
                pairs[one][other] += 1
        return cls(
            tuple(_ranked(seen)), {name: tuple(_ranked(pairs[name])[:MOST_COMPANIONS]) for name in sorted(pairs)}
        )

    def listed(self, way: str, beside: str, rng: random.Random) -> Iterator[str]:
        """Objects in the order in which a way tries them; where the data set knows none left, common ones follow.

        Args:
            way: one of `WAYS`.
            beside: the object that an adversarial one is often met with.
            rng: the order of random ones.
        """
        near = _same_scenes(beside)
        if way == "popular":
            yield from self.categories or _common()["popular"]
        elif way == "adversarial":
            yield from self.together.get(beside) or near
        for names in (self.categories, near, _anything()):
            yield from rng.sample(names, len(names))


def not_said_of(sample: Sample) -> AbsenceTest:
    """What may be called absent from a sample: no boxes, no crowds of it, and captions do not speak of it."""
    present = {note.text.lower() for note in sample.notes() if note.kind in ("box", "crowd", "label")}
    told = " ".join(note.text.lower() for note in sample.notes() if note.kind in ("caption", "alt"))
    return AbsenceTest(frozenset(present), told)


class AbsenceTest(NamedTuple):
    """The categories that are there, and what captions say."""

    present: frozenset[str]
    told: str

    def passes(self, name: str) -> bool:
        """Whether an object is neither there nor spoken of under any of its names: then it may be there unboxed."""
        lowered = name.lower()
        called = [lowered, *(str(word).lower() for word in _common()["called"].get(lowered, ()))]
        return lowered not in self.present and not any(re.search(rf"\b{re.escape(word)}", self.told) for word in called)


def _ranked(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


def _same_scenes(name: str) -> list[str]:
    """Common objects of the scenes that an object belongs to."""
    scenes: dict[str, list[str]] = _common()["scenes"]
    signs: dict[str, list[str]] = _common()["signs"]
    lowered = name.lower()
    near = [
        one for one, objects in scenes.items() if lowered in objects or set(lowered.split()) & set(signs.get(one, ()))
    ]
    return list(dict.fromkeys(other for scene in near for other in scenes[scene]))


@functools.cache
def _anything() -> list[str]:
    return sorted({name for objects in _common()["scenes"].values() for name in objects})


@functools.cache
def _common() -> dict[str, Any]:
    return read_mapping(Path(str(files("goldsmith.generate"))) / "wording" / "objects.yaml")
