"""Answer questions with a model that runs here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.models.dialog import Dialogs, fill, joined, question, shown
from goldsmith.models.loading import Precision, load, tokenizer_of
from goldsmith.models.quiet import quiet_libraries


class LocalModel:
    """A model in memory, on a GPU when there is one.

    Args:
        name: a local folder or a hub name.
        see: gives the RGB picture of an asset, as `goldsmith.media.look.picture` does.
        precision: `auto` is bf16 on a GPU and fp32 elsewhere.

    Raises:
        GoldsmithError: the model cannot be loaded, or the `train` extra is missing.
    """

    def __init__(self, name: str | Path, see: Callable[[Asset], Any], precision: Precision = "auto") -> None:
        model, self.processor = load(name, precision)
        self.name = str(name)
        self._see = see
        self.sees = "pixel_values" in getattr(self.processor, "model_input_names", ())
        self._tokenizer = tokenizer_of(self.processor)
        if not self._tokenizer.chat_template and not getattr(self.processor, "chat_template", None):
            raise GoldsmithError(f"the model {name} has no chat template", "use an instruction-tuned model")
        self._dialogs = Dialogs(self._tokenizer.all_special_tokens)
        self.model = model.to(_device()).eval()

    def answer(
        self, samples: Iterable[Sample], max_new_tokens: int = 128, batch_size: int = 16
    ) -> Iterator[tuple[str, str]]:
        """The sample's id and the model's answer to it, greedy, in the order of the samples.

        The model reads all turns before the last answer.

        Raises:
            GoldsmithError: a sample asks nothing, or shows what the model cannot see.
        """
        flow = iter(samples)
        while batch := list(islice(flow, batch_size)):
            answers = self._generate([(sample, question(sample)) for sample in batch], max_new_tokens)
            yield from zip((sample.id for sample in batch), answers, strict=True)

    def log_likelihood(self, sample: Sample, candidates: Sequence[str]) -> list[float]:
        """The summed log-likelihood (nats, 0 or less) of every candidate as the answer to the sample's question.

        Candidate ranking: for classification and multiple choice the largest is the answer (InstructBLIP, section 3).
        """
        import torch

        asked = question(sample)
        replies = [Turn.said("assistant", candidate) for candidate in candidates]
        with quiet_libraries(), torch.inference_mode():
            start = self._inputs([(sample, asked)], add_generation_prompt=True)["input_ids"].shape[1]
            inputs = self._inputs([(sample, (*asked, reply)) for reply in replies], side="right")
            logits = self.model(**inputs).logits[:, start - 1 : -1].float()
        targets, counted = inputs["input_ids"][:, start:], inputs["attention_mask"][:, start:]
        chosen = logits.log_softmax(-1).gather(-1, targets[..., None]).squeeze(-1)
        return [float(value) for value in (chosen * counted).sum(1)]

    def _generate(self, asked: list[tuple[Sample, Sequence[Turn]]], max_new_tokens: int) -> list[str]:
        import torch

        with quiet_libraries(), torch.inference_mode():
            inputs = self._inputs(asked, add_generation_prompt=True)
            said = self.model.generate(
                **inputs,
                max_new_tokens=max_new_tokens,
                do_sample=False,
                pad_token_id=self._tokenizer.pad_token_id,
            )[:, inputs["input_ids"].shape[1] :]
        return [text.strip() for text in self._tokenizer.batch_decode(said, skip_special_tokens=True)]

    def _inputs(
        self, asked: list[tuple[Sample, Sequence[Turn]]], side: str = "left", add_generation_prompt: bool = False
    ) -> Any:
        """The batch as tensors: `input_ids`, `attention_mask` (dialogs x tokens) and what the pictures become."""
        dialogs = [self._dialogs.messages(sample, turns) for sample, turns in asked]
        options: dict[str, Any] = {"add_generation_prompt": add_generation_prompt, "return_dict": True}
        padding = {"padding": True, "padding_side": side}
        if self.sees:
            for messages, (sample, turns) in zip(dialogs, asked, strict=True):
                fill(messages, [self._see(asset) for asset in shown(sample, turns)])
            # The template has written the tokens that open a dialog.
            options["processor_kwargs"] = {**padding, "add_special_tokens": False}
        else:
            dialogs = [joined(messages, self.name) for messages in dialogs]
            options |= padding
        inputs = self.processor.apply_chat_template(dialogs, tokenize=True, return_tensors="pt", **options)
        return inputs.to(self.model.device)


def _device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
