"""Does an answer state what a right one must state, and nothing that contradicts it?"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from goldsmith.core.forms import fault, unfenced
from goldsmith.core.listed_options import options_of
from goldsmith.core.numerals import scales_named
from goldsmith.core.types import Sample
from goldsmith.evaluate.asserted import Reading
from goldsmith.evaluate.choices import chosen, letters, wanted
from goldsmith.evaluate.contradiction import contradiction, rivals
from goldsmith.evaluate.gold import gold_turn, question_of
from goldsmith.evaluate.languages import Language, content, fold, language_of, unknown_language
from goldsmith.evaluate.polarity import Polarity, is_polar, polarity
from goldsmith.evaluate.stated import quantities

_SAYS: dict[Polarity, str] = {
    "yes": "says yes",
    "no": "says no",
    "both": "says yes and no",
    "neither": "says neither yes nor no",
    "unclear": "may mean yes or no",
}


@dataclass(frozen=True)
class Grade:
    """How right an answer is, 0 to 1 (exactly 0 or 1 against gold values), or None where that cannot be told; why."""

    value: float | None
    why: str


def grade(sample: Sample, answer: str) -> Grade:
    """An answer held against gold values or, without any, the reference; unscored where the rules cannot tell."""
    held = gold_turn(sample)
    if held is None:
        return Grade(None, "nothing to hold the answers against: no gold values and no reference")
    if held.gold:
        return grade_against(held.gold, sample, answer)
    reading = _read(sample, answer)
    if reading.language is None:
        return Grade(None, unknown_language(_tag(sample)))
    return _close_to(held.text, reading, reading.language)


def grade_against(golds: tuple[str, ...], sample: Sample, answer: str) -> Grade:
    """An answer that must state all of some values, each given as `one|other`: 1, 0 or unscored."""
    reading = _read(sample, answer)
    if reading.language is None and answer.strip() and not _is_bare(sample, reading, golds):
        return Grade(None, unknown_language(_tag(sample)))
    return _chooses(reading, golds, question_of(sample)) or _states(sample, reading, golds)


def _read(sample: Sample, answer: str) -> Reading:
    question = question_of(sample)
    shown = fold("\n".join([question, *(note.text for note in sample.notes())]))
    form = _form_of(answer)
    text = _cells_apart(answer) if form == "csv" else answer
    return Reading(text, language_of(answer, _tag(sample), question), scales_named(shown), in_form=bool(form))


def _form_of(answer: str) -> str:
    """The form that an answer has; none for prose, whose lines may hold a comma each without being CSV."""
    forms = (form for form in ("json", "xml", "table", "csv") if not fault(form, answer))
    found = next(forms, "")
    return "" if found == "csv" and ", " in answer else found


def _cells_apart(answer: str) -> str:
    """A CSV answer with its cells set apart, so that `9,10` is no number."""
    return "\n".join(" | ".join(row) for row in csv.reader(io.StringIO(unfenced(answer)[0])))


def _tag(sample: Sample) -> str:
    return str(sample.tags.get("language", ""))


def _chooses(reading: Reading, golds: tuple[str, ...], question: str) -> Grade | None:
    """Multiple choice: exactly the right options; None where the question lists none, or not the gold ones."""
    options = options_of(question)
    right = wanted(golds, options) if options else None
    if right is None:
        return None
    said = chosen(reading, options)
    if said == right:
        return Grade(1.0, "chooses the right option")
    return Grade(0.0, f"chooses {', '.join(sorted(said))}" if said else "chooses no option")


def _states(sample: Sample, reading: Reading, values: tuple[str, ...]) -> Grade:
    """Yes or no is said, or every gold value asserted and nothing beside it contradicts it."""
    polar = is_polar(fold(values[0].split("|")[0]).strip()) if len(values) == 1 else None
    if polar:
        said = polarity(reading, question_of(sample))
        return Grade(None if said == "unclear" else float(said == polar), _SAYS[said])
    for value in values:
        missing = _missing(reading, value)
        if missing:
            return Grade(0.0, missing)
    wrong = contradiction(sample, reading, [option for value in values for option in value.split("|")])
    return Grade(0.0, wrong) if wrong else Grade(1.0, "states what is asked")


def _missing(reading: Reading, value: str) -> str | None:
    """Why one gold value, given as `one|other`, is not stated; None where it is."""
    options = value.split("|")
    if any(re.fullmatch(r"[A-H]", option) and option in letters(reading) for option in options):
        return None
    spans = [span for option in options for span in reading.spans(option)]
    asserted = [span for span in spans if not reading.denies(span)]
    if not asserted:
        return f"denies {value!r}" if spans else f"does not state {value!r}"
    if all(reading.offers(span, spans) for span in asserted):
        return f"only offers {value!r} among others"
    return None


def _is_bare(sample: Sample, reading: Reading, golds: tuple[str, ...]) -> bool:
    """Whether an answer is nothing but known values, which need no language to be read."""
    options = options_of(question_of(sample))
    known = [option for gold in golds for option in gold.split("|")]
    spans = [span for value in (*known, *rivals(sample, known), *options.values()) for span in reading.spans(value)]
    spans += [(one.start, one.unit_end) for one in reading.quantities]
    spans += [span for found in letters(reading).values() for span in found] if options else []
    left = list(reading.folded)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    return not any(mark.isalpha() for mark in left)


def _close_to(reference: str, said: Reading, language: Language) -> Grade:
    """Share of content words in common (F1); numbers that the reference lacks halve it."""
    wanted_words, words = content(reference, language), content(said.text, language)
    if not wanted_words or not words:
        return Grade(0.0, "nothing in common with the reference")
    f1 = 2 * len(wanted_words & words) / (len(wanted_words) + len(words))
    shown = quantities(fold(reference), language.code)
    foreign = [one for one in said.quantities if not one.word and not any(one.equals(other) for other in shown)]
    return Grade(f1 / 2 if foreign else f1, f"{f1:.2f} of the words in common with the reference")
