"""Near-duplicates: of samples with nearly the same words, keep the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.select.selector import Selector
from goldsmith.select.wording import assets_number, wording


class NearDuplicates(Selector):
    """Leave out samples whose words nearly equal those of an earlier sample (MinHash over word n-grams)."""

    threshold: float = Field(default=0.7, gt=0, le=1)
    """Jaccard similarity of the word n-grams from which on two texts are nearly the same."""
    of: Literal["question", "answer", "both"] = "both"
    """Which turns are compared."""
    within: Literal["same-assets", "everywhere"] = "same-assets"
    """The same question about another picture is no duplicate, unless `everywhere` is said."""
    ngram: int = Field(default=5, ge=1)
    """Words in an n-gram; shorter texts are compared whole."""
    permutations: int = Field(default=128, ge=8)
    """Length of the signatures: more tell similarities apart more finely and cost more."""
    seed: int = 1
    """Seed of the signatures."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """The first of every group; a finding names the kept twin of each other member."""
        from goldsmith.engine.minhash import scoped_groups

        names: list[str] = []

        def scoped() -> Iterator[tuple[int, str]]:
            for sample in samples:
                names.append(sample.id)
                yield (assets_number(sample) if self.within == "same-assets" else 0), wording(sample, self.of)

        firsts = scoped_groups(
            scoped(), threshold=self.threshold, ngram=self.ngram, permutations=self.permutations, seed=self.seed
        )
        for place, (sample, first) in enumerate(zip(samples, firsts, strict=True)):
            if first == place:
                yield sample
            else:
                twin = names[first]
                yield self.finding(sample, "minor", f"nearly the same words as sample {twin}, which is kept", twin=twin)
