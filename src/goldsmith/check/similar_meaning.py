"""The same question or answer in other words, elsewhere in the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Finding, Sample
from goldsmith.likeness.meaning import Meaning


class SimilarMeaning(Check, Meaning):
    """Flag samples that mean the same as an earlier one in other words, by the cosine of vectors.

    What is worded alike is left to near-duplicates: two questions that share all but a word mostly ask for different
    things, and vectors do not tell. By the small embedded model 20 of 23 findings are right and one paraphrase in seven
    is found, so look before you drop anything; a sentence encoder of your own finds more. The selector of the
    same name leaves the later ones out.
    """

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A minor finding for each later twin, naming the earlier one; `not run` where the vectors cannot be made."""
        ids = [sample.id for sample in samples]
        if len(ids) < 2:
            return
        try:
            found, maker = self.twins(samples), self.maker()
        except GoldsmithError as error:
            yield self.not_run(None, str(error).replace("\n", "; "))
            return
        for place, (twin, cosine) in sorted(found.items()):
            message = f"means the same as {ids[twin]} in other words (cosine {cosine:.2f})"
            evidence = FrozenDict(twin=ids[twin], cosine=round(cosine, 4), embedder=maker)
            yield Finding(check=self.name(), severity="minor", message=message, sample=ids[place], evidence=evidence)
