"""Was the answer given as asked: in the form, the language and the length that the question names?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.core.forms import fault
from goldsmith.core.types import Sample
from goldsmith.evaluate.gold import question_of
from goldsmith.evaluate.languages import code_of, fold, language_of, languages, plainly_in, words
from goldsmith.evaluate.stated import quantities

_WORD = r"(?:words?|palabras?|mots?|wort(?:e|er|en|ern)?|palavras?|parol[ae])"
_SENTENCE = r"(?:sentences?|frases?|oracion(?:es)?|phrases?|satz(?:e|en)?|frasi)"
_AT_MOST = (
    r"(?:at most|no more than|up to|maximum of|fewer than|exactly|como maximo|no mas de|hasta|maximo|au plus|"
    r"au maximum|pas plus de|hochstens|maximal|nicht mehr als|no maximo|ate|al massimo|non piu di)"
)
_OR_FEWER = (
    r"(?:or (?:fewer|less)|o menos|como maximo|ou moins|au plus|oder weniger|ou menos|no maximo|o meno|al massimo)"
)
_IN = r"(?:in|with|en|con|avec|mit|em|com)"
_WORDS_AT_MOST = re.compile(
    rf"\b(?:{_AT_MOST}|{_IN}(?!\s+(?:una?|uma?|einem?)\s))\s+(?P<count>\w+(?: (?:y|e|et) \w+)?)\s+{_WORD}\b"
    rf"|\b(?P<other>\w+)\s+{_WORD}\s+{_OR_FEWER}"
)
_SENTENCES = re.compile(rf"\b{_IN}\s+(?:{_AT_MOST}\s+)?(?P<count>\w+)\s+(?:\w+\s+)?{_SENTENCE}\b")
_ONE_WORD = re.compile(
    rf"\b(?:(?:one|single|un seul|einem|einem einzigen|un[ao] sol[ao]|una unica|uma (?:unica|so))\s+{_WORD}"
    rf"|(?:responde|contesta|dilo|responda|rispondi)\s+(?:solo |so )?(?:en|con|em|in)\s+(?:una|uma)\s+{_WORD})\b"
    r"(?! or phrase| o frase| ou | oder )"
)
_STOPPED = re.compile(r"[.!?。][\"')»”]*$")
_ABBREVIATED = re.compile(r"[A-Z]\w{0,3}\.")
_SHORT = re.compile(
    rf"\b(?:{_WORD} (?:or|o|ou|oder) (?:(?:a|una|une|uma|einem?|short|kurze[rn]?) )*(?:{_SENTENCE}|expresion)"
    r"|just the answer|answer only|(?:solo|unicamente) (?:con )?la respuesta)\b"
)


def broken_requests(sample: Sample, answer: str) -> list[str]:
    """What was asked of the form, language and length of an answer and is not so, one sentence each."""
    form, tag = str(sample.tags.get("format", "")), str(sample.tags.get("language", ""))
    wrong = fault(form, answer)
    found = [wrong[0]] if wrong else []
    if form in ("", "prose") and not in_language(answer, tag):
        found.append(f"not in the language asked for ({tag})")
    return [*found, *(_too_long(sample, answer) if form in ("", "prose") else ())]


def in_language(text: str, tag: str) -> bool:
    """False only where the words plainly belong to another language; short texts and unknown languages pass."""
    said = [fold(word) for word in words(text)]
    if code_of(tag) not in languages() or len(said) < 4:
        return True
    letters = [mark for mark in text if mark.isalpha()]
    if sum(ord(mark) < 0x250 for mark in letters) < len(letters) / 2:
        return False
    return plainly_in(said, code_of(tag)) is None


def most_words(sample: Sample) -> int | None:
    """The largest number of words the question allows, None where it names none."""
    question = fold(question_of(sample))
    for match in _WORDS_AT_MOST.finditer(question):
        limit = _counted(sample, match.group("count") or match.group("other"))
        if limit is not None:
            return limit
    if _SHORT.search(question):
        return 5
    return 1 if _ONE_WORD.search(question) else None


def sentences(text: str) -> int:
    """How many sentences a text has; a short name with a stop, as in `Korea, Dem. Rep.`, ends none but as its first."""
    count, begins = 0, True
    for word in text.split():
        ends = _STOPPED.search(word) is not None and (begins or not _ABBREVIATED.fullmatch(word))
        count, begins = count + ends, ends
    return count + (not begins)


def _too_long(sample: Sample, answer: str) -> Iterator[str]:
    limit, written = most_words(sample), len(words(answer))
    if limit is not None and written > limit:
        yield f"{written} words where {limit} were asked for"
    if match := _SENTENCES.search(fold(question_of(sample))):
        limit = _counted(sample, match.group("count"))
        said = sentences(answer)
        if limit is not None and said > limit:
            yield f"{said} sentences where {match.group('count')} were asked for"


def _counted(sample: Sample, written: str) -> int | None:
    """The number in a request, in figures or in words of the question's language."""
    language = language_of("", str(sample.tags.get("language", "")), question_of(sample))
    counted = quantities(written, language.code if language else "")
    return int(min(counted[0].readings)) if counted else None
