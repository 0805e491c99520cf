"""Near-duplicates: of samples with nearly the same words, keep the best or the first."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.core.wording import assets_number, number, wording
from goldsmith.select.best_first import score
from goldsmith.select.selector import Selector


class NearDuplicates(Selector):
    """Leave out samples whose words nearly equal those of a sample that is kept.

    MinHash over word n-grams finds groups, within which the shared n-grams are counted. Of a chain, where the second is
    like the first and the third only like the second, the third is kept: none goes but for one that stays and is like
    it.
    """

    version: ClassVar[int] = 2

    threshold: float = Field(default=0.7, gt=0, le=1)
    """Jaccard similarity of the word n-grams from which on two texts are nearly the same."""
    of: Literal["question", "answer", "both"] = "both"
    """Which turns are compared."""
    within: Literal["same-assets", "everywhere"] = "same-assets"
    """The same question about another picture is no duplicate, unless `everywhere` is said."""
    best: str = ""
    """A tag with a number, such as a score: the highest is kept. Without one, and among equals, the first is."""
    ngram: int = Field(default=5, ge=1)
    """Words in an n-gram; shorter texts are compared whole."""
    permutations: int = Field(default=128, ge=8)
    """Length of the signatures: more tell similarities apart more finely and cost more."""
    seed: int = 1
    """Seed of the signatures."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """All but those left out; a finding for each of these names the kept one and how much they share."""
        groups = self._groups(samples)
        members: dict[int, list[tuple[float, int, str, array[int]]]] = defaultdict(list)
        for place, sample in enumerate(samples):
            if place in groups:
                grams = array("Q", sorted(_grams(wording(sample, self.of), self.ngram)))
                members[groups[place]].append((-score(sample, self.best), place, sample.id, grams))
        left_out: dict[int, tuple[str, float]] = {}
        for group in members.values():
            ordered = [(place, grams) for _, place, _, grams in sorted(group, key=lambda one: one[:2])]
            names = {place: name for _, place, name, _ in group}
            twins = left_out_of(ordered, self.threshold)
            left_out.update((place, (names[kept], similarity)) for place, (kept, similarity) in twins.items())
        for place, sample in enumerate(samples):
            if place not in left_out:
                yield sample
                continue
            twin, similarity = left_out[place]
            message = f"has {similarity:.0%} of all word {self.ngram}-grams in common with sample {twin}, which is kept"
            yield self.finding(sample, "minor", message, twin=twin, similarity=round(similarity, 4))

    def _groups(self, samples: Iterable[Sample]) -> dict[int, int]:
        """The first place of its group for the place of each sample that is not alone."""
        from goldsmith.engine.minhash import scoped_groups

        scopes = assets_number if self.within == "same-assets" else lambda sample: 0
        firsts = scoped_groups(
            ((scopes(sample), wording(sample, self.of)) for sample in samples),
            threshold=self.threshold,
            ngram=self.ngram,
            permutations=self.permutations,
            seed=self.seed,
        )
        sizes = Counter(firsts)
        return {place: first for place, first in enumerate(firsts) if sizes[first] > 1}


def left_out_of(members: Sequence[tuple[int, Sequence[int]]], threshold: float) -> dict[int, tuple[int, float]]:
    """Which members of a group go: for each of these the kept one that is most like it, and their Jaccard similarity.

    Args:
        members: places and sets of n-grams (as numbers), in the order in which they should be kept.
        threshold: similarity from which on the later one goes.

    Two sets so similar share one of their rarest n-grams, by which the kept ones are looked up (Bayardo, Ma and Srikant
    2007, "Scaling up all pairs similarity search").
    """
    often = Counter(gram for _, grams in members for gram in grams)
    kept: dict[int, frozenset[int]] = {}
    by_gram: dict[int, list[int]] = defaultdict(list)
    gone: dict[int, tuple[int, float]] = {}
    for place, numbers in members:
        grams = frozenset(numbers)
        rarest = sorted(grams, key=lambda gram: (often[gram], gram))
        rarest = rarest[: len(grams) - math.ceil(threshold * len(grams) - 1e-9) + 1]
        near = {other for gram in rarest for other in by_gram.get(gram, ())}
        similar = {other: len(grams & kept[other]) / len(grams | kept[other]) for other in sorted(near)}
        most = max(similar, key=similar.__getitem__, default=-1)
        if similar.get(most, 0.0) >= threshold:
            gone[place] = (most, similar[most])
            continue
        kept[place] = grams
        for gram in rarest:
            by_gram[gram].append(place)
    return gone


def _grams(text: str, size: int) -> set[int]:
    from goldsmith.engine.minhash import normalised

    words = normalised(text).split()
    return {number(" ".join(words[start : start + size])) for start in range(max(1, len(words) - size + 1))}
