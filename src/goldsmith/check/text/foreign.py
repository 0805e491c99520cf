"""Pieces of a text in another language than the rest, and whether the dialog has called for that language."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from goldsmith.check.text.markdown import shape
from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.reading import detected, prose
from goldsmith.check.text.scripts import share_in_script

_SIBLINGS = (
    {"sr", "hr", "bs", "sh"},
    {"no", "nb", "nn", "da"},
    {"id", "ms", "jv", "su"},
    {"zh", "yue", "wuu"},
    {"fa", "ar", "ur", "ckb", "pnb", "arz", "azb", "mzn"},
    {"hi", "mr", "ne", "sa", "bh"},
    {"cs", "sk"},
    {"gl", "pt"},
    {"tl", "fil", "ceb"},
    {"nl", "af"},
)
"""Languages that the detector takes for one another in texts of a sentence."""
_PIECE = re.compile(r"[^.!?:;。！？：；।؟\n]+[.!?:;。！？：；।؟]*")
_ASIDE = re.compile(
    r"\([^()\n]{1,200}\)|（[^（）\n]{1,200}）|^[ \t]*>[^\n]*|(?<!\*)\*[^*\n]{1,120}\*(?!\*)|(?<!\w)_[^_\n]{1,120}_",
    re.MULTILINE,
)
"""Glosses in brackets, block quotations, titles in italics."""
_TECHNICAL = re.compile(r"(?<!\S)(?:[-/~$%]\S{1,200}|[^\s=_/\\|%]{0,100}[=_/\\|%]\S{1,200})")
"""Options, paths, names of variables and the like."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = 25
"""Letters of a piece from which on its language is told."""
_FEW_LETTERS = 12
"""The same where the script tells."""
_FEWEST_WORDS = 3
_DENSE_LETTERS = 8
"""The same for Chinese, Japanese and Korean."""
_ANYWHERE = re.compile(r"[\u0600-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which a name is not a word by itself."""
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HALF = 0.5
_NAMES = 0.35
"""Where a smaller share of the letters is in words without a capital, a piece is a list of names or a title."""
_RIVAL = 0.1
"""Where the language asked for is as likely as this, a piece may be in it."""


class Piece(NamedTuple):
    """A piece of a text, its language, and how sure that is (0 to 1)."""

    start: int
    end: int
    language: str
    score: float


def alike(one: str, two: str) -> bool:
    """Whether two languages are the same, or too close to be told apart in a sentence."""
    return one == two or any(one in group and two in group for group in _SIBLINGS)


@functools.lru_cache(maxsize=64)
def own_words(text: str) -> str:
    """The text with code, addresses, paths, quotations, glosses in brackets and titles in italics blanked out."""
    plain = unquoted(prose(shape(text).prose))
    for pattern, marks in ((_ASIDE, "(（>*_"), (_TECHNICAL, "-/~$%=_\\|")):
        if any(mark in plain for mark in marks):
            plain = pattern.sub(lambda found: " " * len(found.group()), plain)
    return plain


def told_pieces(plain: str, wanted: str, script: str, sure: float) -> Iterator[Piece]:
    """The sentences whose language can be told, in order; those in other languages next to each other as one.

    Short pieces, lists of names and what might be in the language wanted after all are left out.
    """
    held: Piece | None = None
    for found in _PIECE.finditer(plain):
        said = found.group()
        judged = _judged(said, wanted, script, sure)
        start = found.start() + len(said) - len(said.lstrip())
        if judged and held and held.language == judged[0] and not _WORD.search(plain, held.end, start):
            held = held._replace(end=found.end(), score=min(held.score, judged[1]))
        else:
            if held:
                yield held
            held = Piece(start, found.end(), *judged) if judged else None
    if held:
        yield held


def mere_names(said: str) -> bool:
    """Whether most of a text is in words with a capital, as lists of names and titles are."""
    words = _WORD.findall(said)
    return sum(len(word) for word in words if not word[0].isupper()) < _NAMES * sum(map(len, words))


@functools.lru_cache(maxsize=4096)
def _judged(said: str, wanted: str, script: str, sure: float) -> tuple[str, float] | None:
    """The language of a piece, and how sure that is; None where it is open."""
    words = _WORD.findall(said[:400])
    letters = sum(map(len, words))
    if letters < _DENSE_LETTERS or mere_names(said[:400]):
        return None
    share = share_in_script(said, wanted, script)
    strange = share is not None and share < _HALF
    if not _DENSE.search(said) and (letters < (_FEW_LETTERS if strange else _LETTERS) or len(words) < _FEWEST_WORDS):
        return None
    found = detected(said)
    best, score = found[0]
    if strange:
        return None if alike(best, wanted) or score < _HALF else (best, score)
    rivals = sum(other for language, other in found if alike(language, wanted))
    if alike(best, wanted):
        return wanted, rivals
    return (best, score) if score >= sure and rivals < _RIVAL else None


def called_for(language: str, *texts: str) -> bool:
    """Whether one of the texts asks for a translation, or names a language."""
    return any(pattern.search(text) for pattern in _names(language) for text in texts)


@functools.cache
def _names(language: str) -> tuple[re.Pattern[str], ...]:
    names = [name for alias, name in _table().items() if alias == "translating" or alike(alias, language)]
    return tuple(re.compile(rf"(?<![^\W\d_])(?:{name})|(?:{_anywhere(name)})", re.IGNORECASE) for name in names)


def _anywhere(names: str) -> str:
    """The names in scripts without spaces."""
    return "|".join(one for one in names.split("|") if _ANYWHERE.search(one)) or "(?!)"


@functools.cache
def _table() -> dict[str, str]:
    import yaml

    text = (files("goldsmith.check.text") / "language_names.yaml").read_text(encoding="utf-8")
    table: dict[str, str] = yaml.safe_load(text)
    return {str(language): names.replace("| ", "|") for language, names in table.items()}
