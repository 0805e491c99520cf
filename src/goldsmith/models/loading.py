"""Load a model and its processor from a local folder or by hub name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from goldsmith.core.errors import GoldsmithError
from goldsmith.models.quiet import quiet_libraries

Precision = Literal["auto", "fp32", "bf16"]


def load(name: str | Path, precision: Precision = "auto") -> tuple[Any, Any]:
    """The model (pictures and text, else text alone) and its processor or tokenizer.

    Args:
        name: a local folder or a hub name.
        precision: `auto` is bf16 on a GPU that has it and fp32 elsewhere.

    Raises:
        GoldsmithError: nothing can be loaded under that name, or the `train` extra is missing.
    """
    place = _checked(name)
    with quiet_libraries():
        from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForImageTextToText, AutoProcessor

        try:
            config = AutoConfig.from_pretrained(place)
            sees = type(config) in AutoModelForImageTextToText._model_mapping
            kind = AutoModelForImageTextToText if sees else AutoModelForCausalLM
            return kind.from_pretrained(place, dtype=dtype(precision)), _complete(AutoProcessor.from_pretrained(place))
        except (OSError, ValueError, KeyError) as error:
            raise GoldsmithError(
                f"no model can be loaded from {str(name)!r}: {str(error).strip().splitlines()[0]}",
                "give a folder with config.json and weights, or a hub name that is in the local cache or reachable",
            ) from error


def dtype(precision: Precision) -> Any:
    """The torch number type of a precision."""
    import torch

    if precision == "auto":
        precision = "bf16" if torch.cuda.is_available() and torch.cuda.is_bf16_supported() else "fp32"
    return torch.bfloat16 if precision == "bf16" else torch.float32


def tokenizer_of(processor: Any) -> Any:
    """The tokenizer inside a processor; a tokenizer is its own."""
    return getattr(processor, "tokenizer", processor)


def _complete(processor: Any) -> Any:
    """A processor whose tokenizer can pad a batch."""
    tokenizer = tokenizer_of(processor)
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return processor


def _checked(name: str | Path) -> str:
    """The name, unless it can only be a folder that is not there."""
    text = str(name)
    is_path = isinstance(name, Path) or text.startswith((".", "/", "~")) or text.count("/") > 1
    folder = Path(text).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise GoldsmithError(
                f"{text} holds no model: config.json is missing", "point at the folder of a trained model"
            )
        return os.fspath(folder)
    if is_path:
        raise GoldsmithError(f"there is no model folder {text}", "check the path, or run the stage that trains it")
    return text
