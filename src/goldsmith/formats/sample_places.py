"""Where a sample stands in the file it was read from: its lines, and the columns of a piece of one of its texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from goldsmith.core.types import Finding, Sample
from goldsmith.formats.files import LONGEST_LINE
from goldsmith.formats.json_items import Item, json_items

ONE_AN_ITEM = ("alpaca", "chat-jsonl", "llava", "sharegpt")
"""The formats that make one sample of each object of a file; of the others no lines are known."""


class Region(NamedTuple):
    """A piece of one line of a file: line and columns from 1, in code points, the end not included."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class ItemText:
    """The lines of a file on which one sample stands."""

    line: int
    lines: tuple[str, ...]

    def region(self, text: str, start: int, end: int) -> Region | None:
        """Where the characters `start` to `end` of one of the sample's texts stand; None where it is spelled oddly."""
        for ascii_only in (False, True):
            spelled = json.dumps(text, ensure_ascii=ascii_only)
            for place, line in enumerate(self.lines):
                at = line.find(spelled)
                if at >= 0:
                    before = len(json.dumps(text[:start], ensure_ascii=ascii_only))  # with both quotation marks
                    until = len(json.dumps(text[:end], ensure_ascii=ascii_only))
                    return Region(self.line + place, at + before, at + until)
        return None


def item_texts(
    form: str,
    path: Path,
    samples: Sequence[Sample],
    problems: Sequence[Finding],
    wanted: Collection[str],
    limited: bool,
) -> dict[str, ItemText]:
    """The lines of the samples whose ids are wanted, by id.

    Args:
        form: the name of the format that read the file.
        path: the file.
        samples: all that was read from it, in order.
        problems: what the format said while reading.
        wanted: ids of samples.
        limited: whether reading may have stopped before the end of the file.

    Returns:
        Nothing where samples and items of the file cannot be told to belong together.
    """
    if form not in ONE_AN_ITEM or not wanted or not path.is_file():
        return {}
    refused = Counter(one.evidence["line"] for one in problems if one.sample is None and "line" in one.evidence)
    begins, lines = [], []
    for item in json_items(path, form):
        begins.append(int(item.line if isinstance(item, Item) else item.evidence.get("line", 0)))
        line = begins[-1]
        if refused[line]:
            refused[line] -= 1
        else:
            lines.append(line)
    if len(lines) < len(samples) or (len(lines) > len(samples) and not limited):
        return {}
    ends = dict(pairwise(sorted({line for line in begins if line})))
    spans = {
        sample.id: (line, ends.get(line)) for sample, line in zip(samples, lines, strict=False) if sample.id in wanted
    }
    return _texts(path, spans)


def _texts(path: Path, spans: dict[str, tuple[int, int | None]]) -> dict[str, ItemText]:
    """The lines from the first to before the second of each pair of line numbers; of long lines only the beginning."""
    kept: dict[str, list[str]] = {name: [] for name in spans}
    waiting = sorted(spans, key=lambda name: spans[name][0])
    active: list[str] = []
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
        for number, line in enumerate(file, 1):
            while waiting and spans[waiting[0]][0] <= number:
                active.append(waiting.pop(0))
            active = [name for name in active if number < (spans[name][1] or number + 1)]
            for name in active:
                kept[name].append(line[:LONGEST_LINE])
    return {name: ItemText(spans[name][0], tuple(lines)) for name, lines in kept.items()}
