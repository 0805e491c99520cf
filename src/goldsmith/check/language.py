"""Is it the language that was asked for?"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.text.foreign import Piece, alike, called_for, mere_names, own_words, told_pieces
from goldsmith.check.text.reading import LARGEST, language, prose
from goldsmith.check.text.scripts import chinese_form, script_of, share_in_script
from goldsmith.check.text.tongue import is_prose
from goldsmith.core.types import Finding, Place, Sample, Severity, Turn

_FORMS = {"hans": "simplified", "hant": "traditional"}
_LEAST = 0.2
"""The share of a text that must be in the right script."""


class Heard(NamedTuple):
    """The own words of a turn, and what they should be in: the tag, its language, its script where it names one."""

    place: int
    plain: str
    tag: str
    wanted: str
    script: str
    sentences: bool
    """Else they are data in a form, which say too little about the language."""


class Language(Check):
    """Flag turns in another language or script than the sample's tag says, and sentences of answers in another.

    A tag may name a script: zh-Hant (or zh-TW), sr-Latn. Code, quotations, what stands in brackets, titles, names, and
    what the question or the evidence already says are in whatever language they are; so is an answer whose dialog asks
    for a translation or names the language. Languages as close as Croatian and Serbian are not told apart. Short texts
    and mere data are left undetermined.
    """

    version: ClassVar[int] = 2

    sure: float = Field(default=0.6, ge=0, le=1)
    """How sure the detector must be that it is another language."""

    within: bool = True
    """Look for sentences in another language within answers."""

    undetermined: bool = False
    """Say `not run` of answers too short for their language to be told; they are passed over otherwise."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each turn in another language, and for each passage of an answer."""
        tag = str(sample.tags.get("language", "")).replace("_", "-").lower()
        if not tag:
            if sample.turns:
                yield self.not_run(sample, "the sample has no `language` tag")
            return
        for place, turn in enumerate(sample.turns):
            if turn.role not in ("user", "assistant"):
                continue
            if len(turn.text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
            else:
                sentences = turn.role == "user" or is_prose(sample, turn)
                plain = own_words(turn.text) if sentences else prose(turn.text)
                heard = Heard(place, plain, tag, tag.partition("-")[0], script_of(tag), sentences)
                yield from self._turn(sample, turn, heard)

    def _turn(self, sample: Sample, turn: Turn, heard: Heard) -> Iterator[Finding]:
        answers = turn.role == "assistant" and heard.sentences
        wrong = self._script(sample, heard) or (self._language(sample, heard) if heard.sentences else None)
        within = answers and self.within
        pieces = list(told_pieces(heard.plain, heard.wanted, heard.script, self.sure)) if wrong or within else []
        if wrong and not any(alike(piece.language, heard.wanted) for piece in pieces):
            yield wrong
        elif within:
            yield from self._passages(sample, heard, pieces)
        form = chinese_form(heard.plain) if heard.script in _FORMS else ""
        if form and form != heard.script:
            message = f"the text is in {_FORMS[form]} characters, {_FORMS[heard.script]} ones were asked for"
            yield self.finding(sample, "major", message, Place(turn=heard.place), detected=form)
        if self.undetermined and answers and not pieces and language(heard.plain) is None:
            yield self.not_run(sample, f"turn {heard.place} is too short for its language to be told")

    def _script(self, sample: Sample, heard: Heard) -> Finding | None:
        """A finding where hardly any of a turn is in the script wanted."""
        share = share_in_script(heard.plain, heard.wanted, heard.script)
        said, _ = language(heard.plain) or ("", 0.0)
        if share is None or share >= _LEAST or _explained(sample, heard.place, said):
            return None
        message = f"the text is not in the script of {heard.tag[:20]!r}"
        return self.finding(sample, "major", message, Place(turn=heard.place))

    def _language(self, sample: Sample, heard: Heard) -> Finding | None:
        """A finding where a turn begins in another language."""
        said, score = language(heard.plain) or (heard.wanted, 0.0)
        if alike(said, heard.wanted) or score < self.sure or mere_names(heard.plain):
            return None
        if _explained(sample, heard.place, said):
            return None
        message = f"the text is in {said!r} ({score:.0%} sure), {heard.wanted[:20]!r} was asked for"
        severity: Severity = "major" if score >= 0.85 and len(heard.plain) > 80 else "minor"
        return self.finding(sample, severity, message, Place(turn=heard.place), detected=said, score=round(score, 3))

    def _passages(self, sample: Sample, heard: Heard, pieces: Iterable[Piece]) -> Iterator[Finding]:
        """A finding for each piece in another language."""
        for start, end, said, score in pieces:
            if not alike(said, heard.wanted) and not _explained(sample, heard.place, said, (start, end)):
                message = f"a passage in {said!r} ({score:.0%} sure) in a text in {heard.wanted[:20]!r}"
                where = Place(turn=heard.place, start=start, end=end)
                yield self.finding(sample, "minor", message, where, detected=said, score=round(score, 3))


def _explained(sample: Sample, place: int, said: str, span: tuple[int, int] | None = None) -> bool:
    """Whether the dialog has called for the language of a turn or a piece of it, or the words were there before.

    What else a turn says may announce a piece, as "In Spanish:" does.
    """
    text = sample.turns[place].text
    start, end = span or (0, len(text))
    asked = [turn.text[:LARGEST] for turn in sample.turns if turn.role in ("system", "user")]
    if called_for(said, text[:start] + text[end:], *asked):
        return True
    words = _bare(text[start:end])
    before = [turn.text for turn in sample.turns[:place]] + [note.text for note in sample.notes()]
    return any(words in _bare(other) for other in before)


@functools.lru_cache(maxsize=64)
def _bare(text: str) -> str:
    return " ".join(text[:LARGEST].split()).strip(" .!?:;。！？").lower()
