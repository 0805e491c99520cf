"""The base of every generator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Self

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.step import Step
from goldsmith.core.types import Origin, Sample


class Generator(Step):
    """Makes samples out of one sample: drafts with new media, or dialogs about what is there.

    The same sample and settings give the same samples on every machine: draw from `random.Random` seeded with the
    settings' seed and the sample's id. Made samples come from `sample.child(self.name(), label, ...)`.
    """

    room: ClassVar[str] = "goldsmith.generate"

    def fitted(self, samples: Iterable[Sample]) -> Self:
        """This generator with what it has to know of the whole data set, such as its categories; most know all."""
        return self

    def make(self, sample: Sample) -> Iterator[Sample]:
        """The samples made from this one; none when it does not offer what is needed."""
        raise NotImplementedError

    def origin(self, **settings: object) -> Origin:
        """The origin of turns and notes that this generator makes."""
        return Origin(by="program", name=self.name(), settings=FrozenDict(settings))
