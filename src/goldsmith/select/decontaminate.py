"""Decontamination: leave out what is in the evaluation sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.likeness.evaluation_sets import files
from goldsmith.select.selector import Selector


class Decontaminate(Selector):
    """Leave out samples that share word n-grams or pictures with evaluation sets; findings name the item they are in.

    Texts shorter than an n-gram are compared whole, in lower case and without punctuation, with the questions of
    samples that show nothing: the same short question about another picture is another item. Texts under three words
    are not compared. Pictures are compared by their bytes, and by fingerprints that survive re-encoding, scaling and
    small crops. What cannot be read or opened is said.
    """

    version: ClassVar[int] = 2

    against: tuple[str, ...] = Field(min_length=1)
    """Evaluation sets, files or folders: all texts in JSON, JSONL, CSV, TSV, Parquet, Arrow or plain text, also in .gz
    and .tar; pictures and other media alone, inside these, or named there; folders of finished stages."""
    ngram: int = Field(default=10, ge=3)
    """Words in a row that are too many to share by chance."""

    def files(self) -> Iterable[Path]:
        """The files of those evaluation sets that are there."""
        paths = [Path(name).expanduser() for name in self.against]
        return [file for path in paths if path.exists() for file in files(path)]

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """Samples without a match; then what they were held against, and what could not be compared."""
        from goldsmith.likeness.evaluation_index import EvaluationIndex

        held_against = [file for name in self.against for file in files(Path(name).expanduser())]
        index = EvaluationIndex(held_against, self.ngram)
        for sample in samples:
            match = index.match(sample)
            if match:
                yield self.finding(sample, "major", match.message, **match.evidence)
            else:
                yield sample
        for place, problem in index.unreadable:
            yield self.finding(None, "not run", f"{place} was not compared: {problem}", item=place)
        yield from index.pictures.unread.findings(self.name())
        yield self.finding(None, "note", index.summary())
