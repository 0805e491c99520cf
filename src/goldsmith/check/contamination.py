"""What of a set is in the evaluation sets?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from goldsmith.check.check import MOST, Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Finding, Place, Sample, Severity
from goldsmith.likeness.held_against import HeldAgainst
from goldsmith.models.chat import Endpoint

if TYPE_CHECKING:
    from goldsmith.likeness.evaluation_index import Match

_CERTAIN = {"ngram", "whole", "file"}
"""Rules that find the very words or bytes; the others may find what is only alike."""


class Contamination(Check, HeldAgainst):
    """Flag samples that are in evaluation sets, with the item, the rule that found it, and what is shared.

    Rules: the same word n-gram; the same short question, whole; a question that differs in a few letters, or that means
    the same in other words (of samples that show nothing); the same file; the same picture changed a little. The first
    two and the same file are major, the others minor. The selector `decontaminate` leaves such samples out.

    Of planted leaks all were found that are verbatim, in other case or punctuation, or cut (31); 7 of 9 with a
    few letters changed; with wordllama 2 of 11 in other words, and of 4 translated ones none. Near misses (the same
    topic, a form of words that the set begins with, common phrases): none of 53.
    """

    embedder: OwnName | Endpoint = "char-ngrams"
    """What makes vectors of questions: char-ngrams (finds what differs in a few letters), wordllama (the extra
    `embeddings`), the folder of a sentence encoder, or an endpoint with `/embeddings` (these also find what is said in
    other words); empty for none."""

    def files(self) -> Iterable[Path]:
        """The files of those evaluation sets that are there."""
        return self.held()

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A finding for each item that a turn or an asset of a sample is in; `not run` for what cannot be compared."""
        from goldsmith.likeness.evaluation_index import EvaluationIndex

        if not self.against and not self.texts:
            if any(sample.turns for sample in samples):
                yield self.not_run(None, "no evaluation set is named: set `against`")
            return
        yield from self._absent()
        try:
            index = EvaluationIndex(self, self.held())
            for sample, matches in index.matches(samples):
                yield from (self._told(sample, match) for match in matches[:MOST])
        except GoldsmithError as error:
            yield self.not_run(None, str(error).replace("\n", "; "))
            return
        for place, problem in index.unreadable:
            yield self.finding(None, "not run", f"{place} was not compared: {problem}", item=place)
        yield from index.pictures.unread.findings(self.name())

    def _absent(self) -> Iterator[Finding]:
        for name in self.against:
            if not Path(name).expanduser().exists():
                yield self.not_run(None, f"there is no evaluation set {name}")

    def _told(self, sample: Sample, match: Match) -> Finding:
        severity: Severity = "major" if match.rule in _CERTAIN else "minor"
        where = Place(turn=match.turn, asset=match.asset)
        return self.finding(sample, severity, match.message, where, **match.row())
