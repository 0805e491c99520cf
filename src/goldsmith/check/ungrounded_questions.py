"""Questions that nothing in the evidence can answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from goldsmith.check.asked_for import LANGUAGES, lacking, says_so
from goldsmith.check.check import MOST, Check
from goldsmith.check.reading import LARGEST
from goldsmith.check.shown_facts import ShownFacts
from goldsmith.core.types import Finding, Place, Sample, Severity, Turn

_MINOR = 0.7
"""How sure a lack must be to be more than a note."""


class UngroundedQuestions(Check):
    """Flag questions about media that nothing noted of them can answer.

    By rule, in English and Spanish: a name, price, date, maker, address or thought of which there is no trace, sounds
    and words of a silent picture, what happened before or after it, a time after the end of a clip, rows and columns
    that a table does not have, objects that are taken to be there. Guesses ("what might ...") and what may be answered
    with no or none are fair, and so are questions whose answer cites a note or says that it cannot be told. A finding
    tells how sure it is.
    """

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


def _cites(sample: Sample, answer: Turn) -> bool:
    """Whether an answer names notes that there are."""
    return bool(answer.evidence) and {note.id for note in sample.notes()}.issuperset(answer.evidence)
