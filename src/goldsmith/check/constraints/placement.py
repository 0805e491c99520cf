"""What an answer should begin and end with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldsmith.check.constraints.constraint import KEPT, Constraint, Unverified, Verdict, broken
from goldsmith.check.constraints.request import Request, fold

_OBJECT = (
    r"(?:(?:your|the|tu|la|el|deine|die|ta|votre) (?:\w+ )?(?:answer|response|reply|text|story|poem"
    r"|description|respuesta|texto|historia|antwort|reponse) )?"
)
_KIND = (
    r"(?:the |this |la |el |las |dem |den |le |les )?(?:exact |exacta )?(?:(?P<kind>words?|phrase|sentence|letter"
    r"|line|palabras?|frase|letra|wort|mot) )?"
)
_SAID = (
    r"(?:\"(?P<a>[^\"\n]{1,200})\"|“(?P<b>[^”\n]{1,200})”|«(?P<c>[^»\n]{1,200})»|‘(?P<d>[^’\n]{1,200})’"
    r"|'(?P<e>(?:[^'\n]|'(?=\w)){1,200})')"
)
_BEGIN = re.compile(
    rf"\b(?:begin|start|beginning|starting|begins|starts|empieza|comienza|comenzando|empezando|beginne"
    rf"|commence|commencez) {_OBJECT}"
    rf"(?:with|by saying|con|por|mit|par|avec) {_KIND}{_SAID}"
)
_END = re.compile(
    rf"\b(?:end|finish|conclude|ending|finishing|concluding|ends|termina|acaba|terminando|finaliza|beende"
    rf"|termine|terminez) {_OBJECT}"
    rf"(?:with|by saying|in|con|en|mit|par|avec) {_KIND}{_SAID}"
)
_QUESTION = re.compile(
    rf"\b(?:end|finish|conclude|ending|finishing|concluding|ends|termina|acaba|terminando|finaliza) {_OBJECT}"
    r"(?:with|con|en) (?:an?|una) (?:[\w-]+ ){0,2}(?:question|pregunta)\b"
)
_PART = re.compile(
    r"\b(?:each|every|alphabet|first|second|third|fourth|fifth|last|lines?|sentences?|paragraphs?|stanzas?"
    r"|words?|items?|names?|title|bullets?"
    r"|that|which|who|cada|primera?|segunda|frases?|lineas?|palabras?|parrafos?|que)\b[^.,;:]*$"
)
_AROUND = " \t\r\n\"'“”‘’«»„*_#>`-"


@dataclass(frozen=True)
class BeginsWith(Constraint):
    """The words that an answer should begin with."""

    words: str

    def verify(self, answer: str) -> Verdict:
        """Broken where it begins otherwise; capitals and marks of Markdown before it do not matter."""
        said, wanted = _plain(answer), _plain(self.words)
        if said.startswith(wanted):
            return KEPT
        start = len(answer) - len(answer.lstrip())
        return broken(f"does not begin with {self.words[:80]!r}", start, min(len(answer), start + len(self.words) + 1))


@dataclass(frozen=True)
class EndsWith(Constraint):
    """The words that an answer should end with."""

    words: str

    def verify(self, answer: str) -> Verdict:
        """Broken where it ends otherwise; a stop after them does not matter."""
        if _plain(answer).rstrip(" .!?…").endswith(_plain(self.words).rstrip(" .!?…")):
            return KEPT
        end = len(answer.rstrip())
        return broken(f"does not end with {self.words[:80]!r}", max(0, end - len(self.words)), end)


@dataclass(frozen=True)
class EndsAsking(Constraint):
    """An answer should end with a question."""

    def verify(self, answer: str) -> Verdict:
        """Broken where no question mark ends it."""
        end = len(answer.rstrip())
        if answer.rstrip(_AROUND + ")]").endswith(("?", "？", "؟")):
            return KEPT
        return broken("does not end with a question", max(0, end - 1), end)


def placement(request: Request) -> Iterator[Constraint]:
    """How a request wants its answer to begin and end."""
    for pattern, kind in ((_BEGIN, BeginsWith), (_END, EndsWith)):
        for match in pattern.finditer(request.folded):
            asked = request.asked(match)
            place = next(name for name in "abcde" if match[name] is not None)
            said = request.text[match.start(place) : match.end(place)].strip().rstrip(",;")
            whole = not _PART.search(request.folded[max(0, match.start() - 120) : match.start()]) and _plain(said) != ""
            yield kind(asked, said) if whole else Unverified(asked)
    for match in _QUESTION.finditer(request.bare):
        whole = not _PART.search(request.bare[max(0, match.start() - 120) : match.start()])
        yield EndsAsking(request.asked(match)) if whole else Unverified(request.asked(match))


def _plain(text: str) -> str:
    return " ".join(fold(text.strip(_AROUND)).replace("**", "").split())
