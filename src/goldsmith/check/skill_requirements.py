"""Does a request meet its skill, and does the answer do what the skill asks?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import Field

from goldsmith.check.answering.answered import as_pictures
from goldsmith.check.check import Check
from goldsmith.check.skills.exchange import Exchange, exchange
from goldsmith.check.skills.judging import messages, verdicts
from goldsmith.check.skills.requirements import Requirement, Skill, own_files, skill_of
from goldsmith.check.skills.rules import RULES, Asked, Broken
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.own_files import OwnPath
from goldsmith.core.types import Finding, Place, Sample
from goldsmith.models.chat import Chat, NoReplyError, Picture

_LONGEST = 768
"""Pixels along the longer edge of a picture that the judge is sent."""


class SkillRequirements(Check):
    """Flag requests that do not meet the skill in their `skill` tag, and answers that do not do what it asks.

    Without a judge, rules verify what a program can: a classifier tells what a request reads like; a summary is shorter
    than its source and states no other numbers and names; extracted items occur in the source; a classification names
    an offered label; a closed question is answered from its source, an open one needs none; a rewriting differs and
    keeps numbers and names; an inference says more than its source. Each finding says how sure it is. About things
    shown, only the request is looked at. With a judge, a model is asked about every requirement, also those that no
    rule verifies. The first request of a dialog and its answer are read, requests in English, Spanish,
    German and French (about something shown in English and Spanish), names in English and Spanish.
    """

    requirements: OwnPath | None = None
    """A folder of own requirements, SKILL.yaml: those with a name of ours replace it, others are added."""
    judge: Chat | None = None
    """A model that is asked instead of the rules; it is given the notes of what is shown."""
    pictures: int = Field(default=0, ge=0)
    """How many pictures of a sample the judge is sent as well; for models that see."""

    @property
    def slow(self) -> bool:  # type: ignore[override]
        """Whether a model is asked."""
        return self.judge is not None

    def files(self) -> Iterable[Path]:
        """The files of own requirements."""
        return own_files(self.requirements)

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A minor finding for each requirement that is not met, with how sure that is."""
        if any(len(turn.text) > LARGEST for turn in sample.turns):
            yield self.not_run(sample, "a turn is too large")
            return
        if not (found := exchange(sample)):
            return
        name = str(sample.tags.get("skill", ""))
        skill = skill_of(name, self.requirements) if name else None
        if skill is None:
            reason = f"there are no requirements of the skill {name[:40]!r}" if name else "there is no `skill` tag"
            yield self.not_run(sample, reason)
        elif self.judge:
            yield from self._judged(sample, name, skill, found)
        else:
            yield from self._verified(sample, name, skill, found)

    def _verified(self, sample: Sample, name: str, skill: Skill, found: tuple[int, int, Exchange]) -> Iterator[Finding]:
        """What the rules find; where none of them can tell, the check has not run."""
        verified = False
        for one in skill.requirements:
            if one.rule:
                part, rule = RULES[one.rule]
                broken = rule(found[2], Asked(name, one.limit, one.phrases))
                verified = verified or broken is not None
                place = found[0] if part == "request" else found[1]
                for fault in broken or ():
                    yield self._broken(sample, one, fault, place, min(one.sure, fault.chance))
        if not verified:
            yield self.not_run(sample, f"no rule can tell whether this is {name}: set `judge`")

    def _broken(self, sample: Sample, one: Requirement, fault: Broken, place: int, sure: float) -> Finding:
        length = len(sample.turns[place].text)
        where = Place(turn=place, start=fault.start, end=length if fault.end is None else fault.end)
        message = f"{one.name}: {fault.why[:200]} ({sure:.0%} sure)"
        return self.finding(sample, "minor", message, where, requirement=one.says, sure=round(sure, 3))

    def _shown(self, sample: Sample) -> list[Picture]:
        """The first pictures whose bytes are at hand.

        Raises:
            NoReplyError: one of them cannot be decoded.
        """
        from goldsmith.media.look import is_picture, picture

        there = [asset for asset in sample.assets if is_picture(asset) and asset.size is not None]
        try:
            return as_pictures((picture(asset, size=_LONGEST) for asset in there[: self.pictures]), _LONGEST)
        except GoldsmithError as error:
            raise NoReplyError(f"it could not be shown a picture: {error.problem}") from error

    def _judged(self, sample: Sample, name: str, skill: Skill, found: tuple[int, int, Exchange]) -> Iterator[Finding]:
        """What the judge says; what it does not say, or not so that it can be read, was not looked at."""
        assert self.judge
        notes = "\n".join(f"{note.kind}: {note.text}" for note in sample.notes())
        try:
            asked = messages(name, skill, found[2], notes, self._shown(sample))
            said = verdicts(self.judge.reply(asked))
        except NoReplyError as error:
            yield self.not_run(sample, f"the judge did not answer: {error}"[:300])
            return
        for one in skill.requirements:
            verdict = said.get(one.name)
            if verdict and not verdict.met:
                place = found[0] if one.rule and RULES[one.rule][0] == "request" else found[1]
                yield self._broken(sample, one, Broken(verdict.why), place, verdict.sure)
        if silent := [one.name for one in skill.requirements if one.name not in said]:
            yield self.not_run(sample, f"the judge gave no readable verdict on {', '.join(silent)}"[:300])
