"""Was the answer given as asked: in the form, the language and the length that the question names?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.core.forms import fault, unfenced
from goldsmith.core.types import Sample
from goldsmith.evaluate.stated import fold, quantities

STOP_WORDS = {
    "en": "the is are was were of and in to has have with this that there which than it its by for from",
    "es": "el la los las es son fue de y en con que hay del por para se un una mas su al como",
    "fr": "le les est sont de et en avec que il elle des du pour par une dans plus ce cette",
    "de": "der die das ist sind und mit von zu im den ein eine nicht es auf fur als",
    "it": "il lo gli e sono di con che per una nel della piu un dei questo",
    "pt": "o os as e sao de com que ha do da por para um uma mais no na",
}
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WORDS_AT_MOST = re.compile(
    r"\b(?:at most|no more than|up to|maximum of|fewer than|como maximo|no mas de|hasta|maximo|in|en)\s+"
    r"(?P<count>[\w]+(?: y \w+)?)\s+(?:words?|palabras?)"
    r"|\b(?P<other>\w+)\s+(?:words|palabras)\s+(?:or (?:fewer|less)|o menos|como maximo)"
)
_SENTENCES = re.compile(
    r"\b(?:in|with|en|con)\s+(?:at most |exactly |no more than |como maximo )?(?P<count>\w+)\s+(?:\w+\s+)?"
    r"(?:sentences?|frases?|oracion(?:es)?)\b"
)
_ONE_WORD = re.compile(r"\b(?:one|single|una (?:sola )?|una unica )\s*(?:word|palabra)\b(?! or phrase| o frase)")
_SHORT = re.compile(r"\b(?:single word or (?:short )?phrase|word or phrase|palabra o frase)\b")


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def broken_requests(sample: Sample, answer: str) -> list[str]:
    """What was asked of the form, language and length of an answer and is not so, one sentence each."""
    question = next((turn.text for _, turn in reversed(list(sample.asked()))), "")
    form = str(sample.tags.get("format", ""))
    found = []
    if form and form != "prose":
        wrong = fault(form, answer)
        found += [wrong[0]] if wrong else []
    elif form == "prose" and (wrong := fault(form, answer)):
        found.append(wrong[0])
    if form in ("", "prose") and not in_language(answer, str(sample.tags.get("language", ""))):
        found.append(f"not in the language asked for ({sample.tags['language']})")
    return [*found, *_too_long(fold(question), answer)]


def most_words(question: str) -> int | None:
    """The largest number of words a folded question allows, None where it names none."""
    if match := _WORDS_AT_MOST.search(question):
        counted = quantities(match.group("count") or match.group("other"))
        return int(min(counted[0].readings)) if counted else None
    if _SHORT.search(question):
        return 5
    return 1 if _ONE_WORD.search(question) else None


def _too_long(question: str, answer: str) -> Iterator[str]:
    limit, written = most_words(question), len(words(unfenced(answer)[0]))
    if limit is not None and written > limit:
        yield f"{written} words where {limit} were asked for"
    if match := _SENTENCES.search(question):
        counted = quantities(match.group("count"))
        sentences = len([part for part in re.split(r"(?<=[.!?。])\s+", answer.strip()) if re.search(r"\w", part)])
        if counted and sentences > min(counted[0].readings):
            yield f"{sentences} sentences where {match.group('count')} were asked for"


def in_language(text: str, language: str) -> bool:
    """False only where the words plainly belong to another language; short texts and unknown languages pass."""
    said = [fold(word) for word in words(text)]
    if language not in STOP_WORDS or len(said) < 4:
        return True
    letters = [mark for mark in text if mark.isalpha()]
    if sum(ord(mark) < 0x250 for mark in letters) < len(letters) / 2:
        return False
    hits = {code: sum(word in spelled.split() for word in said) for code, spelled in STOP_WORDS.items()}
    best = max(hits, key=hits.__getitem__)
    return hits[best] < 2 or hits[best] < 2 * hits[language] + 2
