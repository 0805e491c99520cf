"""Person, tense, rhyme, alphabetical order and language: told by rules of thumb, so never a grave finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldsmith.check.constraints.constraint import CANNOT_TELL, KEPT, Constraint, Unverified, Verdict, broken
from goldsmith.check.constraints.measuring import lines, listed
from goldsmith.check.constraints.request import QUOTED, Request, fold
from goldsmith.check.text.reading import language

SURE = 0.8
_AS = r"(?:perspective|point|narrat\w+|view|voice|account|story|pov)"
_PERSON = re.compile(
    rf"\b(?:(?P<first>first-person|(?:in|using) (?:the )?first person|first person {_AS}|(?:en|desde la"
    rf"|la) primera persona"
    r"|ich-(?:form|perspektive)|premiere personne)"
    rf"|(?P<second>second-person|(?:in|using) (?:the )?second person|second person {_AS}|en segunda persona)"
    rf"|(?P<third>third-person|(?:in|using) (?:the )?third person|third person {_AS}|en tercera persona))\b"
)
_PRONOUNS = {
    "first": r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|we're|we've|our|ours|us|ourselves|yo|mi|mis"
    r"|mio|mia|nosotr[oa]s"
    r"|nuestr[oa]s?|ich|mich|mir|mein\w{0,2}|wir|uns|unser\w{0,2}|je|moi|mon|mes|nous|notre|nos)\b|\bj'",
    "second": r"\b(?:you|you're|you've|you'll|your|yours|yourself|tu|tus|usted(?:es)?|ti|te|vosotr[oa]s|du"
    r"|dich|dir|dein\w{0,2}"
    r"|vous|votre|vos|toi)\b",
}
_TENSE = re.compile(
    r"\b(?:(?P<present>present[- ]tense|tiempo presente|en presente\b)|(?P<past>past[- ]tense|tiempo pasado"
    r"|en pasado\b)"
    r"|(?P<future>future[- ]tense|tiempo futuro|en futuro\b))"
)
_VERBS = {
    "present": r"\b(?:is|are|am|has|have|does|do|can|isn't|aren't|it's|i'm|they're)\b",
    "past": r"\b(?:was|were|had|did|could|went|came|saw|took|stood|sat|felt|found|knew|thought|wasn't"
    r"|weren't|said|ran|held"
    r"|made|gave|heard|left|kept|began|\w{3,20}ed)\b",
    "future": r"\b(?:will|shall|won't|\w+'ll|going to)\b",
}
_RHYME = re.compile(r"\brhym(?:e|es|ing|ed)\b")
_SORTED = re.compile(r"\b(?:in alphabetical order|alphabetically|en orden alfabetico|alfabeticamente|alphabetisch)\b")
_REVERSED = re.compile(r"\b(?:reverse|inverso|not|descending|descendente|invers)\b")
_LANGUAGES = {
    "en": "english|ingles|englisch|anglais", "es": "spanish|espanol|castellano|spanisch|espagnol",
    "de": "german|aleman|deutsch|allemand", "fr": "french|frances|franzosisch|francais", "it": "italian|italiano",
    "pt": "portuguese|portugues", "ru": "russian|ruso", "zh": "chinese|chino", "ja": "japanese|japones", "nl": "dutch",
}  # fmt: skip
_LANGUAGE = re.compile(
    r"\b(?:(?:answer|respond|reply|write|describe|explain|summari[sz]e|responde|contesta|escribe|describe"
    r"|explica|resume"
    r"|antworte|schreibe|beschreibe|reponds|repondez|ecris|decris)\b[^.;:?!\n]{0,80}? (?:in|en|auf)"
    r"|translate\b[^.;:?!\n]{0,80}? (?:in)?to|traduce\b[^.;:?!\n]{0,80}? al)"
    r" (?:"
    + "|".join(rf"(?P<{code}>{names})" for code, names in _LANGUAGES.items())
    + r")\b(?! (?:and|or|y|o|letters?|class)\b)"
)


@dataclass(frozen=True)
class Person(Constraint):
    """First, second or third person."""

    person: str

    def verify(self, answer: str) -> Verdict:
        """Broken where the pronouns of the person are missing, or those of another stand outside of quotations."""
        told = QUOTED.sub(lambda found: " " * len(found.group()), fold(answer))
        if self.person == "third":
            found = re.search(_PRONOUNS["first"], told)
            wrong = found and not re.search(r"\b(?:es|un|el|se)\b", told[:300])
            return (
                broken(f"{found.group()!r} is not the third person", *found.span(), "minor")
                if found and wrong
                else KEPT
            )
        if re.search(_PRONOUNS[self.person], fold(answer)):
            return KEPT
        spoken = language(answer)
        if spoken is None or spoken[0] != "en":  # other languages leave their pronouns out
            return CANNOT_TELL
        return broken(f"has no word in the {self.person} person, which was asked for", 0, len(answer), "minor")


@dataclass(frozen=True)
class Tense(Constraint):
    """Present, past or future."""

    tense: str

    def verify(self, answer: str) -> Verdict:
        """Broken where at least `SURE` of four or more English verbs that show a tense show another."""
        spoken = language(answer)
        told = QUOTED.sub(lambda found: " " * len(found.group()), fold(answer))
        shown = {tense: len(re.findall(verbs, told)) for tense, verbs in _VERBS.items()}
        total = sum(shown.values())
        if spoken is None or spoken[0] != "en" or total < 4:
            return CANNOT_TELL
        other = max(shown, key=lambda tense: shown[tense])
        share = shown[other] / total
        if other == self.tense or share < SURE:
            return KEPT if other == self.tense else CANNOT_TELL
        message = f"is told in the {other} ({share:.0%} of {total} verbs) where the {self.tense} was asked for"
        return broken(message, 0, len(answer), "minor")


@dataclass(frozen=True)
class Rhyme(Constraint):
    """Lines that rhyme."""

    def verify(self, answer: str) -> Verdict:
        """Broken where no two of four lines or more end in the same two letters; spelling tells little of sound."""
        ends = [fold(words[-1]) for line in lines(answer) if (words := re.findall(r"[^\W\d_]+", line))]
        if len(ends) < 4 or len({end[-2:] for end in ends}) < len(ends):
            return CANNOT_TELL
        return broken("no two lines end in the same letters, where rhymes were asked for", 0, len(answer), "note")


@dataclass(frozen=True)
class Alphabetical(Constraint):
    """Items in the order of the alphabet."""

    def verify(self, answer: str) -> Verdict:
        """Broken at the first item of a list, or of one line with commas, that belongs further up."""
        items = listed(answer)
        if not items and "\n" not in answer.strip():
            body = answer.rpartition(":")[2]
            start = len(answer) - len(body)
            items = [(found.group().strip(), start + found.start()) for found in re.finditer(r"[^,;]+", body)]
        keys = [fold(re.sub(r"^(?:and|y|und|et) |[\W_]", "", item[:80])) for item, _ in items]
        if len(keys) < 3:
            return CANNOT_TELL
        for (item, start), before, here in zip(items[1:], keys, keys[1:], strict=False):
            if here < before:
                return broken(f"{item[:40]!r} is out of alphabetical order", start, start + len(item), "minor")
        return KEPT


@dataclass(frozen=True)
class Language(Constraint):
    """The language of the answer."""

    code: str

    def verify(self, answer: str) -> Verdict:
        """Broken where a text of forty characters or more is surely in another."""
        found = language(answer)
        if found is None or len(answer) < 40 or found[1] < SURE:
            return CANNOT_TELL
        if found[0] == self.code:
            return KEPT
        return broken(f"is in {found[0]} where {self.code} was asked for", 0, len(answer), "minor")


def manner(request: Request) -> Iterator[Constraint]:
    """Person, tense, rhyme, order and language that a request asks for."""
    text = request.bare
    for pattern, kind in ((_PERSON, Person), (_TENSE, Tense), (_LANGUAGE, Language)):
        found = [match for match in pattern.finditer(text) if not request.enquires(match)]
        several = len({match.lastgroup for match in found}) > 1
        for match in found[:1]:
            yield Unverified(request.asked(match)) if several else kind(request.asked(match), str(match.lastgroup))
    rhymes, orders = (
        [match for match in pattern.finditer(text) if not request.enquires(match)][:1] for pattern in (_RHYME, _SORTED)
    )
    yield from (Rhyme(request.asked(match)) for match in rhymes)
    for match in orders:
        near = text[max(0, match.start() - 30) : match.end() + 20]
        yield Unverified(request.asked(match)) if _REVERSED.search(near) else Alphabetical(request.asked(match))
