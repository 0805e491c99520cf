"""What sorts of facts the notes of a sample hold: names, prices, dates, words said, things seen."""

from __future__ import annotations

import functools
import re

from goldsmith.check.text.reading import words
from goldsmith.core.types import Sample
from goldsmith.core.vocabulary import mentions, named

_NAME = re.compile(r"(?<=[\w,;:’'] )[A-ZÀ-Þ][a-zß-ÿ]{2,}")
_MONEY = re.compile(r"[$€£¥]|\b(?:dollars?|euros?|pounds?|usd|eur|gbp|price|cost|precio|coste)\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:year|date|founded|años?|fecha)\b"
    r"|\b\d+[- ]years?[- ]old\b|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\d\s?(?:°|degrees|grados|kg|g\b|lb|kilos?)|\b(?:temperature|weight|temperatura|peso)\b", re.IGNORECASE
)
_CONTACT = re.compile(r"@|\bwww\.|https?:|\d[\d ()/-]{5,}\d")
_TOLD = ("caption", "alt", "transcript", "label", "answer")
_SEEN = ("box", "crowd", "label", "caption", "alt", "scene")
_TABLES = ("table", "value")


class ShownFacts:
    """What the notes of one sample's media tell."""

    def __init__(self, sample: Sample) -> None:
        """Read the notes."""
        self._notes = [(note.kind, note.text) for note in sample.notes() if note.text.strip()]
        self.kinds = frozenset(kind for kind, _ in self._notes)
        media = {asset.kind for asset in sample.assets}
        self.moves = bool(media & {"video", "audio"})
        lengths = [asset.seconds for asset in sample.assets if asset.kind in ("video", "audio")]
        self.seconds = max((one for one in lengths if one), default=None) if all(lengths) else None
        self.only_tables = bool(self.kinds) and self.kinds <= set(_TABLES)
        self.drawn = not media <= {"text"}

    def _of(self, *kinds: str) -> str:
        return "\n".join(text for kind, text in self._notes if not kinds or kind in kinds)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is noted."""
        return not self._notes

    @functools.cached_property
    def names(self) -> bool:
        """Whether someone or something is called by a name in what is told."""
        return _NAME.search(self._of(*_TOLD)) is not None or bool(self.kinds.intersection(_TABLES))

    @property
    def writing(self) -> bool:
        """Whether words of the picture are noted."""
        return "ocr" in self.kinds

    @property
    def speech(self) -> bool:
        """Whether words said are noted."""
        return "transcript" in self.kinds

    def has(self, sort: str) -> bool:
        """Whether there is a fact of a sort: price, date, sense, contact."""
        pattern = {"price": _MONEY, "date": _DATE, "sense": _MEASURE, "contact": _CONTACT}[sort]
        return pattern.search(self._of()) is not None

    @functools.cached_property
    def objects(self) -> frozenset[str]:
        """The known objects that are noted as seen."""
        texts = [text for kind, text in self._notes if kind in _SEEN]
        whole = {word.name for text in texts if (word := named(text))}
        return frozenset({mention.word.name for text in texts for mention in mentions(text)} | whole)

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of all words noted."""
        return frozenset(map(stem, words(self._of())))


def stem(word: str) -> str:
    """The beginning of a word, which its other forms share."""
    return word.removesuffix("es").removesuffix("s")[:6]
