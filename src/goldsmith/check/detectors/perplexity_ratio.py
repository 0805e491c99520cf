"""How much less a text surprises a language model than that model's own kind would."""

from __future__ import annotations

import functools
from typing import Any, ClassVar

from pydantic import Field

from goldsmith.check.detectors.detector import Abstained, Detector, Scored
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.own_files import OwnName
from goldsmith.models.loading import Precision, load, tokenizer_of
from goldsmith.models.quiet import quiet_libraries


class PerplexityRatio(Detector):
    """Compare two local causal models' surprise about a text (Binoculars, arXiv:2401.12070).

    The score is minus the ratio of how much the text surprises the performer (its log perplexity) to how much the
    observer's own predictions would surprise it (their cross-entropy). A prompt that leads to odd words raises both,
    so that the ratio says less of the topic than a perplexity does. No score means anything by itself: what is
    usual depends on the two models and on the project's texts, so this detector flags only with a calibration. The
    models must share a tokenizer, as a base model and its instruction-tuned child do.
    """

    slow: ClassVar[bool] = True

    observer: OwnName
    """Folder or hub name of a causal language model."""

    performer: OwnName
    """Folder or hub name of its sibling, as the instruction-tuned one."""

    max_tokens: int = Field(default=512, ge=16)
    """Tokens that are read; what follows is left out."""

    precision: Precision = "auto"
    """Numbers of the models: `auto` is bf16 on a GPU that has it."""

    def score(self, text: str, language: str) -> Scored | Abstained:
        """Minus the ratio of perplexity to cross-perplexity; -1 is what the observer itself would have written."""
        import torch

        observer, performer, tokenizer = _pair(self.observer, self.performer, self.precision)
        with quiet_libraries(), torch.inference_mode():
            ids = tokenizer(text, return_tensors="pt", truncation=True, max_length=self.max_tokens)["input_ids"]
            if ids.shape[1] < 2:
                return Abstained("there is nothing to predict")
            ids = ids.to(performer.device)
            known = len(tokenizer)  # some models pad their vocabulary
            seen = observer(ids).logits[:, :-1, :known].float()
            guessed = performer(ids).logits[:, :-1, :known].float().log_softmax(-1)
            surprise = -guessed.gather(-1, ids[:, 1:, None]).mean()
            expected = -(seen.softmax(-1) * guessed).sum(-1).mean()
        ratio = float(surprise / expected)
        return Scored(-ratio, f"it surprises the model {ratio:.2f} times as much as the model's sibling would")


@functools.lru_cache(maxsize=2)
def _pair(observer: str, performer: str, precision: Precision) -> tuple[Any, Any, Any]:
    """Two models, on a GPU when there is one, and their tokenizer.

    Raises:
        GoldsmithError: one cannot be loaded, they do not share a tokenizer, or the `train` extra is missing.
    """
    import torch

    first, second = load(observer, precision), load(performer, precision)
    vocabularies = [tokenizer_of(processor).get_vocab() for _, processor in (first, second)]
    if vocabularies[0] != vocabularies[1]:
        problem = f"the models {observer} and {performer} do not share a tokenizer"
        raise GoldsmithError(problem, "take a base model and its instruction-tuned child")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return first[0].to(device).eval(), second[0].to(device).eval(), tokenizer_of(second[1])
