"""Decontamination: leave out what is in the evaluation sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar, Self

from pydantic import model_validator

from goldsmith.core.types import Finding, Sample
from goldsmith.likeness.evaluation_sets import files
from goldsmith.likeness.held_against import HeldAgainst
from goldsmith.select.selector import Selector


class Decontaminate(Selector, HeldAgainst):
    """Leave out samples that share word n-grams or pictures with evaluation sets; findings name the item they are in.

    Texts shorter than an n-gram are compared whole, in lower case and without punctuation, with the questions of
    samples that show nothing: the same short question about another picture is another item. Texts under three words
    are not compared. With an embedder, such questions also go when they mean the same or differ in a few letters: the
    check `contamination` shows what would go before it does. Pictures are compared by their bytes, and by fingerprints
    that survive re-encoding, scaling and small crops. What cannot be read or opened is said.
    """

    version: ClassVar[int] = 3

    @model_validator(mode="after")
    def _something_is_named(self) -> Self:
        if not self.against and not self.texts:
            raise ValueError("name evaluation sets in `against`")
        return self

    def files(self) -> Iterable[Path]:
        """The files of those evaluation sets that are there."""
        return self.held()

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """Samples without a match; then what they were held against, and what could not be compared.

        Raises:
            GoldsmithError: an evaluation set is not there, or the embedder cannot be used.
        """
        from goldsmith.likeness.evaluation_index import EvaluationIndex

        index = EvaluationIndex(self, [file for name in self.against for file in files(Path(name).expanduser())])
        for sample, matches in index.matches(samples):
            if not matches:
                yield sample
                continue
            rows = [match.row() for match in matches]
            yield self.finding(sample, "major", matches[0].message, **rows[0], rows=rows)
        for place, problem in index.unreadable:
            yield self.finding(None, "not run", f"{place} was not compared: {problem}", item=place)
        yield from index.pictures.unread.findings(self.name())
        yield self.finding(None, "note", index.summary())
