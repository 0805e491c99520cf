"""One run of supervised fine-tuning with TRL: set up, resume, train, write the model and the record."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from goldsmith.models import tiny
from goldsmith.models.dialog import Dialogs
from goldsmith.models.loading import dtype, load, tokenizer_of
from goldsmith.models.quiet import NEEDED, quiet_libraries
from goldsmith.train.batches import Batches, Pictures, Row
from goldsmith.train.rows import merge_turns, rows

if TYPE_CHECKING:
    from goldsmith.train.sft import Sft

Progress = Callable[[int, int], None]
PARTS = {
    "vision": ("vision_tower", "vision_model", "visual"),
    "projector": ("multi_modal_projector", "connector", "projector", "merger"),
    "language": ("language_model", "lm_head", "text_model"),
}
"""How the parts of vision-language models are called in transformers; the first that is found on a path counts."""


class SupervisedRun:
    """A run of one objective in one folder."""

    def __init__(self, sft: Sft, folder: Path, start: Path | None) -> None:
        self.sft = sft
        self.folder = folder
        self.start = start
        self.checkpoints = folder / "checkpoints"

    def run(self, samples: list[Sample], progress: Progress | None) -> dict[str, Any]:
        """Train and write `model`; the record of the run."""
        began = time.monotonic()
        with quiet_libraries():
            from transformers import set_seed

            set_seed(self.sft.seed)
            model, processor = load(self._starting_point(samples), self.sft.precision)
            training, held_back, refused, pictures = self._rows(samples, processor)
            trainer = self._trainer(model, processor, (training, held_back), pictures, progress)
            checkpoint = last_checkpoint(self.checkpoints)
            trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
            self._save(trainer.model, processor)
        return {
            "settings": self.sft.settings(),
            "start": str(self.start or self.sft.model),
            "versions": {name: importlib.metadata.version(name) for name in NEEDED},
            "samples": len(samples),
            "refused": refused,
            "dialogs": len(training),
            "seconds": round(time.monotonic() - began, 1),
            "resumed_from": int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0,
            **_figures(trainer),
        }

    def _starting_point(self, samples: list[Sample]) -> Path | str:
        if self.start:
            return self.start
        if self.sft.model != "tiny":
            return self.sft.model
        fresh = self.folder / "fresh"
        tiny.build(_texts(samples), fresh, self.sft.tiny, self.sft.seed)
        return fresh

    def _rows(
        self, samples: list[Sample], processor: Any
    ) -> tuple[list[Row], list[Row], dict[str, str], Pictures | None]:
        pictures = Pictures(_fixed_size(processor)) if hasattr(processor, "image_processor") else None
        dialogs = Dialogs(tokenizer_of(processor).all_special_tokens)
        merged = list(merge_turns(samples, self.sft.merge_turns, self.sft.seed))
        parts: tuple[list[Sample], list[Sample]] = ([], [])
        for sample in merged:
            parts[_held_back(sample, self.sft.eval_share)].append(sample)
        training, refused = rows(parts[0], dialogs, pictures)
        held_back, also_refused = rows(parts[1], dialogs, pictures, first=len(training))
        refused |= also_refused
        if not training:
            reasons = sorted(set(refused.values()))[:3] or ["all are held back"]
            raise GoldsmithError(f"no sample can be trained on: {'; '.join(reasons)}", "check the samples first")
        return training, held_back, refused, pictures

    def _trainer(
        self,
        model: Any,
        processor: Any,
        data: tuple[list[Row], list[Row]],
        pictures: Pictures | None,
        progress: Progress | None,
    ) -> Any:
        from datasets import Dataset
        from transformers import PrinterCallback
        from trl import SFTTrainer

        training, held_back = data
        _freeze(model, self.sft.freeze)
        trainer = SFTTrainer(
            model=model,
            args=self._arguments(len(training), bool(held_back)),
            train_dataset=Dataset.from_list(training),
            eval_dataset=Dataset.from_list(held_back) if held_back else None,
            processing_class=processor,
            peft_config=self._adapters(),
            callbacks=[_told(progress)] if progress else None,
        )
        if pictures is not None:
            trainer.data_collator = Batches(processor, pictures, trainer.chat_template, trainer.data_collator)
        trainer.remove_callback(PrinterCallback)
        return trainer

    def _arguments(self, dialogs: int, evaluates: bool) -> Any:
        import torch
        from trl import SFTConfig

        sft = self.sft
        per_epoch = max(1, dialogs // (sft.batch_size * sft.accumulate))
        steps = sft.steps or max(1, round(sft.epochs * per_epoch))
        return SFTConfig(
            output_dir=str(self.checkpoints),
            seed=sft.seed,
            data_seed=sft.seed,
            max_steps=steps,
            train_sampling_strategy="group_by_length" if sft.group_by_length else "random",
            per_device_train_batch_size=sft.batch_size,
            gradient_accumulation_steps=sft.accumulate,
            learning_rate=sft.learning_rate,
            lr_scheduler_type=sft.schedule,
            warmup_steps=round(sft.warmup * steps),
            weight_decay=sft.weight_decay,
            adam_beta1=sft.betas[0],
            adam_beta2=sft.betas[1],
            max_grad_norm=sft.clip,
            bf16=dtype(sft.precision) == torch.bfloat16,
            use_cpu=not torch.cuda.is_available(),
            gradient_checkpointing=sft.recompute,
            assistant_only_loss=True,
            max_length=None,  # cutting a dialog could cut a picture's tokens in two
            remove_unused_columns=False,
            include_num_input_tokens_seen="non_padding",
            dataloader_pin_memory=torch.cuda.is_available(),
            logging_steps=max(1, steps // 100),
            eval_strategy="steps" if evaluates else "no",
            eval_steps=max(1, steps // 10),
            save_steps=sft.checkpoint_every or max(1, steps // 10),
            save_total_limit=2,
            report_to="none",
            disable_tqdm=True,
        )

    def _adapters(self) -> Any:
        if self.sft.lora is None:
            return None
        from peft import LoraConfig

        lora = self.sft.lora
        return LoraConfig(
            r=lora.rank,
            lora_alpha=lora.alpha,
            lora_dropout=lora.dropout,
            target_modules=list(lora.targets) or "all-linear",
            task_type="CAUSAL_LM",
        )

    def _save(self, model: Any, processor: Any) -> None:
        target = self.folder / "model"
        shutil.rmtree(target, ignore_errors=True)
        whole = model.merge_and_unload() if self.sft.lora else model
        whole.save_pretrained(target)
        processor.save_pretrained(target)


def last_checkpoint(folder: Path) -> Path | None:
    """The newest checkpoint that was written to its end; the trainer writes its state last."""
    found = sorted(folder.glob("checkpoint-*"), key=lambda path: int(path.name.rpartition("-")[2]), reverse=True)
    return next((path for path in found if _is_whole(path / "trainer_state.json")), None)


def _is_whole(state: Path) -> bool:
    try:
        json.loads(state.read_text())
    except (OSError, ValueError):
        return False
    return True


def _texts(samples: list[Sample]) -> Iterator[str]:
    """All that is said and known: what the embedded model's tokenizer learns its pieces from."""
    for sample in samples:
        yield from (turn.text for turn in sample.turns)
        yield from (note.text for note in sample.notes())


