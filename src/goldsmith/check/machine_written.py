"""Does an answer read as if a machine wrote it?"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from goldsmith.check.check import Check, Fault
from goldsmith.check.constraints.measuring import measure
from goldsmith.check.detectors.detector import Abstained, Detector, Scored
from goldsmith.check.detectors.stock_phrases import StockPhrases
from goldsmith.check.measuring.accepted_scores import Calibration, calibration_from
from goldsmith.check.text.markdown import shape
from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.tongue import is_prose, tongue
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.own_files import OwnPath
from goldsmith.core.stats import wilson
from goldsmith.core.types import Finding, Sample

_EVIDENCE = 20
"""Passages that a finding lists."""


class MachineWritten(Check):
    """Note answers that read like an assistant's, with the phrases that say so: advice to a reader, never a verdict.

    The detector built in counts stock phrases. It sees boilerplate, and nothing else: people's prose from the plain
    prose of a model it told worse than chance in one small trial (area under the curve 0.26) and little better in
    another (0.7, with none of 24 answers of the model noted), as a model that writes plainly uses these phrases as
    seldom as people do. So what is not noted is not shown to be a person's, and what is noted may be: nobody should be
    paid, blamed or dismissed by it.
    Texts under `least_words` words are left undetermined, as are languages that the detector does not know.

    With a `calibration` (`goldsmith checks calibrate machine-written`) from the project's own accepted texts that
    people are known to have written, an answer is noted when few of those score as high: the conformal p-value is at
    most `false_alarms`, which bounds the share of people's texts that are noted, as far as they are like those in the
    calibration. Where the calibration has groups, as native and other writers, each is compared with its own.
    """

    advises: ClassVar[bool] = True

    detector: Detector = StockPhrases()
    """What scores the texts; see the operations of the kind `detector`."""

    least_words: int = Field(default=100, ge=1)
    """Words of a text from which on it is judged; in shorter ones there is too little to tell."""

    calibration: OwnPath | None = None
    """A file that `goldsmith checks calibrate` wrote; without one the detector's own threshold is used."""

    false_alarms: float = Field(default=0.05, gt=0, lt=1)
    """With a calibration: the share of people's texts that may be noted."""

    @property
    def slow(self) -> bool:  # type: ignore[override]
        """Whether the detector asks a model."""
        return self.detector.slow

    def files(self) -> Iterable[Path]:
        """The calibration."""
        return (self.calibration,) if self.calibration else ()

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A note for each answer that reads like a machine's, from its first to its last telling piece."""
        for place, turn in sample.answered():
            if is_prose(sample, turn):
                yield from self.in_texts(sample, [(place, turn)], functools.partial(self._faults, sample))

    def scored(self, sample: Sample, text: str) -> Scored | Abstained:
        """What the detector says of an answer of a sample."""
        plain = unquoted(shape(text).prose)
        if (measure("words", plain) or (0, 0))[0] < self.least_words:
            return Abstained(f"too short to tell (under {self.least_words} words)")
        return self.detector.score(plain, tongue(sample, text))

    def _faults(self, sample: Sample, text: str) -> Iterator[Fault]:
        found = self.scored(sample, text)
        verdict = found if isinstance(found, Abstained) else self._judged(sample, text, found)
        if isinstance(verdict, Abstained):
            yield Fault("not run", verdict.reason, 0, len(text))
        elif isinstance(found, Scored) and verdict is not None:
            pieces = found.evidence[:_EVIDENCE]
            shown = [{"start": one.start, "end": one.end, "text": text[one.start : one.end]} for one in pieces]
            span = (pieces[0].start, max(one.end for one in pieces)) if pieces else (0, len(text))
            message, known = verdict
            evidence = {"score": round(found.score, 4), "detector": self.detector.name(), "passages": shown, **known}
            yield Fault("note", message, *span, evidence=evidence)

    def _judged(self, sample: Sample, text: str, found: Scored) -> tuple[str, dict[str, object]] | Abstained | None:
        """The message and what more is known; None where nothing is to be said."""
        if self.calibration is not None:
            return self._compared(calibration_from(self.calibration), sample, tongue(sample, text), found)
        if found.p_value is not None:
            flagged, known = found.p_value <= self.false_alarms, {"p_value": round(found.p_value, 4)}
        elif self.detector.threshold is None:
            return Abstained(f"{self.detector.name()} tells nothing without a calibration")
        else:
            flagged, known = found.score >= self.detector.threshold, {"threshold": self.detector.threshold}
        return (f"this reads like a machine's: {found.says}", dict(known)) if flagged else None

    def _compared(
        self, calibration: Calibration, sample: Sample, language: str, found: Scored
    ) -> tuple[str, dict[str, object]] | Abstained | None:
        """The same against the project's own texts."""
        if (reason := calibration.misfit(self.detector, self.least_words)) is not None:
            return Abstained(reason)
        known = calibration.peers(language, sample.tags.get(calibration.group_tag, ""))
        if known.needed(self.false_alarms) > len(known.scores):
            needed = known.needed(self.false_alarms)
            return Abstained(f"the calibration has {len(known.scores)} texts of {known.name}, and {needed} are needed")
        p = known.p_value(found.score)
        if p > self.false_alarms:
            return None
        noted = known.noted(self.false_alarms)
        low, high = wilson(noted, len(known.scores))
        rate = f"{noted} of {len(known.scores)} accepted texts of {known.name} would be noted ({low:.0%} to {high:.0%})"
        evidence = {"p_value": round(p, 4), "false_alarms": noted, "accepted": len(known.scores), "peers": known.name}
        return f"this reads like a machine's (p = {p:.3f}; {rate}): {found.says}", evidence


def calibrated(check: MachineWritten, samples: Iterable[Sample], group_tag: str = "") -> Calibration:
    """The scores of accepted, known-human answers, to compare others with.

    Raises:
        GoldsmithError: the detector can score none of them.
    """
    rows: list[tuple[str, str, float]] = []
    reasons: dict[str, int] = {}
    for sample in samples:
        for _, turn in sample.answered():
            found = check.scored(sample, turn.text) if is_prose(sample, turn) else Abstained("no prose")
            if isinstance(found, Abstained):
                reasons[found.reason] = reasons.get(found.reason, 0) + 1
            else:
                rows.append((tongue(sample, turn.text), str(sample.tags.get(group_tag, "")), found.score))
    if not rows:
        why = "; ".join(f"{reason}: {times:,}" for reason, times in reasons.items()) or "there are no answers"
        raise GoldsmithError(f"no accepted text can be scored ({why})", "give texts that people wrote, long enough")
    return Calibration.of(check.detector, check.least_words, rows, group_tag, reasons)
