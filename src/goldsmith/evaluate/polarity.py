"""Does an answer say yes or no?"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Literal

from goldsmith.core.marks import unstacked
from goldsmith.evaluate.asserted import Reading
from goldsmith.evaluate.languages import Language, content, languages, words

Polarity = Literal["yes", "no", "both", "neither", "unclear"]

_LEADING = re.compile(r"\W*(\w+)\s*(?:[^\w\s'’]|\n|$)")
_SIDE_BY_SIDE = re.compile(r"\s*(?:,|/|\b(?:or|o|ou|oder|and|y|e|und|et)\b)\s*")
_MARKUP = re.compile(r"[{}<>|]|[a-z],[a-z]")
_MARK = r"(?=[ \t]*(?:[\"'.,;:!?)\]}*<|\n]|$))"
"""What follows a word that stands for itself."""
_ACCENTED_SI = re.compile(rf"(?i)^\W*s[íì]\b|\bs[íì]{_MARK}")


def is_polar(word: str, language: Language | None = None) -> Polarity | None:
    """Whether a folded word is a yes or a no in one language or, without one, in any; None for all else."""
    among = [language] if language else languages().values()
    if any(re.fullmatch(one.refusals, word) for one in among):
        return "no"
    return "yes" if word == "si" or any(re.fullmatch(one.affirmations, word) for one in among) else None


def polarity(reading: Reading, question: str) -> Polarity:
    """What an answer says: the word it opens with, else one that stands for itself, else what its sentence implies.

    A sentence about what was asked is a no where it holds a negation, and unclear where it does not: "The cat is
    larger" may be either. What shares no word with the question, and data in a form, are neither.
    """
    folded, language = reading.folded, reading.language
    if _both(folded, language):
        return "both"
    opening, closing = _LEADING.match(folded), words(folded)[-1:]
    for word in (*([opening[1]] if opening else []), *closing):
        if said := is_polar(word):
            return said
    if language is None:
        return "unclear"
    return _by_word(reading, language) or _implied(folded, language, question)


def _both(folded: str, language: Language | None) -> bool:
    """Whether yes and no stand side by side."""
    said = [(is_polar(match[0], language), match.span()) for match in re.finditer(r"\w+", folded)]
    polar = [(word, span) for word, span in said if word]
    return any(
        one != two and _SIDE_BY_SIDE.fullmatch(folded[first[1] : second[0]])
        for (one, first), (two, second) in itertools.pairwise(polar)
    )


def _by_word(reading: Reading, language: Language) -> Polarity | None:
    """The first word of the language for yes or no that opens the answer or stands before a mark."""
    # Refusals first: "absolutely not" begins as "absolutely" does.
    spoken = rf"{language.refusals}|{language.affirmations}"
    found = re.match(rf"\W*({spoken})(?!\w)", reading.folded) or re.search(rf"(?<!\w)({spoken}){_MARK}", reading.folded)
    if found:
        return is_polar(found[1])
    return "yes" if _ACCENTED_SI.search(unicodedata.normalize("NFC", unstacked(reading.text))) else None


def _implied(folded: str, language: Language, question: str) -> Polarity:
    sentence = re.split(r"(?<=[.!?])\s", folded.strip(), maxsplit=1)[0]
    negation = re.compile(rf"(?<!\w)(?:{language.negations}|{language.negations_of_next})(?!\w)")
    negated = negation.search(sentence) is not None
    said, asked = content(negation.sub(" ", sentence), language), content(question, language)
    spoken = {word for word in said & asked if word.isalpha()} and not _MARKUP.search(sentence)
    if said and not spoken:
        return "neither"
    return "no" if negated else "unclear"