def _fixed_size(processor: Any) -> tuple[int, int] | None:
    """Width and height that the processor scales every picture to, when it does no more than that."""
    images = processor.image_processor
    size = getattr(images, "size", None)
    crops = any(getattr(images, name, False) for name in ("do_center_crop", "do_image_splitting", "do_pad"))
    if crops or not size or not getattr(images, "do_resize", False):
        return None
    height, width = (size.get(name) for name in ("height", "width"))
    return (width, height) if height and width else None


def _held_back(sample: Sample, share: float) -> bool:
    """Whether a sample is kept for the loss on unseen data; samples with the same pictures fall on the same side."""
    key = ":".join(asset.id for asset in sample.assets) or sample.id
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) < share * 2**32


def _freeze(model: Any, parts: tuple[str, ...]) -> None:
    for part in parts:
        frozen = [weight for name, weight in model.named_parameters() if part_of(name) == part]
        if not frozen:
            raise GoldsmithError(f"the model has no part {part!r} to freeze", f"parts: {', '.join(PARTS)}")
        for weight in frozen:
            weight.requires_grad_(False)


def part_of(name: str) -> str | None:
    """The part of a vision-language model that a weight belongs to, by its name in transformers."""
    for step in name.split("."):
        for part, names in PARTS.items():
            if step in names:
                return part
    return None


def _told(progress: Progress) -> Any:
    from transformers import TrainerCallback

    class Told(TrainerCallback):  # type: ignore[misc]
        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            progress(state.global_step, state.max_steps)

    return Told()


def _figures(trainer: Any) -> dict[str, Any]:
    state = trainer.state
    weights = list(trainer.model.parameters())
    return {
        "steps": state.global_step,
        "epochs": round(float(state.epoch or 0), 3),
        "tokens": int(state.num_input_tokens_seen),
        "parameters": sum(weight.numel() for weight in weights),
        "trained_parameters": sum(weight.numel() for weight in weights if weight.requires_grad),
        "loss": [[log["step"], round(log["loss"], 5)] for log in state.log_history if "loss" in log],
        "eval_loss": [[log["step"], round(log["eval_loss"], 5)] for log in state.log_history if "eval_loss" in log],
    }
