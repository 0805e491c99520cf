"""Are the words of other languages than English spelled right?"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from goldsmith.check.check import MOST, Check, Fault
from goldsmith.check.proofreading.derivation import derived
from goldsmith.check.proofreading.dictionaries import FOLDERS, available, known, package, path, suggestions
from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.reading import LARGEST, prose
from goldsmith.check.text.tongue import UNKNOWN, is_prose, tongue
from goldsmith.core.types import Finding, Role, Sample, Turn

_LONGEST = 40
"""Letters of a word that is looked up; what is longer is no word."""
_SUGGESTED = 5
"""Words of a text that get a suggestion, which takes long."""


class Spelling(Check):
    """Flag words that the Hunspell dictionary of the text's language does not have, nor their roots.

    A text is read in the language that it is detected to be in, else in that of its tag. Code, addresses, quotations,
    capitalised words, acronyms and words with digits are left alone (so German nouns are not checked). English is
    read by `grammar`. The library comes with `pip install 'goldsmith[checks]'`, dictionaries with the system.
    """

    version: ClassVar[int] = 2

    roles: tuple[Role, ...] = ("assistant",)
    """Whose turns are read."""
    dictionaries: tuple[str, ...] = FOLDERS
    """Folders with dictionaries (`es_ES.dic` and `es_ES.aff`); the first that has the language is taken."""
    ignored_words: tuple[str, ...] = ()
    """Words that are right, as names of the project; in any case."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each unknown word, with its place; one `not run` for each reason."""
        reasons: dict[str, None] = {}
        for place, turn in enumerate(sample.turns):
            if turn.role in self.roles and is_prose(sample, turn):
                yield from self._turn(sample, place, turn, reasons)
        yield from (self.not_run(sample, reason) for reason in reasons)

    def _turn(self, sample: Sample, place: int, turn: Turn, reasons: dict[str, None]) -> Iterator[Finding]:
        language = "" if len(turn.text) > LARGEST else tongue(sample, turn.text)
        region = str(sample.tags.get("language", "")).replace("_", "-").partition("-")[2].upper()
        if len(turn.text) > LARGEST:
            yield from self.in_texts(sample, [(place, turn)], lambda text: iter(()))
        elif language == "en":
            return
        elif isinstance(found := self._dictionary(language, region), Path):
            yield from self.in_texts(sample, [(place, turn)], functools.partial(self._faults, found))
        else:
            reasons[found] = None

    def _dictionary(self, language: str, region: str) -> Path | str:
        """The dictionary, or why there is none."""
        if not (language.isascii() and language.isalpha()):
            return UNKNOWN
        if not available():
            return "Hunspell is missing: pip install 'goldsmith[checks]'"
        missing = f"no dictionary of {language[:8]!r}: apt install {package(language[:8])}"
        return path(language, region, self.dictionaries) or missing

    def _faults(self, dictionary: Path, text: str) -> Iterator[Fault]:
        right = {word.lower() for word in self.ignored_words}
        reported: set[str] = set()
        for start, end in _words(text):
            word = text[start:end]
            if word in reported or word.lower() in right or _is_right(word.replace("’", "'"), dictionary):
                continue
            reported.add(word)
            few = len(reported) <= _SUGGESTED
            fixes = suggestions(word, dictionary) if few else ()
            message = f"{word!r} is not in the dictionary {dictionary.stem}"
            yield Fault("minor", message, start, end, fixes[0] if fixes else None, {"suggestions": fixes})
            if len(reported) > MOST + _SUGGESTED:
                return


def _is_right(word: str, dictionary: Path) -> bool:
    language = dictionary.stem.partition("_")[0]
    return known(word, dictionary) or derived(word, language, lambda root: known(root, dictionary))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """The places of words in lower case letters of any script, outside of code, addresses and quotations."""
    import regex  # type: ignore[import-untyped]

    plain = unquoted(prose(text))
    for found in regex.finditer(r"[\p{L}\p{M}\p{N}_]+(?:['’.@/-][\p{L}\p{M}\p{N}_]+)*", plain):
        word = found.group()
        if 1 < len(word) <= _LONGEST and regex.fullmatch(r"[\p{L}\p{M}'’-]+", word) and word == word.lower():
            yield found.span()
