"""A sentence encoder in a folder, as sentence-transformers or transformers write it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.models.quiet import quiet_libraries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KNOWN = {"Transformer", "Pooling", "Normalize"}
_POOLED = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "first", "pooling_mode_lasttoken": "last"}
_LONGEST = 512
"""Tokens read where the folder does not say how many."""


def sentence_encoder(folder: Path) -> Callable[[list[str]], NDArray[np.float32]]:
    """What turns texts into vectors (texts x width): the model's last layer, pooled as the folder says, else the mean.

    The folder's longest text and its default prompt are kept to. Runs on a GPU when there is one. Holds the model and
    one batch.

    Raises:
        GoldsmithError: no encoder can be loaded, it has layers that are unknown here, or the `train` extra is missing.
    """
    pooling, longest, prompt = _settings(folder)
    with quiet_libraries():
        import torch
        from transformers import AutoModel, AutoTokenizer

        inner = folder / "0_Transformer"
        place = inner if inner.is_dir() else folder
        try:
            tokenizer = AutoTokenizer.from_pretrained(place)
            model = AutoModel.from_pretrained(place, dtype=torch.float32)
        except (OSError, ValueError, KeyError) as error:
            said = next(iter(str(error).strip().splitlines()), type(error).__name__)
            remedy = "give a folder that sentence-transformers or transformers wrote"
            raise GoldsmithError(f"no sentence encoder can be loaded from {folder}: {said}", remedy) from error
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    tokenizer.padding_side = "right"
    model = model.to("cuda" if torch.cuda.is_available() else "cpu").eval()
    longest = min(longest, tokenizer.model_max_length)

    def embed(texts: list[str]) -> NDArray[np.float32]:
        with quiet_libraries(), torch.inference_mode():
            options = {"padding": True, "truncation": True, "max_length": longest, "return_tensors": "pt"}
            inputs = tokenizer([prompt + text for text in texts], **options).to(model.device)
            rows: NDArray[np.float32] = _pooled(model(**inputs)[0], inputs["attention_mask"], pooling).cpu().numpy()
        return rows

    return embed


def _pooled(states: Any, mask: Any, pooling: str) -> Any:
    """One vector a text (texts x width) of the states (texts x tokens x width) that are no padding."""
    if pooling == "first":
        return states[:, 0]
    if pooling == "last":
        return states[range(len(states)), mask.sum(1) - 1]
    shares = (mask / mask.sum(1, keepdim=True).clamp(min=1)).unsqueeze(-1)
    return (states * shares).sum(1)


def _settings(folder: Path) -> tuple[str, int, str]:
    """How states are pooled, how many tokens are read, and what is put before each text."""
    modules = _read(folder / "modules.json", [])
    strange = {str(one.get("type", "")).rpartition(".")[2] for one in modules} - _KNOWN
    if strange:
        problem = f"the encoder {folder} has layers that are unknown here: {', '.join(sorted(strange))}"
        raise GoldsmithError(problem, "serve it behind an endpoint, or use another one")
    places = [str(one.get("path")) for one in modules if str(one.get("type", "")).endswith("Pooling")]
    pooled = _read(folder / places[0] / "config.json", {}) if places else {}
    chosen = [key for key, value in pooled.items() if key.startswith("pooling_mode") and value is True]
    if len(chosen) > 1 or set(chosen) - set(_POOLED):
        raise GoldsmithError(f"the encoder {folder} pools by {', '.join(chosen)}, which is unknown here")
    asked = _read(folder / "config_sentence_transformers.json", {})
    prompt = (asked.get("prompts") or {}).get(asked.get("default_prompt_name"), "")
    longest = _read(folder / "sentence_bert_config.json", {}).get("max_seq_length") or _LONGEST
    return _POOLED[chosen[0]] if chosen else "mean", int(longest), str(prompt)


def _read(path: Path, otherwise: Any) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else otherwise
    except (OSError, ValueError) as error:
        raise GoldsmithError(f"{path} cannot be read: {error}") from error
