"""The embedded model: a vision-language model of about a million weights, built from settings without a download."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import Field

from goldsmith.core.types import Record
from goldsmith.models.quiet import quiet_libraries

PAD, END, IMAGE = "<|pad|>", "<|end|>", "<|image|>"
ROLES = ("system", "user", "assistant", "tool")
SPECIAL = (PAD, END, IMAGE, *(f"<|{role}|>" for role in ROLES))

CHAT_TEMPLATE = """\
{%- macro said(content) -%}
{%- if content is string -%}{{- content -}}
{%- else -%}
{%- for part in content -%}
{%- if part['type'] == 'image' -%}{{- '<|image|>' -}}{%- else -%}{{- part['text'] -}}{%- endif -%}
{%- endfor -%}
{%- endif -%}
{%- endmacro -%}
{%- for message in messages -%}
{{- '<|' + message['role'] + '|>' -}}
{%- if message['role'] == 'assistant' -%}
{%- generation -%}{{- said(message['content']) + '<|end|>' -}}{%- endgeneration -%}
{%- else -%}{{- said(message['content']) + '<|end|>' -}}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}"""


class TinySettings(Record):
    """The shape of the embedded model; the defaults learn charts and digits within minutes on two CPU cores."""

    image_size: int = Field(default=96, ge=16, description="pixels a side that every picture is scaled to")
    patch_size: int = Field(default=16, ge=2, description="pixels a side that make one token")
    width: int = Field(default=128, ge=8)
    heads: int = Field(default=4, ge=1)
    vision_layers: int = Field(default=2, ge=1)
    language_layers: int = Field(default=3, ge=1)
    vocabulary: int = Field(default=768, ge=270, description="pieces of the byte-level tokenizer, at most")
    max_tokens: int = Field(default=1024, ge=64, description="longest dialog, picture tokens included")
    initializer_range: float = Field(default=0.06, gt=0, description="0.02, the usual value, learns more slowly here")
    image_mean: float = Field(default=0.9, description="charts and documents are light")
    image_std: float = Field(default=0.35, gt=0)


def build(texts: Iterable[str], folder: Path, settings: TinySettings | None = None, seed: int = 0) -> None:
    """Write a fresh model with random weights as a folder that transformers' Auto classes load.

    Args:
        texts: what the tokenizer learns its pieces from; any other text can still be written, byte by byte.
        folder: where config, weights, processor, tokenizer and chat template go.
        settings: the shape of the model.
        seed: draws the weights.
    """
    settings = settings or TinySettings()
    with quiet_libraries():
        tokenizer = _tokenizer(texts, settings)
        _processor(tokenizer, settings).save_pretrained(folder)
        _model(tokenizer, settings, seed).save_pretrained(folder)


def _tokenizer(texts: Iterable[str], settings: TinySettings) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    # Single digits: numbers are read off pictures figure by figure, so each figure is a piece of its own.
    raw.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=settings.vocabulary,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=raw,
        pad_token=PAD,
        eos_token=END,
        additional_special_tokens=list(SPECIAL[2:]),
        extra_special_tokens={"image_token": IMAGE},
        model_max_length=settings.max_tokens,
        padding_side="left",
    )


def _processor(tokenizer: Any, settings: TinySettings) -> Any:
    from transformers import LlavaProcessor
    from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

    images = SiglipImageProcessorPil(
        size={"height": settings.image_size, "width": settings.image_size},
        image_mean=[settings.image_mean] * 3,
        image_std=[settings.image_std] * 3,
    )
    return LlavaProcessor(
        image_processor=images,
        tokenizer=tokenizer,
        patch_size=settings.patch_size,
        vision_feature_select_strategy="full",
        image_token=IMAGE,
        chat_template=CHAT_TEMPLATE,
    )


def _model(tokenizer: Any, settings: TinySettings, seed: int) -> Any:
    import torch
    from transformers import LlamaConfig, LlavaConfig, LlavaForConditionalGeneration, SiglipVisionConfig

    vision = SiglipVisionConfig(
        image_size=settings.image_size,
        patch_size=settings.patch_size,
        hidden_size=settings.width,
        intermediate_size=2 * settings.width,
        num_hidden_layers=settings.vision_layers,
        num_attention_heads=settings.heads,
        initializer_range=settings.initializer_range,
        vision_use_head=False,
    )
    language = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=settings.width,
        intermediate_size=3 * settings.width,
        num_hidden_layers=settings.language_layers,
        num_attention_heads=settings.heads,
        num_key_value_heads=settings.heads,
        max_position_embeddings=settings.max_tokens,
        initializer_range=settings.initializer_range,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
        tie_word_embeddings=True,
    )
    config = LlavaConfig(
        vision_config=vision,
        text_config=language,
        image_token_index=tokenizer.convert_tokens_to_ids(IMAGE),
        image_seq_length=(settings.image_size // settings.patch_size) ** 2,
        vision_feature_layer=-1,
        vision_feature_select_strategy="full",
        tie_word_embeddings=True,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return LlavaForConditionalGeneration(config)
