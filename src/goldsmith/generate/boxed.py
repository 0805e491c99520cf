"""What questions about boxes share: the boxes of a sample, and the two turns of a question and its answer."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from goldsmith.core.types import Asset, Note, Origin, Sample, Turn
from goldsmith.generate.phrases import filled, phrases
from goldsmith.generate.response_formats import request

Style = Literal["short", "full", "mixed"]


def boxes_of(sample: Sample) -> tuple[Asset, dict[str, list[Note]]] | None:
    """The first asset with boxes and its boxes by category, in order; None when there is none."""
    for asset in sample.assets:
        by_category: dict[str, list[Note]] = defaultdict(list)
        for note in asset.noted("box"):
            if note.box:
                by_category[note.text].append(note)
        if by_category:
            return asset, dict(by_category)
    return None


def centre(note: Note, asset: Asset) -> tuple[float, float]:
    """The centre of a box as shares of width and height; boxes of assets without a size are shares already."""
    left, top, right, bottom = note.box or (0.0, 0.0, 0.0, 0.0)
    return (left + right) / 2 / (asset.width or 1), (top + bottom) / 2 / (asset.height or 1)


def question_and_answer(
    asset: Asset,
    wording: tuple[str, str, dict[str, str]],
    answer: tuple[str, str],
    language: str,
    style: Style,
    rng: random.Random,
) -> tuple[Turn, Turn]:
    """A user's and an assistant's turn.

    Args:
        asset: what is asked about; shown where its bytes are at hand.
        wording: which question, which full answer, and their slots.
        answer: the short answer, and the gold value.
        language: ISO 639-1 code.
        style: short answers say so in the question.
        rng: draws the wording.
    """
    ask, say, slots = wording
    told = phrases("boxes", language)
    short = style == "short" or (style == "mixed" and rng.random() < 0.5)
    question = _contracted(filled(rng.choice(told[ask]["ask"]), slots), language)
    if short:
        question = f"{question} {request('short', language, (), rng)}"
    kind, _, variant = say.partition("/")
    said = answer[0] if short else _contracted(filled(rng.choice(told[kind][variant]), slots), language)
    shown = (asset.id,) if asset.size is not None else ()
    return Turn.said("user", question, shown), Turn.said("assistant", said, gold=(answer[1],))


def _contracted(text: str, language: str) -> str:
    """Spanish joins `a el` to `al` and `de el` to `del`."""
    return text.replace(" a el ", " al ").replace(" de el ", " del ") if language == "es" else text


def child_of(
    sample: Sample, turns: tuple[Turn, Turn], origin: Origin, cited: Sequence[Note], label: str, tags: dict[str, str]
) -> Sample:
    """The sample with the two turns, which cite their notes."""
    evidence = tuple(note.id for note in cited)
    final = tuple(turn.but(origin=origin, evidence=evidence) for turn in turns)
    return sample.child(origin.name, label, turns=final, tags=sample.tags | {"format": "prose", **tags})
