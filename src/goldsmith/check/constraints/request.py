"""The text of a request, prepared for reading: folded letters, quotations and pasted passages set apart."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from goldsmith.check.text.quotations import quotation

LONGEST = 4_000
"""Characters of an instruction that are read; what is asked of the form stands in its beginning or not at all."""
QUOTED = quotation(300, single=True)
_PASTED = re.compile(
    r"(?:^|\n|following |this |below |siguiente |folgende[nrs]? )(?:text|passage|article|paragraph|email"
    r"|context|input|document|transcript|review|story|sentence|texto|pasaje"
    r"|articulo|correo|contexto|documento|resena|frase|absatz"
    r"|texte)s?[ \t]{0,3}:[ \t]{0,3}(?:\n{1,2})?\S[^\n]*(?:\n[^\n]+)*"
)
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_ENQUIRES = re.compile(
    r"(?:^|[.?!,;:\n¿\x00]\s*)(?:what|which|who|where|when|why|is|are|was|does|do|did|que|cual|quien|donde"
    r"|por que|esta|en que)"
    r"\b[^.,;:?!]*$"
)


class Request(NamedTuple):
    """An instruction as written; folded (small letters without accents); folded and with quotations blanked out.

    All three are equally long; passages pasted into the instruction are blanked out in the last two.
    """

    text: str
    folded: str
    bare: str

    def asked(self, found: re.Match[str]) -> str:
        """The words of the question that a pattern matched."""
        return " ".join(self.text[found.start() : found.end()].split())

    def enquires(self, found: re.Match[str]) -> bool:
        """Whether what a pattern matched is a part of a question, as in: what does the sign with two words say?"""
        return _ENQUIRES.search(self.bare[max(0, found.start() - 90) : found.start()]) is not None


def request_of(question: str) -> Request:
    """Prepare a question for reading."""
    text = question[:LONGEST]
    folded = fold(text)
    for pattern in (_CODE, _PASTED):
        folded = pattern.sub(_blank, folded)
    return Request(text, folded, QUOTED.sub(_blank, folded))


def fold(text: str) -> str:
    """Small letters without accents, each in its place."""
    if text.isascii():
        return text.lower().replace("\t", " ")
    return "".join(map(_plain, text))


def _plain(letter: str) -> str:
    if letter in "’‘":
        return "'"
    return (unicodedata.normalize("NFD", letter)[0].lower() or letter)[0]


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"\S", "\x00", found.group())
