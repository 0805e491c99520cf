"""Questions that nothing in the evidence can answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pydantic import Field

from goldsmith.check.answering.evidence_trial import Answerer, Asked, Trial, trial
from goldsmith.check.check import MOST, Check
from goldsmith.check.evidence.shown_facts import ShownFacts
from goldsmith.check.forms.asked_for import LANGUAGES, lacking, says_so
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample, Severity, Turn
from goldsmith.models.chat import Chat, NoReplyError

_MINOR = 0.7
"""How sure a lack must be to be more than a note."""


class UngroundedQuestions(Check):
    """Flag questions about media that nothing noted of them can answer.

    By rule, in English and Spanish: a name, price, date, maker, address or thought of which there is no trace, sounds
    and words of a silent picture, what happened before or after it, a time after the end of a clip, rows and columns
    that a table does not have, objects that are taken to be there. Guesses ("what might ...") and what may be answered
    with no or none are fair, and so are questions whose answer cites a note or says that it cannot be told. A finding
    tells how sure it is.

    With a judge, in any language: a question has ground when a model answers it right from the notes (0.8 of the
    repeats) and more often than without them (by 0.3); right is what states the gold values, else what the judge says
    agrees with the answer.
    """

    judge: Chat | None = None
    """The endpoint of a model to ask, as `{url: ..., model: ...}`, instead of the rules."""
    repeats: int = Field(default=5, ge=2)
    """How often it is asked with the notes, and how often without."""
    temperature: float = Field(default=0.7, ge=0, le=2)
    """Above 0, so that guesses differ."""
    right_with: float = Field(default=0.8, ge=0, le=1)
    """The share of right answers that the notes must lead to."""
    gain: float = Field(default=0.3, ge=0, le=1)
    """How much larger that share must be than without the notes."""
    max_note_characters: int = Field(default=6000, ge=100)
    """How much of the notes the judge is given."""
    concurrency: int = Field(default=8, ge=1)
    """Calls at the same time."""
    seed: int = 0
    """Sent with each call, so that an endpoint which draws by a seed repeats itself."""

    @property
    def slow(self) -> bool:  # type: ignore[override]
        """Whether a model is asked."""
        return self.judge is not None

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each question without ground; not run where nothing is noted of the media."""
        if large := [place for place, turn in enumerate(sample.turns) if len(turn.text) > LARGEST]:
            yield self.not_run(sample, f"turn {large[0]} is too large")
            return
        if not sample.assets or not any(turn.text.strip() for _, turn in sample.asked()):
            return
        if sum(len(note.text) for note in sample.notes()) > LARGEST:
            yield self.not_run(sample, "the evidence is too large to look answers up in it")
            return
        if self.judge:
            yield from self._by_trial(sample, self.judge)
        else:
            yield from self._by_rule(sample)

    def _by_rule(self, sample: Sample) -> Iterator[Finding]:
        tag = str(sample.tags.get("language", "")).lower().partition("-")[0]
        if tag and tag not in LANGUAGES:
            yield self.not_run(sample, f"what questions ask for is not known in the language {tag[:20]!r}")
            return
        shown, languages = ShownFacts(sample), (tag,) if tag else LANGUAGES
        if shown.empty:
            yield self.not_run(sample, "nothing is noted of what is shown")
            return
        for place, turn in sample.asked():
            answer = next(iter(sample.turns[place + 1 :]), None)
            if answer and (_cites(sample, answer) or says_so(answer.text, languages)):
                continue
            for lack in islice(lacking(turn.text, shown, languages), MOST):
                severity: Severity = "minor" if lack.sure >= _MINOR else "note"
                message = f"nothing noted can answer this: it asks for {lack.what[:120]} ({lack.sure:.0%} sure)"
                where = Place(turn=place, start=lack.start, end=lack.end)
                yield self.finding(sample, severity, message, where, sure=lack.sure)

    def _by_trial(self, sample: Sample, judge: Chat) -> Iterator[Finding]:
        notes = "\n".join(f"{note.kind}: {note.text}" for note in sample.notes())[: self.max_note_characters]
        answerer = Answerer(judge, self.temperature, self.seed, self.concurrency)
        for place, turn in sample.asked():
            answer = next(iter(sample.turns[place + 1 :]), None)
            if not turn.text.strip() or (answer and says_so(answer.text, LANGUAGES)):
                continue
            if not notes.strip() or not answer or not (answer.gold or answer.text.strip()):
                yield self.not_run(
                    sample, f"turn {place} has no notes to be answered from, or no answer to compare with"
                )
                continue
            before = "\n".join(f"{one.role}: {one.text}" for one in sample.turns[:place])
            try:
                asked = Asked(turn.text, before, notes, answer.gold, answer.text)
                yield from self._told(sample, place, trial(asked, answerer, self.repeats))
            except NoReplyError as error:
                yield self.not_run(sample, f"the judge did not answer: {error}"[:300])

    def _told(self, sample: Sample, place: int, tried: Trial) -> Iterator[Finding]:
        """What a trial says against a question."""
        if tried.given < self.right_with * tried.repeats:
            message = f"the notes do not lead to the answer: right {tried.given} of {tried.repeats} times with them"
        elif tried.given - tried.removed < self.gain * tried.repeats:
            message = f"the notes are not needed: right {tried.removed} of {tried.repeats} times without them"
        else:
            return
        yield self.finding(sample, "minor", message, Place(turn=place), **tried._asdict())


def _cites(sample: Sample, answer: Turn) -> bool:
    """Whether an answer names notes that there are."""
    return bool(answer.evidence) and {note.id for note in sample.notes()}.issuperset(answer.evidence)
