"""Is it the language that was asked for?"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.foreign import Piece, alike, called_for, mere_names, own_words, told_pieces
from goldsmith.check.reading import LARGEST, language
from goldsmith.check.scripts import chinese_form, script_of, share_in_script
from goldsmith.check.tongue import is_prose
from goldsmith.core.types import Finding, Place, Sample, Severity, Turn

_FORMS = {"hans": "simplified", "hant": "traditional"}
_LEAST = 0.2
"""The share of a text that must be in the right script."""


class Language(Check):
    """Flag turns in another language or script than the sample's tag says, and sentences of answers in another.

    A tag may name a script: zh-Hant (or zh-TW), sr-Latn. Code, quotations, what stands in brackets, titles, names, and
    what the question or the evidence already says are in whatever language they are; so is an answer whose dialog asks
    for a translation or names the language. Languages as close as Croatian and Serbian are not told apart. Short texts
    and mere data are left undetermined.
    """

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
                yield from self._turn(sample, place, turn, tag)

    def _turn(self, sample: Sample, place: int, turn: Turn, tag: str) -> Iterator[Finding]:
        plain, wanted, script = own_words(turn.text), tag.partition("-")[0], script_of(tag)
        answers = turn.role == "assistant"
        if answers and not is_prose(sample, turn):
            plain = plain if (share_in_script(plain, wanted, script) or 1) < _LEAST else ""  # data say too little
        pieces = list(told_pieces(plain, wanted, script, self.sure))
        strange = [piece for piece in pieces if not alike(piece.language, wanted)]
        if len(strange) == len(pieces):
            whole = self._whole(sample, place, plain, tag)
            yield from whole
            strange = [] if whole else strange
        for piece in strange if answers and self.within else ():
            if not _explained(sample, place, piece):
                yield self._passage(sample, place, piece, wanted)
        form = chinese_form(plain) if script in _FORMS else ""
        if form and form != script:
            message = f"the text is in {_FORMS[form]} characters, {_FORMS[script]} ones were asked for"
            yield self.finding(sample, "major", message, Place(turn=place), detected=form)
        if self.undetermined and answers and turn.text.strip() and not pieces and language(plain) is None:
            yield self.not_run(sample, f"turn {place} is too short for its language to be told")

    def _whole(self, sample: Sample, place: int, plain: str, tag: str) -> list[Finding]:
        """What is wrong with a turn as a whole: its script, or the language it is in."""
        wanted, found = tag.partition("-")[0], language(plain)
        share = share_in_script(plain, wanted, script_of(tag))
        if share is not None and share < _LEAST:
            severity: Severity = "major"
            message = f"the text is not in the script of {tag[:20]!r}"
        elif found and not alike(found[0], wanted) and found[1] >= self.sure and not mere_names(plain):
            message = f"the text is in {found[0]!r} ({found[1]:.0%} sure), {wanted[:20]!r} was asked for"
            severity = "major" if found[1] >= 0.85 and len(plain) > 80 else "minor"
        else:
            return []
        said, score = found or ("", 0.0)
        if _explained(sample, place, Piece(0, len(plain), said, score), whole=True):
            return []
        evidence = {"detected": said, "score": round(score, 3)} if found else {}
        return [self.finding(sample, severity, message, Place(turn=place), None, **evidence)]

    def _passage(self, sample: Sample, place: int, piece: Piece, wanted: str) -> Finding:
        message = f"a passage in {piece.language!r} ({piece.score:.0%} sure) in a text in {wanted[:20]!r}"
        where = Place(turn=place, start=piece.start, end=piece.end)
        return self.finding(sample, "minor", message, where, detected=piece.language, score=round(piece.score, 3))


def _explained(sample: Sample, place: int, piece: Piece, whole: bool = False) -> bool:
    """Whether the dialog has called for the language of a piece, or the piece was there before.

    What else the answer says may announce it, as "In Spanish:" does.
    """
    text = sample.turns[place].text
    asked = [turn.text[:LARGEST] for turn in sample.turns if turn.role in ("system", "user")]
    rest = "" if whole else text[: piece.start] + text[piece.end :]
    if called_for(piece.language, rest, *asked):
        return True
    said = _bare(text[piece.start : piece.end])
    before = [turn.text for turn in sample.turns[:place]] + [note.text for note in sample.notes()]
    return any(said in _bare(other) for other in before)


def _bare(text: str) -> str:
    return " ".join(text[:LARGEST].split()).strip(" .!?:;。！？").lower()
