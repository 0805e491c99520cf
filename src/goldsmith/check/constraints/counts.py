"""How many words, sentences, bullet points... an answer should have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from goldsmith.check.constraints.constraint import CANNOT_TELL, KEPT, Constraint, Unverified, Verdict, broken
from goldsmith.check.constraints.measuring import measure
from goldsmith.check.constraints.request import Request
from goldsmith.core.numerals import spellings

_NUMBERS = {
    word: value
    for language in ("fr", "de", "es", "en")
    for word, value in spellings(language).items()
    if " " not in word and (value <= 20 or value % 10 == 0) and value <= 100
} | {"single": 1}
"""Number words without accents; what is one in several languages has the same value in all."""
_SINGLE = r"(?:(?:one|a) single|un[ao]? (?:sol[ao]|unic[ao])|ein(?:em|en|er|e)? einzige[nrs]?|une? seule?)"
_NUMBER = rf"(?:\d{{1,3}},\d{{3}}|\d{{1,5}}|{_SINGLE}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_HOW = {
    "exact": "exactly|precisely|just|only|exactamente|solo|solamente|unicamente|justo|genau|nur|exactement|seulement",
    "least": r"at least|no(?:t)? (?:fewer|less) than|(?:a )?minimum(?: of)?|al menos|por lo menos|como minimo"
    r"|(?:un )?minimo(?: de)?|no menos de|mindestens|au moins|au minimum",
    "most": r"at most|no(?:t)? more than|(?:not|never) (?:to )?exceed(?:ing)?|up to"
    r"|(?:a )?max(?:imum)?(?: of)?|within"
    r"|(?:como|un|con un)? ?maximo(?: de)?|a lo sumo|no mas de|hasta|hochstens|maximal|nicht mehr als|bis zu|au plus"
    r"|au maximum|pas plus de",
    "under": "fewer than|less than|under|menos de|weniger als|unter|moins de",
    "over": "more than|over|mas de|mehr als|plus de",
    "about": "about|around|approximately|roughly|un[oa]s|alrededor de|aproximadamente|etwa|ungefahr|circa|environ",
}
_QUANTIFIER = "|".join(rf"(?P<{name}>{words})" for name, words in _HOW.items())
_UNITS = {
    "words": "words?|palabras?|wort(?:er|ern|e)?|mots?",
    "sentences": "sentences?|frases?|oracion(?:es)?|satz(?:e|en)?",
    "paragraphs": "paragraphs?|parrafos?|absatz(?:e|en)?|paragraphes?",
    "bullet points": "(?:bullet(?:ed)?[ -]?points?|bullets|vinetas?|stichpunkte?n?|aufzahlungspunkte?n?|puces?)",
    "items": "items?(?! on)",
    "lines": "lines?|lineas?|versos|zeilen?|vers",
    "stanzas": "stanzas?|estrofas?|strophen?|strophes?|verses",
    "characters": "characters|caracteres|zeichen",
}
_UNIT = "|".join(rf"(?P<{name.replace(' ', '_')}>{words})" for name, words in _UNITS.items())
_ADJECTIVE = (
    r"(?:short|long|simple|complete|complex|full|separate|distinct|concise|brief|different|clear|poetic"
    r"|rhyming|main|key"
    r"|well-written|detailed|numbered|cort[ao]s?|breves?|complet[ao]s?|simples?|clar[ao]s?|distint[ao]s"
    r"|kurzen?|courtes?)"
)
_OR = (
    r"(?P<fewer>\s+(?:or (?:fewer|less)|maximum|max\b|at most|o menos|como maximo|oder weniger|ou moins|au plus))?"
    r"(?P<more>\s+(?:or more|minimum|at least|o mas|como minimo|oder mehr|ou plus))?"
)
_LEAD = (
    r"(?P<lead>(?:in|with|using|use|into|to|as|write|give|provide|list|(?:must|should|to|that) (?:contain|include)s?"
    r"|containing|including|consist(?:s|ing) of|(?:must|should|that) ha(?:ve|s)|having"
    r"|compose|en|a(?! \w+-)|con|usa(?:ndo)?|utiliza(?:ndo)?|escribe|da|mit|schreibe|avec|ecris"
    r"|(?:a|one|an|un|una|une|ein) (?:\w+ ){0,2}(?:paragraph|poem|story|response|answer|summary|description"
    r"|list|parrafo|poema"
    r"|cuento|respuesta|resumen|lista) (?:of|de)))\s+(?:the form of\s+)?"
)
_ASKED = re.compile(
    rf"\b(?:{_LEAD})?(?:(?:a )?(?:{_QUANTIFIER})\s+)?(?:(?P<between>between|entre|zwischen|from)\s+)?"
    rf"(?P<low>{_NUMBER})(?:\s?(?:-|–|to|and|or|a|y|o|und|oder|bis|et|ou)\s?(?P<high>{_NUMBER}))?"
    rf"(?P<joined>-| )\s{{0,3}}(?:{_ADJECTIVE},?\s+){{0,2}}(?:{_UNIT})\b{_OR}(?P<long>\s+(?:in length|long)\b)?"
)
_BEFORE = re.compile(
    r"\b(?:each|every|per|cada|jede[rnsm]?|chaque|(?:first|second|third)(?![- ]person)|fourth|last"
    r"|followed by|(?:primera?|segunda?)(?! persona)|"
    r"ultim[ao]s?|erste[rnsm]?|title|caption|titulo)\b[^.,;:]*$"
    r"|\b(?:sentences|lines|bullets|points|items|paragraphs|stanzas|frases|parrafos|lineas)\b,?\s+"
    r"(?:of|with|containing|that|each|de|con|que)\b[^.,;:]*$"
    r"|\b(?:summari[sz]e|shorten|rewrite|read|these|those|following|the|estas|estos|siguientes|las|los)\s+$"
)
_AFTER = re.compile(
    r"[^.,;:?!]{0,40}\b(?:for|of|about|per|on|para|de|por) (?:each|every|cada)\b|\s+(?:starting"
    r"|beginning)\b|\s*,?\s*(?:for (?:its|the|each|every|his|her|their)|per|each|in (?:the"
    r"|each|every|its)|apiece|on each|to each|about each"
    r"|por|cada|para cada|en (?:el|la|cada)|pro|je|par|pour chaque|that (?:start|begin|end)|below|above"
    r"|of the (?:text|article|passage|story)|you (?:see|know)|apart|later|earlier"
    r"|de (?:encabezado|cabecera|titulo)|d'en-tete)\b"
)
_EACH = re.compile(r"\s*,?\s*each\s+(?:with|of|in|containing|having|sentence|starting|beginning|one)\b")
_A = re.compile(r"\b(?:an?|single|un|una|ein|eine|einen|une)\s+(?:[\w-]+,?\s+){0,3}$")
_LIMIT = re.compile(r"\b(?:limit(?:ed|ing)?|keep|restrict(?:ed)?|limita(?:ndo)?|begrenze|limitez?)\b[^.;:]{0,40}$")
_VERSE = re.compile(
    r"\b(?:poem|haiku|limerick|riddle|verse|rhym\w+|song|stanza|poema|rima|cancion|estrofa|gedicht|poeme)"
)


@dataclass(frozen=True)
class Count(Constraint):
    """From `least` to `most` of a unit; `verse` where lines are lines of a poem."""

    unit: str
    least: float
    most: float
    roughly: bool = False
    verse: bool = False

    def verify(self, answer: str) -> Verdict:
        """Broken where no fair way of counting keeps within the bounds."""
        found = measure(self.unit, answer)
        if found is None or (self.unit == "lines" and found[1] == 1 and not self.verse):
            return CANNOT_TELL
        low, high = found
        if low <= self.most and high >= self.least:
            return KEPT
        said = f"{low}" if low == high else f"{low} to {high}"
        unit = self.unit.removesuffix("s") if said == "1" else self.unit
        message = f"{said} {unit} where {self._wanted()} asked for"
        return broken(message, 0, len(answer), "minor" if self.roughly else "major")

    def _wanted(self) -> str:
        verb = "was" if max(self.least, 0 if self.most == inf else self.most) == 1 else "were"
        if self.least == self.most:
            return f"{self.least:g} {verb}"
        if self.most == inf:
            return f"at least {self.least:g} {verb}"
        return f"at most {self.most:g} {verb}" if self.least <= 0 else f"{self.least:g} to {self.most:g} were"


def counts(request: Request) -> Iterator[Constraint]:
    """The counts that a request asks for; what it asks of a part of the answer alone is not verified."""
    found: dict[str, list[Constraint]] = {}
    for match in _ASKED.finditer(request.bare):
        unit = next(name for name in _UNITS if match[name.replace(" ", "_")])
        if (one := _read(request, match, unit)) is not None:
            found.setdefault(unit, []).append(one)
    for several in found.values():
        whole = [one for one in several if isinstance(one, Count)]
        clash = len({(one.least, one.most) for one in whole if one.least == one.most}) > 1
        yield from (Unverified(one.asked) for one in several) if clash else several


def _read(request: Request, match: re.Match[str], unit: str) -> Constraint | None:
    how = next((name for name in _HOW if match[name]), "")
    before, after = request.bare[max(0, match.start() - 90) : match.start()], request.bare[match.end() :][:60]
    compound = match["joined"] == "-" and _A.search(before) is not None
    bounded = how or match["between"] or match["fewer"] or match["more"] or match["long"] or match["lead"]
    if not bounded and not compound and not (match["high"] and _A.search(before)):
        return None
    asked = request.asked(match)
    enquires = not how and not compound and request.enquires(match)
    if enquires or _BEFORE.search(before) or (_AFTER.match(after) and not _EACH.match(after)):
        return Unverified(asked)
    if not how and match["lead"] in ("to", "a") and _LIMIT.search(before):
        how = "most"
    least, most = _bounds(match, how)
    verse = _VERSE.search(request.bare) is not None
    return Count(asked, unit, least, most, how == "about", verse)


def _bounds(match: re.Match[str], how: str) -> tuple[float, float]:
    low = _value(match["low"])
    high = _value(match["high"]) if match["high"] else low
    if how == "most" or match["fewer"]:
        return 0, high
    if how == "least" or match["more"]:
        return low, inf
    if how == "about":
        return low * 0.75, high * 1.25
    return (0, high - 1) if how == "under" else (low + 1, inf) if how == "over" else (min(low, high), max(low, high))


def _value(said: str) -> int:
    if said[0].isdigit():
        return int(said.replace(",", ""))
    return _NUMBERS.get(said, 1)
