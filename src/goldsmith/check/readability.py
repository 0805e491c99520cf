"""How hard is it to read?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from goldsmith.check.check import Check
from goldsmith.check.text.markdown import shape
from goldsmith.check.text.reading import LARGEST
from goldsmith.check.text.tongue import tongue, unread
from goldsmith.core.types import Finding, Place, Role, Sample, Severity, Turn


class Formula(NamedTuple):
    """Reading ease = `base` - `sentence` x words per sentence - `syllable` x syllables per word."""

    name: str
    base: float
    sentence: float
    syllable: float
    vowels: str


_FORMULAS = {
    # R. Flesch, A new readability yardstick, Journal of Applied Psychology 32 (1948)
    "en": Formula("Flesch", 206.835, 1.015, 84.6, "aeiouy"),
    # J. Fernandez Huerta, Medidas sencillas de lecturabilidad, Consigna 214 (1959), sentences as commonly corrected
    "es": Formula("Fernández-Huerta", 206.84, 1.02, 60.0, "aeiouáéíóúü"),
    # T. Amstad, Wie verständlich sind unsere Zeitungen?, Zürich (1978)
    "de": Formula("Amstad", 180.0, 1.0, 58.5, "aeiouyäöü"),
    # L. Kandel and A. Moles, Application de l'indice de Flesch à la langue française, Cahiers d'Etudes (1958)
    "fr": Formula("Kandel-Moles", 207.0, 1.015, 73.6, "aeiouyàâéèêëîïôûùüœæ"),
    # I. Oborneva, Automated estimation of the difficulty of educational texts, Moscow (2006)
    "ru": Formula("Oborneva", 206.835, 1.3, 60.1, "аеёиоуыэюя"),
}
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++(?=[\s\"'»”)]|\Z)|\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HIATUS = re.compile("(?<=[aeoáéó])[aeoáéó]|[íú](?=[aeo])|(?<=[aeo])[íú]")
"""A Spanish vowel that makes a syllable of its own beside another (te-a-tro, dí-a)."""


class Readability(Check):
    """Tell how easy a text is to read, 0 (hard) to 100 (easy), and flag what is out of bounds.

    Flesch for English, Fernández-Huerta for Spanish, Amstad for German, Kandel-Moles for French and Oborneva for
    Russian; syllables are counted by their vowels, so the score is an estimate. Code is not counted. Without bounds
    the score is a note for editors.
    """

    roles: tuple[Role, ...] = ("assistant",)
    """Whose turns are read."""
    low: float | None = None
    """The least score; what is harder to read is a finding."""
    high: float | None = None
    """The greatest score; what is easier to read is a finding."""
    least_words: int = 30
    """Shorter texts are not scored: too little to tell."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A note with the score of each turn, or a finding where it is out of bounds."""
        for place, turn in enumerate(sample.turns):
            if turn.role in self.roles and turn.text.strip():
                yield from self._turn(sample, place, turn)

    def _turn(self, sample: Sample, place: int, turn: Turn) -> Iterator[Finding]:
        if len(turn.text) > LARGEST:
            yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
            return
        text = shape(turn.text).said
        words = _WORD.findall(text.lower())
        if len(words) < max(self.least_words, 1):
            return
        language = tongue(sample, turn.text)
        if language not in _FORMULAS:
            yield self.not_run(sample, unread("formulas of readability", language))
            return
        score = _score(words, max(1, len(_sentences(text))), language)
        severity, verdict = self._verdict(score)
        name = _FORMULAS[language].name
        yield self.finding(
            sample, severity, f"reading ease {score:.0f} ({name}){verdict}", Place(turn=place), score=round(score, 1)
        )

    def _verdict(self, score: float) -> tuple[Severity, str]:
        if self.low is not None and score < self.low:
            return "minor", f" is below {self.low:g}: shorter sentences and words are easier"
        if self.high is not None and score > self.high:
            return "minor", f" is above {self.high:g}"
        return "note", ""


def _sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCE_END.split(text) if _WORD.search(piece)]


def _score(words: list[str], sentences: int, language: str) -> float:
    formula = _FORMULAS[language]
    syllables = sum(_syllables(word, language) for word in words)
    return formula.base - formula.sentence * len(words) / sentences - formula.syllable * syllables / len(words)


def _syllables(word: str, language: str) -> int:
    """An estimate: groups of vowels, where English and French are silent about an `e` at the end."""
    vowels = _FORMULAS[language].vowels
    if language == "ru":
        return max(1, sum(one in vowels for one in word))
    groups = re.findall(f"[{vowels}]+", word)
    count = len(groups)
    if language == "es":
        count += len(_HIATUS.findall(word))
    if language in ("en", "fr") and count > 1 and re.search(f"[^{vowels}l]e$", word):
        count -= 1
    return max(1, count)
