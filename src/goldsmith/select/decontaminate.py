"""Decontamination: leave out what is in the evaluation sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.select.evaluation_sets import files
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

    def identity(self) -> dict[str, Any]:
        """The settings, and the sizes and times of the files held against."""
        held = [[str(file), file.stat().st_size, file.stat().st_mtime_ns] for file in self._files()]
        return {**super().identity(), "files": held}

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """Samples without a match; then what they were held against, and what could not be compared."""
        from goldsmith.select.evaluation_index import EvaluationIndex

        index = EvaluationIndex(self._files(), self.ngram)
        for sample in samples:
            match = index.match(sample)
            if match:
                yield self.finding(sample, "major", match.message, **match.evidence)
            else:
                yield sample
        for place, problem in index.unreadable:
            yield self.finding(None, "not run", f"{place} was not compared: {problem}", item=place)
        yield from index.pictures.unread.findings(self)
        yield self.finding(None, "note", index.summary())

    def _files(self) -> list[Path]:
        return [file for name in self.against for file in files(Path(name).expanduser())]
