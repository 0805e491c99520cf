"""Does an answer state what a right one must state, and nothing that contradicts it?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from goldsmith.core.types import Sample, Turn
from goldsmith.evaluate.stated import Quantity, fold, mentions, quantities

_YES, _NO = ("yes", "si", "true"), ("no", "false")
_OPTION = re.compile(r"(?m)^\s*\(?([A-H])[).:]\s+(\S.*?)\s*$")
_LETTER = re.compile(r"(?:^\W*|\(|\b(?:answer|option|respuesta|opcion|is|es)\W+)([A-H])(?=[).:]|\s*$)", re.IGNORECASE)
_LISTED = re.compile(
    r"[\s(:=\d.%)\]\"'-]*(?:[,;/\n]|\.\s|\b(?:or|and|y|o|u)\b)\s*(?:(?:or|and|y|o|u|the|el|la)\s+)*[\"']?"
)
_ITEM_ENDS = re.compile(r"[\s(\d.%):=\"']*(?:[,;./\n]|\b(?:or|and|y|o|u)\b|$)")
_WORD = re.compile(r"\w+")
_EMPTY_WORDS = "a an the of in on at to is are was were and or el la los las un una de en es son y o que".split()


@dataclass(frozen=True)
class Grade:
    """How right an answer is, 0 to 1 (exactly 0 or 1 against gold values), and why."""

    value: float
    why: str


def gold_turn(sample: Sample) -> Turn | None:
    """The turn that holds the gold values or, without any, the reference answer; None where there is neither."""
    last = max((place for place, _ in sample.asked()), default=-1)
    after = [turn for place, turn in sample.answered() if place > last]
    held = [turn for turn in (*after, *(turn for _, turn in sample.asked())) if turn.gold]
    return held[-1] if held else (after[-1] if after else None)


def grade(sample: Sample, answer: str) -> Grade | None:
    """An answer held against gold values or, without any, the reference; None where there is nothing to hold."""
    held = gold_turn(sample)
    if held is None:
        return None
    if not held.gold:
        return _close_to(held.text, answer)
    folded = fold(answer)
    for value in held.gold:
        if not any(states(folded, answer, option) for option in value.split("|")):
            return Grade(0.0, f"does not state {value!r}")
    wrong = _contradiction(sample, held, folded, answer)
    return Grade(0.0, wrong) if wrong else Grade(1.0, "states what is asked")


def states(folded: str, answer: str, value: str) -> bool:
    """Whether a text states one value: a number (units may be left out, not be others), yes or no, or a name."""
    plain = fold(value).strip()
    if plain in (*_YES, *_NO):
        return _polarity(folded) == (plain in _YES)
    wanted = _as_number(plain)
    if wanted is not None:
        return any(_is(found, wanted) for found in quantities(folded))
    if re.fullmatch(r"[A-Z]", value):
        return value in _letters(answer)
    return bool(mentions(folded, value)) if re.search(r"\w", plain) else plain in folded


def _as_number(plain: str) -> Quantity | None:
    found = quantities(plain)
    if len(found) != 1 or found[0].start > 1:
        return None
    rest = plain[found[0].end :].strip()
    return found[0] if not rest or found[0].unit or re.fullmatch(r"[^\W\d_]{1,3}", rest) else None


def _is(found: Quantity, wanted: Quantity) -> bool:
    if found.unit and wanted.unit and found.unit != wanted.unit:
        return False
    return found.equals(wanted) or found.rounds(wanted)


def _polarity(folded: str) -> bool | None:
    said = [word for word in _WORD.findall(folded) if word in (*_YES, *_NO)]
    if re.search(r"\b(?:yes|si)\s*(?:,|/|or|o|and|y)\s*no\b|\bno\s*(?:,|/|or|o|and|y)\s*(?:yes|si)\b", folded):
        return None
    return said[0] in _YES if said else None


def _letters(answer: str) -> set[str]:
    return {letter.upper() for letter in _LETTER.findall(answer)}


def _contradiction(sample: Sample, held: Turn, folded: str, answer: str) -> str | None:
    question = next((turn.text for _, turn in reversed(list(sample.asked()))), "")
    golds = [option for value in held.gold for option in value.split("|")]
    return (
        _several_options(question, golds, folded, answer)
        or _hedged(sample, question, golds, folded)
        or _stray_number(sample, f"{question}\n{held.text}\n" + "\n".join(golds), golds, folded)
    )


def _several_options(question: str, golds: list[str], folded: str, answer: str) -> str | None:
    options = dict(_OPTION.findall(question))
    chosen = {letter for letter in _letters(answer) if letter in options}
    if not chosen:
        chosen = {letter for letter, text in options.items() if mentions(folded, text)}
    wrong = sorted(letter for letter in chosen if letter not in golds and options[letter] not in golds)
    return f"also chooses {', '.join(wrong)}" if wrong else None


def _hedged(sample: Sample, question: str, golds: list[str], folded: str) -> str | None:
    """A gold value that is only ever said in a row with other known values is a guess, not an answer."""
    right = [span for gold in golds for span in _spans(folded, gold)]
    others = [
        span
        for rival in _rivals(sample, question, golds)
        for span in _spans(folded, rival)
        if not any(start < span[1] and span[0] < end for start, end in right)
    ]
    if right and others and all(any(_joined(folded, span, other) for other in others) for span in right):
        return "lists other values beside the right one"
    return None


def _spans(folded: str, value: str) -> list[tuple[int, int]]:
    wanted = _as_number(fold(value).strip())
    if wanted is None:
        return mentions(folded, value) if re.search(r"\w", value) else []
    return [(found.start, found.end) for found in quantities(folded) if _is(found, wanted)]


def _joined(folded: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    first, second = sorted((one, two))
    between = folded[first[1] : second[0]]
    return _LISTED.fullmatch(between) is not None and _ITEM_ENDS.match(folded, second[1]) is not None


def _rivals(sample: Sample, question: str, golds: list[str]) -> list[str]:
    """The known values of the same kind as a gold value: cells of its column, marks, labels."""
    wanted = {fold(gold).strip() for gold in golds}
    found = {
        value
        for group in _groups(sample)
        if wanted & {fold(value).strip() for value in group}
        for value in group
        if fold(value).strip() not in wanted
    }
    return sorted(found)


def _groups(sample: Sample) -> Iterable[set[str]]:
    notes = list(sample.notes())
    for note in notes:
        if note.kind == "table":
            for column in zip(*_rows(note.text), strict=False):
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


def _stray_number(sample: Sample, allowed: str, golds: list[str], folded: str) -> str | None:
    """A number that neither question, gold, reference nor evidence shows, where the evidence shows numbers."""
    known = quantities(fold("\n".join([allowed, *(note.text for note in sample.notes())])))
    if not any(_as_number(fold(gold).strip()) for gold in golds):
        return None
    for found in quantities(folded):
        small_word = found.word and min(found.readings) <= 2
        marker = re.fullmatch(r"(?:.*\n)?\s*", folded[: found.start], re.DOTALL) and folded[found.end :][:2] in (
            ". ",
            ") ",
        )
        if not (small_word or marker or any(found.equals(one) or found.rounds(one) for one in known)):
            return f"states {folded[found.start : found.end]}, which nothing shows"
    return None


def _close_to(reference: str, answer: str) -> Grade:
    """Share of content words in common (F1); numbers that the reference lacks halve it."""
    wanted, said = _content(reference), _content(answer)
    if not wanted or not said:
        return Grade(0.0, "nothing in common with the reference")
    common = len(wanted & said)
    f1 = 2 * common / (len(wanted) + len(said))
    shown = quantities(fold(reference))
    foreign = [
        one for one in quantities(fold(answer)) if not one.word and not any(one.equals(other) for other in shown)
    ]
    return Grade(f1 / 2 if foreign else f1, f"{f1:.2f} of the words in common with the reference")


def _content(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if word not in _EMPTY_WORDS}
