"""Samples as the rows that TRL trains on; pictures stay outside and are named by their asset."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from goldsmith.models.dialog import Dialogs, joined, shown
from goldsmith.train.batches import Pictures, Row


def merge_turns(samples: Iterable[Sample], most: int, seed: int) -> Iterator[Sample]:
    """Question-answer pairs about the same assets as dialogs of at most `most` pairs, in an order drawn from the seed.

    All pairs of one picture in one conversation is how LLaVA-1.5 prepares its mixture: the picture is read once for
    many answers. Samples with a system turn, a tool turn or more than one pair, and those
    that show no picture, pass as they are.
    """
    groups: defaultdict[tuple[str, ...], list[Sample]] = defaultdict(list)
    for sample in samples:
        single = [turn.role for turn in sample.turns] == ["user", "assistant"]
        if most > 1 and single and shown(sample):
            groups[tuple(asset.id for asset in shown(sample))].append(sample)
        else:
            yield sample
    for assets, group in groups.items():
        random.Random(f"{seed}:{':'.join(assets)}").shuffle(group)
        for first in range(0, len(group), most):
            yield _one_dialog(group[first : first + most])


def _one_dialog(samples: list[Sample]) -> Sample:
    first, *rest = samples
    follow_ups = []
    seen = {part.asset for turn in first.turns for part in turn.parts}
    for sample in rest:
        asked, answered = sample.turns
        kept = tuple(part for part in asked.parts if part.asset is None or part.asset not in seen)
        follow_ups += [asked.but(parts=kept), answered]
    return first.but(turns=(*first.turns, *follow_ups)) if rest else first


def rows(
    samples: Iterable[Sample], dialogs: Dialogs, pictures: Pictures | None, first: int = 0
) -> tuple[list[Row], dict[str, str]]:
    """The rows, and for every sample that cannot be trained on, why.

    Args:
        samples: dialogs; drafts and dialogs without an answer are left out.
        dialogs: writes messages for the model.
        pictures: takes the pictures; None for a model that reads text only.
        first: the number of the first row; a row's number stands for its tokens and must be its own.
    """
    made: list[Row] = []
    refused: dict[str, str] = {}
    for sample in samples:
        try:
            length = sum(len(turn.text) for turn in sample.turns)
            made.append({"row": first + len(made), "length": length, **_row(sample, dialogs, pictures)})
        except GoldsmithError as error:
            refused[sample.id] = error.problem
    return made, refused


def _row(sample: Sample, dialogs: Dialogs, pictures: Pictures | None) -> Row:
    if not any(True for _ in sample.answered()):
        raise GoldsmithError("nothing is answered")
    messages = dialogs.messages(sample)
    if pictures is None:
        return {"messages": joined(messages, "to train")}
    return {"messages": messages, "images": [pictures.hold(asset) for asset in shown(sample)]}
