"""Multiple choice: which of the options that a question lists does an answer choose, by letter or by text?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from goldsmith.evaluate.asserted import Reading
from goldsmith.evaluate.languages import fold
from goldsmith.evaluate.stated import Span

_CUED = re.compile(
    r"\b(?i:answer|option|choice|choose|respuesta|opcion|reponse|antwort|resposta|opcao|risposta|opzione)\b"
    r"(?i:\s+(?:correct[ao]?|right|bonne|richtige|is|es|est|ist|e|la|the|option)\b)*[\s:*\"'(]*"
    r"([A-H]\b|[a-h](?=\s*(?:[).:,;*\"']|$)))"
)
_ALONE = re.compile(r"(?i)\W*([A-H])\W*")
_UPPER = re.compile(r"(?<![\w'’°])([A-H])(?![\w'’])")
_LETTER_BEFORE = re.compile(r"(?<![\w'’°])[A-H][\s).:*\"'-]*$")
_NOUN_AFTER = re.compile(r"\s+(?!(?:is|was|es|est|ist|e|or|and|o|ou|oder|y|et|und|because|porque|since)\b)[a-z]")
_PARENTHESES = re.compile(r"(?i)\(([A-H])\)")


def letters(reading: Reading) -> dict[str, list[Span]]:
    """The letters an answer chooses with where they stand: those after "the answer is" or, without any, all asserted.

    A lone capital A is taken for the article where a small word follows it.
    """
    text = reading.plain
    alone = _ALONE.fullmatch(text)
    if alone:
        return {alone[1].upper(): [alone.span(1)]}
    found = [*_UPPER.finditer(text), *_PARENTHESES.finditer(text)]
    for matches in ([*_CUED.finditer(text)], found):
        chosen: dict[str, list[Span]] = {}
        for match in matches:
            if not _is_article(text, match) and not reading.denies(match.span(1)):
                chosen.setdefault(match[1].upper(), []).append(match.span(1))
        if chosen:
            return chosen
    return {}


def _is_article(text: str, match: re.Match[str]) -> bool:
    return match[1] in ("A", "E") and _NOUN_AFTER.match(text, match.end(1)) is not None


def chosen(reading: Reading, options: Mapping[str, str]) -> set[str]:
    """The letters of the options an answer chooses: by letter or, where it names no letter, by text.

    A letter with the text of another option (`B) setosa` where B is virginica) chooses both.
    """
    named = {letter for letter in letters(reading) if letter in options}
    texts = _texts(reading, options)
    if not named:
        return set(texts)
    return named | {
        letter for letter, spans in texts.items() if any(_follows_a_letter(reading, span) for span in spans)
    }


def _follows_a_letter(reading: Reading, span: Span) -> bool:
    return _LETTER_BEFORE.search(reading.plain[max(0, span[0] - 8) : span[0]]) is not None


def _texts(reading: Reading, options: Mapping[str, str]) -> dict[str, list[Span]]:
    """Where the options' texts are asserted; a text inside a longer one that is mentioned (red in dark red) is not."""
    spans = {letter: reading.asserted(text) for letter, text in options.items()}
    kept = {}
    for letter, found in spans.items():
        longer = [other for other, text in options.items() if fold(options[letter]) in fold(text) and other != letter]
        around = [span for other in longer for span in spans[other]]
        kept[letter] = [one for one in found if not any(start <= one[0] and one[1] <= end for start, end in around)]
    return {letter: found for letter, found in kept.items() if found}


def wanted(golds: tuple[str, ...], options: Mapping[str, str]) -> set[str] | None:
    """The letters of the gold values, each given as a letter or as an option's text; None where one is neither."""
    by_text = {fold(text).strip(): letter for letter, text in options.items()}
    found = set()
    for gold in golds:
        letter = next((one if one in options else by_text.get(fold(one).strip()) for one in gold.split("|")), None)
        if letter is None:
            return None
        found.add(letter)
    return found
