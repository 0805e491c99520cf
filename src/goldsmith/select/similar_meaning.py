"""Similar meaning: of samples that mean the same in other words, keep the best or the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldsmith.core.types import Finding, Sample
from goldsmith.likeness.meaning import Meaning
from goldsmith.select.best_first import score
from goldsmith.select.selector import Selector


class SimilarMeaning(Selector, Meaning):
    """Leave out samples that mean the same as one that is kept, in other words, by the cosine of vectors.

    What is worded alike is left to near-duplicates, unless `wording` is raised. By the small embedded model one of five
    that go asks for something else: look at what the check of the same name finds before you use this, or name a
    sentence encoder of your own. None goes but for one that stays and is like it.
    """

    best: str = ""
    """A tag with a number, such as a score: the highest is kept. Without one, and among equals, the first is."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """All but those left out; a finding for each of these names the kept one and their cosine."""
        ranks = [(-score(sample, self.best), place) for place, sample in enumerate(samples)]
        found = self.twins(samples, [place for _, place in sorted(ranks)])
        wanted = {twin.place for twin in found.values()}
        names = {place: sample.id for place, sample in enumerate(samples) if place in wanted}
        for place, sample in enumerate(samples):
            if place not in found:
                yield sample
                continue
            twin, cosine = found[place]
            message = f"means the same as sample {names[twin]}, which is kept, in other words (cosine {cosine:.2f})"
            evidence = {"twin": names[twin], "cosine": round(cosine, 4), "embedder": self.maker()}
            yield self.finding(sample, "minor", message, **evidence)
