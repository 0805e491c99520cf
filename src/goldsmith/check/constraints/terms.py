"""Words, phrases and letters that an answer must have or must not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldsmith.check.constraints.constraint import KEPT, Constraint, Verdict, broken
from goldsmith.check.constraints.request import Request, fold

_TERM = (
    r"(?:(?:key)?words?|terms?|phrases?|expressions?|palabras?(?: clave)?|terminos?|frases?"
    r"|expresion(?:es)?|wort(?:er|e)?|mots?)"
)
_THE = (
    rf"(?:(?:any of )?(?:the |either |las? |el |los |das |die |den |les? )?(?:(?:following|exact"
    rf"|siguientes) )?{_TERM},?:? )"
)
_NOT = re.compile(
    r"\b(?:(?:without|avoid(?:ing)?|refrain from|sin|ohne|sans|evita(?:ndo)?) (?:ever |explicitly )?"
    r"(?:(?:using|use|mentioning|saying|including|writing|the use of|usar|utilizar|mencionar|decir|utiliser) )?"
    r"|(?:do not|don't|never|must not|should not|shouldn't|cannot|can't|no|ne) "
    r"(?:use|include|mention|say|write|contain|uses|utilices|menciones|digas|incluyas|utilisez?|verwende) (?:pas )?"
    r"|verwende(?:t|n)? nicht )"
    rf"(?:{_THE}|(?=[\"“«]))"
)
_USE = re.compile(
    r"(?<!not )(?<!no )(?<!sin )(?<!ne )(?<!n't )(?<!never )(?<!without )(?<!avoid )\b(?:includ(?:e|es|ing)"
    r"|us(?:e|es|ing)"
    r"|contain(?:s|ing)?|mention(?:s|ing)?|incorporat(?:e|es|ing)"
    r"|incluye(?:ndo)?|incluya|usa(?:ndo)?|utiliza(?:ndo)?|contenga|menciona|verwende|benutze|utilise[z]?) "
    rf"{_THE}"
)
_LETTER = re.compile(
    r"\b(?:without|avoid(?:ing)?|do not|don't|never|sin|no) (?:using |use |usar |uses "
    r"|utilizar )?(?:any words (?:with|containing) )?"
    r"(?:the letter|la letra|den buchstaben) [\"'“‘«]?([a-z])\b"
)
_PIECE = re.compile(
    r"\s*(?:\"([^\"\n]{1,80})\"?|“([^”\n]{1,80})”?|«([^»\n]{1,80})»?|‘([^’\n]{1,80})’?|'((?:[^'\n]|'(?=\w)){1,80})'?)"
)
_JOINT = re.compile(r",?\s*(?:(?:and|or|nor|y|o|u|e|ni|und|oder|et|ou)\b(?:/or\b)?)?\s*")
_PART = re.compile(
    r"\b(?:each|every|cada|title|(?:first|second|third)(?![- ]person)|last|heading|primera?|segunda|ultima"
    r"|titulo)\b[^.;]*$"
)
_ABOUT = re.compile(r"\b(?:why|how|who|does|did|when|por que|como|quien)\b[^.,;]{0,40}$")
"""Asked about, not asked for: why they use the word."""


@dataclass(frozen=True)
class Forbidden(Constraint):
    """Words or phrases that an answer must not have."""

    terms: tuple[str, ...]

    def verify(self, answer: str) -> Verdict:
        """Broken where one of them stands in the answer as a whole word."""
        for term in self.terms:
            if found := _whole(term).search(fold(answer)):
                return broken(f"has {term!r}, which it should not use", *found.span())
        return KEPT


@dataclass(frozen=True)
class Required(Constraint):
    """Words or phrases that an answer must have, each of them, or `any_one`."""

    terms: tuple[str, ...]
    any_one: bool = False

    def verify(self, answer: str) -> Verdict:
        """Broken where one is missing; endings as in `dogs` or `walked` are accepted."""
        text = fold(answer)
        missing = [term for term in self.terms if not _whole(term, r"\w{0,3}").search(text)]
        if not missing or (self.any_one and len(missing) < len(self.terms)):
            return KEPT
        return broken(f"lacks {', '.join(map(repr, missing))}, which it should use", 0, len(answer))


@dataclass(frozen=True)
class NoLetter(Constraint):
    """A letter that an answer must do without."""

    letter: str

    def verify(self, answer: str) -> Verdict:
        """Broken where it stands anywhere."""
        place = fold(answer).find(self.letter)
        return (
            KEPT if place < 0 else broken(f"has the letter {self.letter!r}, which it should not use", place, place + 1)
        )


def terms(request: Request) -> Iterator[Constraint]:
    """The words, phrases and letters that a request names as forbidden or required."""
    for match in _NOT.finditer(request.folded):
        named, end, _ = _list(request, match.end())
        if named and not _part(request, match):
            yield Forbidden(_asked(request, match, end), named)
    for match in _USE.finditer(request.folded):
        named, end, either = _list(request, match.end())
        if named and not _part(request, match) and not _ABOUT.search(request.folded[: match.start()][-60:]):
            yield Required(_asked(request, match, end), named, either)
    for match in _LETTER.finditer(request.folded):
        yield NoLetter(request.asked(match), match[1])


def _part(request: Request, match: re.Match[str]) -> bool:
    return _PART.search(request.folded[max(0, match.start() - 60) : match.start()]) is not None


def _asked(request: Request, match: re.Match[str], end: int) -> str:
    return " ".join(request.text[match.start() : end].split())


def _list(request: Request, place: int) -> tuple[tuple[str, ...], int, bool]:
    """The quoted terms from a place on, where they end, and whether an `or` joins them."""
    named: list[str] = []
    either, end = False, place
    while len(named) < 30 and (piece := _PIECE.match(request.text, place)):
        said = next(group for group in piece.groups() if group is not None)
        term = said.strip(" ,.;:!?")
        named += [term] if term else []
        end = piece.end()
        joint = _JOINT.match(request.text, end)
        place = joint.end() if joint else end
        between = request.text[end:place].strip()
        joined = between.strip(" ,").lower()
        if not between and not said.rstrip().endswith(","):
            break
        either = either or joined in ("or", "o", "u", "oder", "ou", "and/or")
    return tuple(named), end, either


def _whole(term: str, ending: str = "") -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, fold(term).split()))
    return re.compile(rf"(?<!\w){words}{ending}(?!\w)")
