"""Nearly the same sample twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Sample, Turn
from goldsmith.engine.minhash import groups


class NearDuplicates(Check):
    """Flag samples whose words nearly repeat an earlier one's (MinHash over word n-grams, estimated Jaccard)."""

    of: Literal["dialogs", "questions", "answers"] = "dialogs"
    """What is compared: all that is said, only what is asked, or only what is answered."""

    threshold: float = Field(default=0.8, gt=0, le=1)
    """Similarity from which two texts count as near-duplicates."""

    ngram: int = Field(default=5, ge=1)
    """Words in a shingle."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A minor finding for each later twin, naming the first; the selector of the same name leaves them out."""
        ids = [sample.id for sample in samples if self._turns(sample)]
        texts = ("\n".join(turn.text for turn in turns) for sample in samples if (turns := self._turns(sample)))
        same = "says" if self.of == "dialogs" else "asks" if self.of == "questions" else "answers"
        for place, first in enumerate(groups(texts, threshold=self.threshold, ngram=self.ngram)):
            if first != place:
                yield Finding(
                    check=self.name(),
                    severity="minor",
                    message=f"{same} nearly the same as {ids[first]}",
                    sample=ids[place],
                )

    def _turns(self, sample: Sample) -> list[Turn]:
        role = {"questions": "user", "answers": "assistant"}.get(self.of)
        return [turn for turn in sample.turns if role in (None, turn.role)]
