"""The case of the letters, punctuation that is not wanted, and quotation marks around the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldsmith.check.constraints.constraint import CANNOT_TELL, KEPT, Constraint, Verdict, broken
from goldsmith.check.constraints.request import Request
from goldsmith.check.text.reading import prose

_CASES = {
    "capitals": r"all[- ]caps|(?:in |in all |all |only |entirely in )(?:capital(?:i[sz]ed)?|uppercase"
    r"|upper[- ]case|block) letters"
    r"|(?:all[- ]|entirely in |in )(?:uppercase|upper[- ]case|capitals)|(?:todo )?en mayusculas|(?:en|solo"
    r"|todo en) letras mayusculas"
    r"|in (?:grossbuchstaben|großbuchstaben)|en (?:lettres )?majuscules",
    "small letters": r"(?:in |in all |all |only |entirely in )(?:lowercase|lower[- ]case|small) letters"
    r"|(?:all[- ]|entirely in |in (?:all )?)(?:lowercase|lower[- ]case)|no capital letters"
    r"|without (?:any )?capital letters"
    r"|(?:todo )?en minusculas|(?:en|solo|todo en) letras minusculas|sin mayusculas|in kleinbuchstaben"
    r"|en (?:lettres )?minuscules",
    "title case": r"in title case",
}
_CASE = re.compile(r"\b(?:" + "|".join(rf"(?P<{n.replace(' ', '_')}>{w})" for n, w in _CASES.items()) + r")\b")
_ONLY_PART = re.compile(
    r"\b(?:title|heading|headline|header|names?|words?|keywords?|letters?|first|each|every|acronyms?|nouns?"
    r"|verbs?|titulo"
    r"|nombres?|palabras?|cada|not|don't|no|avoid|never|without|sin|why|written|text|sign)\b[^.;]{0,60}$"
)
_MARKS = {
    "commas": (r"commas?|comas?|kommas?|virgules?", ",，、،"),
    "exclamation marks": (
        r"exclamation (?:marks?|points?)|signos de exclamacion|ausrufezeichen|points d'exclamation",
        "!！¡",
    ),
    "question marks": (r"question marks?|signos de interrogacion|fragezeichen|points d'interrogation", "?？¿"),
    "semicolons": (r"semi-?colons?|puntos? y comas?|semikolons?|points?-virgules?", ";；"),
    "colons": (r"colons|dos puntos", ":："),
    "parentheses": (r"parenthes[ei]s|parentesis", "()（）"),
    "hyphens": (r"hyphens|guiones", "-‐"),
    "dashes": (r"(?:em )?dashes", "—–"),
    "figures": (r"digits|numerals|cifras|digitos|ziffern", "0123456789"),
}
_WITHOUT = re.compile(
    r"\b(?:without|avoid(?:ing)?|refrain from|no|sin|ohne|sans|do not use|don't use|never use|no uses"
    r"|no utilices|verwende keine)"
    r" (?:using |the use of |usar |utilizar )?(?:any |ninguna? |aucune? |de )?(?:"
    + "|".join(rf"(?P<{name.replace(' ', '_')}>{words})" for name, (words, _) in _MARKS.items())
    + r")\b(?! in the (?:title|first))"
)
_WRAPPED = re.compile(
    r"\b(?:wrap|enclose|put|surround|place|write|encierra|pon|escribe) (?:up )?(?:(?:your|the|tu|la|toda"
    r"|whole|entire|complete|full) ){1,3}"
    r"(?:answer|response|reply|output|respuesta)(?: completa)? (?:in|with|inside|within|between|entre|con) "
    r"(?:double |single )?(?:quotation marks|quotes|comillas)\b"
)
_OPEN, _CLOSE = "\"“„«'‘", "\"”“»'’"


@dataclass(frozen=True)
class LetterCase(Constraint):
    """All letters capital, all small, or words that begin with capitals."""

    case: str

    def verify(self, answer: str) -> Verdict:
        """Broken at the first word in another case."""
        words = list(re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)*", prose(answer)))
        cased = [word for word in words if word.group().lower() != word.group().upper()]
        if not cased:
            return CANNOT_TELL
        for place, word in enumerate(cased):
            if not self._right(word.group(), place == 0):
                message = f"{word.group()[:40]!r} is not in {self.case}, which was asked for"
                return broken(message, *word.span(), severity="minor" if self.case == "title case" else "major")
        return KEPT

    def _right(self, word: str, first: bool) -> bool:
        if self.case == "capitals":
            return word == word.upper() or "ß" in word
        if self.case == "small letters":
            return word == word.lower()
        return not word[0].islower() or (len(word) <= 5 and not first)


@dataclass(frozen=True)
class Without(Constraint):
    """A mark of punctuation, or figures, that an answer must do without."""

    name: str

    def verify(self, answer: str) -> Verdict:
        """Broken at the first one."""
        found = re.search("[" + re.escape(_MARKS[self.name][1]) + "]", answer)
        return broken(f"has {self.name}, which it should do without", *found.span()) if found else KEPT


@dataclass(frozen=True)
class InQuotationMarks(Constraint):
    """The whole answer between quotation marks."""

    def verify(self, answer: str) -> Verdict:
        """Broken where it does not begin and end with them."""
        text = answer.strip()
        if len(text) > 1 and text[0] in _OPEN and text[-1] in _CLOSE:
            return KEPT
        return broken("is not between quotation marks, which was asked for", 0, len(answer))


def marks(request: Request) -> Iterator[Constraint]:
    """What a request asks of the case of letters and of punctuation."""
    for match in _CASE.finditer(request.bare):
        before = request.bare[max(0, match.start() - 90) : match.start()]
        if not _ONLY_PART.search(before) and not request.enquires(match):
            case = next(name for name in _CASES if match[name.replace(" ", "_")])
            yield LetterCase(request.asked(match), case)
    for match in _WITHOUT.finditer(request.bare):
        name = next(name for name in _MARKS if match[name.replace(" ", "_")])
        yield Without(request.asked(match), name)
    for match in _WRAPPED.finditer(request.bare):
        yield InQuotationMarks(request.asked(match))
