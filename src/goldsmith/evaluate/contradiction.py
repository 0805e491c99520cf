"""Does an answer that states the right value also state another: one listed beside it, or a number out of nowhere?"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Sequence

from goldsmith.core.types import Sample
from goldsmith.evaluate.asserted import Reading
from goldsmith.evaluate.gold import gold_turn, question_of
from goldsmith.evaluate.languages import fold
from goldsmith.evaluate.stated import Quantity, Span, quantities, quantity

_LISTED = re.compile(
    r"[\s(:=\d.%)\]\"'-]*(?:[,;/\n-]|\.\s|\b(?:or|and|to|y|o|u|a|et|ou|und|oder|bis|e)\b)\s*"
    r"(?:(?:or|and|y|o|u|the|el|la|et|ou|und|oder|e|le|der|die|das|il)\s+)*[\"']?"
)
_ITEM_ENDS = re.compile(r"[\s(\d.%):=\"']*(?:[,;./\n]|\b(?:or|and|y|o|u|et|ou|und|oder|e)\b|$)")


def contradiction(sample: Sample, reading: Reading, golds: Sequence[str]) -> str | None:
    """What an answer states against the gold values that it also states; None where nothing is."""
    if _lists_others(sample, reading, golds):
        return "lists other values beside the right one"
    return _stray_number(sample, reading, golds)


def rivals(sample: Sample, golds: Sequence[str]) -> list[str]:
    """The known values of the same kind as a gold value: cells of its column, marks, labels."""
    right = {fold(gold).strip() for gold in golds}
    found = {
        value
        for group in _groups(sample)
        if right & {fold(value).strip() for value in group}
        for value in group
        if fold(value).strip() not in right
    }
    return sorted(found)


def _lists_others(sample: Sample, reading: Reading, golds: Sequence[str]) -> bool:
    """A gold value that is only ever said in a row with other known values is a guess, not an answer.

    In a form the other values need not stand beside it: a table has no words to say what else they are there for.
    What the reference says as well is no other value.
    """
    right = [span for gold in golds for span in reading.asserted(gold)]
    held = gold_turn(sample)
    reference = Reading(held.text if held and held.role == "assistant" else "", reading.language)
    others = [
        span
        for rival in rivals(sample, golds)
        if not reference.spans(rival)
        for span in reading.asserted(rival)
        if not any(start < span[1] and span[0] < end for start, end in right)
    ]
    if reading.in_form:
        return bool(right and others)
    listed = set()
    said = sorted([*((span, True) for span in right), *((span, False) for span in others)])
    for (one, is_right), (two, is_also) in itertools.pairwise(said):
        if is_right != is_also and _joined(reading.folded, one, two):
            listed.add(one if is_right else two)
    return bool(right) and listed >= set(right)


def _joined(folded: str, first: Span, second: Span) -> bool:
    between = folded[first[1] : second[0]]
    return _LISTED.fullmatch(between) is not None and _ITEM_ENDS.match(folded, second[1]) is not None


def _groups(sample: Sample) -> Iterable[set[str]]:
    notes = list(sample.notes())
    for note in notes:
        if note.kind == "table":
            for column in zip(*_rows(note.text)[1:], strict=False):
                yield {cell.strip() for cell in column if cell.strip()}
    marks = [note.text.rpartition(":") for note in notes if note.kind == "value"]
    yield {name.strip() for name, _, _ in marks if name.strip()}
    yield {value.strip() for _, _, value in marks if value.strip()}
    yield {note.text.strip() for note in notes if note.kind in ("box", "label") and note.text.strip()}


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return []


def _stray_number(sample: Sample, reading: Reading, golds: Sequence[str]) -> str | None:
    """A number that neither question, gold, reference nor evidence shows, where a number is asked for."""
    code = reading.language.code if reading.language else ""
    if not any(quantity(fold(gold).strip(), code) for gold in golds):
        return None
    held = gold_turn(sample)
    sources = [question_of(sample), held.text if held else "", *golds, *(note.text for note in sample.notes())]
    shown = fold("\n".join(sources))
    # Once more with the cells of tables apart: "9,10" is a number in one text and two in another.
    known = [one for one in (*quantities(shown, code), *quantities(shown.replace(",", ", "), code)) if not one.article]
    for found in reading.quantities:
        if _means_nothing(reading.folded, found) or any(found.says(one, reading.scales) for one in known):
            continue
        if not reading.denies((found.start, found.end)):
            return f"states {reading.folded[found.start : found.end]}, which nothing shows"
    return None


def _means_nothing(folded: str, found: Quantity) -> bool:
    """The words for one and two, which also mean other things, and the number of an item of a list."""
    if found.word and min(found.readings) <= 2:
        return True
    begins = re.fullmatch(r"\s*", folded[folded.rfind("\n", 0, found.start) + 1 : found.start]) is not None
    return begins and folded[found.end :][:2] in (". ", ") ")
