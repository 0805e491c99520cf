"""Which samples mean the same in other words: vectors near by cosine, wordings far apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict
from pydantic import Field as Setting

from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Record, Sample
from goldsmith.core.wording import Field, assets_number, wording
from goldsmith.likeness.near_texts import APART, WORDING
from goldsmith.models.chat import Endpoint

if TYPE_CHECKING:
    from goldsmith.engine.cosine import Twin


class Meaning(Record):
    """When two samples mean the same.

    Measured on 114 pairs of questions that mean the same and 114 on one topic that do not, most of them but a word
    apart, in six languages:

    =====================  =========  =======  =========  ======
    embedder               threshold  wording  precision  recall
    =====================  =========  =======  =========  ======
    char-ngrams            0.8        1        8%         2%
    wordllama              0.8        1        36%        24%
    wordllama              0.7        0.5      78%        32%
    wordllama              0.8        0.5      85%        15%
    =====================  =========  =======  =========  ======

    Of 30 pairs of each kind that were written after this choice, 3 were found, all rightly (at 0.7: 6, all rightly).
    What wordllama finds is mostly in English, Russian and Chinese, hardly anything in Spanish, German and French.
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    of: Field = "question"
    """What is compared, as far as its first 8,000 characters."""
    within: Literal["same-assets", "everywhere"] = "same-assets"
    """The same question about another picture is another one, unless `everywhere` is said."""
    embedder: OwnName | Endpoint = "wordllama"
    """What makes the vectors: wordllama (the extra `embeddings`), char-ngrams (wording alone), the folder of a sentence
    encoder, or an endpoint with `/embeddings` (`url`, `model`)."""
    threshold: float = Setting(default=0.8, gt=0, le=1)
    """Cosine of the vectors from which on two texts mean the same."""
    wording: float = Setting(default=APART, ge=0, le=1)
    """Cosine of character n-grams above which two texts are worded alike and not compared; 1 compares all."""

    def twins(self, samples: Iterable[Sample], order: Sequence[int] = ()) -> dict[int, Twin]:
        """By the place of each sample that means the same as an earlier one that stays, that one's place and cosine.

        Args:
            samples: gone through up to three times; kept are 4 bytes a number of each vector (3 KB a sample).
            order: the places of the samples as they should be looked at; as they come unless told.

        Raises:
            GoldsmithError: the embedder cannot be used.
        """
        from goldsmith.engine.cosine import twins
        from goldsmith.models.embed import vectors

        def texts() -> Iterable[str]:
            return (wording(sample, self.of) for sample in samples)

        rows = vectors(texts(), self.embedder)
        unlike = vectors(texts(), WORDING) if self.wording < 1 else None
        scopes = [assets_number(sample) for sample in samples] if self.within == "same-assets" else []
        return twins(rows, self.threshold, order, scopes, unlike=unlike, ceiling=self.wording)

    def maker(self) -> str:
        """What made the vectors, by its full name.

        Raises:
            GoldsmithError: the embedder cannot be used.
        """
        from goldsmith.models.embed import embedder

        return embedder(self.embedder).name
