"""Nearly the same sample twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Sample
from goldsmith.engine.minhash import groups


class NearDuplicates(Check):
    """Flag samples whose words nearly repeat an earlier one's (MinHash over word n-grams, estimated Jaccard)."""

    threshold: float = Field(default=0.8, gt=0, le=1)
    """Similarity from which two texts count as near-duplicates."""

    ngram: int = Field(default=5, ge=1)
    """Words in a shingle."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A minor finding for each later twin, naming the first; the selector of the same name leaves them out."""
        ids = [sample.id for sample in samples if sample.turns]
        texts = ("\n".join(turn.text for turn in sample.turns) for sample in samples if sample.turns)
        for place, first in enumerate(groups(texts, threshold=self.threshold, ngram=self.ngram)):
            if first != place:
                yield Finding(
                    check=self.name(),
                    severity="minor",
                    message=f"says nearly the same as {ids[first]}",
                    sample=ids[place],
                )
