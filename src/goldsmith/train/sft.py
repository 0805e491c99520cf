"""Supervised fine-tuning: learn to give the answers of the samples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Record, Sample
from goldsmith.models.loading import Precision
from goldsmith.models.tiny import TinySettings
from goldsmith.train.objective import Objective

FreezablePart = Literal["vision", "projector", "language"]


class Lora(Record):
    """Low-rank adapters (arXiv:2106.09685), merged into the weights when training ends."""

    rank: int = Field(default=16, ge=1)
    alpha: float = Field(default=32.0, gt=0)
    dropout: float = Field(default=0.0, ge=0, lt=1)
    targets: tuple[str, ...] = Field(default=(), description="names of layers; empty means every linear layer")


class Sft(Objective):
    """Fine-tune a model on the assistant turns of the samples, with pictures, text alone or both in one batch."""

    model: OwnName = "tiny"
    """`tiny` (the embedded model, from scratch), a model folder or a hub name; a stage's name in a recipe."""
    tiny: TinySettings = TinySettings()
    """The shape of the embedded model, when training starts from scratch."""
    seed: int = 0
    """Draws the weights of the embedded model, the order of the samples and the merging of turns."""
    steps: int | None = Field(default=None, ge=1)
    """Optimizer steps; without it `epochs` decides."""
    epochs: float = Field(default=1.0, gt=0)
    """Passes over the samples, when `steps` is not given."""
    batch_size: int = Field(default=16, ge=1)
    """Dialogs in a batch, on each device."""
    accumulate: int = Field(default=1, ge=1)
    """Batches that are summed before each optimizer step."""
    learning_rate: float = Field(default=1e-3, gt=0)
    """The highest rate; 1e-3 suits the embedded model, 1e-5 to 2e-5 a model of billions, 1e-4 to 2e-4 LoRA."""
    schedule: Literal["cosine", "linear", "constant_with_warmup"] = "cosine"
    """How the rate falls after the warm-up."""
    warmup: float = Field(default=0.05, ge=0, lt=1)
    """Share of the steps over which the rate rises."""
    weight_decay: float = Field(default=0.05, ge=0)
    """Decoupled weight decay (AdamW)."""
    betas: tuple[float, float] = (0.9, 0.98)
    """Decay rates of Adam's two averages."""
    clip: float = Field(default=1.0, gt=0)
    """Largest norm of a gradient."""
    freeze: tuple[FreezablePart, ...] = ()
    """Parts that keep their weights: vision, projector, language."""
    lora: Lora | None = None
    """Train low-rank adapters instead of the weights themselves."""
    precision: Precision = "auto"
    """`auto` is bf16 on a GPU and fp32 elsewhere."""
    recompute: bool = False
    """Recompute activations in the backward pass: less memory, about a fifth slower (gradient checkpointing)."""
    merge_turns: int = Field(default=8, ge=1)
    """Question-answer pairs about the same picture that become one dialog, at most; 1 keeps all apart, as it should be
    where the pairs repeat one fact: later answers would be learnt from the earlier ones, not from the picture."""
    group_by_length: bool = False
    """Put dialogs of like length into a batch: less padding, so faster, where lengths differ much."""
    checkpoint_every: int = Field(default=0, ge=0)
    """Steps between checkpoints to resume from; 0 means ten in a run. The last two are kept."""
    eval_share: float = Field(default=0.0, ge=0, lt=1)
    """Share of the dialogs held back to measure the loss on, drawn by their pictures."""

    @model_validator(mode="after")
    def _adapters_or_parts(self) -> Sft:
        if self.lora and self.freeze:
            raise ValueError("lora already leaves all weights as they are: give `lora` or `freeze`, not both")
        return self

    def train(
        self,
        samples: Iterable[Sample],
        folder: Path,
        progress: Callable[[int, int], None] | None = None,
        start: Path | None = None,
    ) -> dict[str, Any]:
        """Write the trained model into `folder/model`; resume from `folder/checkpoints` when it is there.

        Returns:
            `settings`, `start`, `versions`, `samples`, `refused`, `dialogs`, `steps`, `epochs`, `tokens`,
            `seconds`, `resumed_from`, `parameters`, `trained_parameters`, `loss` ([[step, loss], ...]) and `eval_loss`.

        Raises:
            GoldsmithError: no sample can be trained on, the model cannot be loaded, or lacks a part named in `freeze`.
        """
        from goldsmith.train.supervised_run import SupervisedRun

        given = list(samples)
        if not any(sample.turns for sample in given):
            raise GoldsmithError(
                "there is nothing to train on: no sample has turns", "train on a stage that makes dialogs"
            )
        return SupervisedRun(self, folder, start).run(given, progress)
