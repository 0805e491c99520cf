"""How many answers of a set apologise or refuse."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import ClassVar

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.reading import LARGEST, prose
from goldsmith.check.text.tongue import tongue, unread
from goldsmith.core.types import Finding, Place, Sample


class Apology(Check):
    """Note answers that apologise or refuse, and flag a set in which their share of a language is over the target.

    Llama 3 balances them to a share instead of removing all (section 4.2.3). Known in en es de fr ru pt it zh ja; what
    stands in quotation marks or code is left alone.
    """

    version: ClassVar[int] = 3
    advises: ClassVar[bool] = True

    share: float = Field(default=0.02, ge=0, le=1)
    """Share of the answers of a language that may apologise or refuse."""

    least: int = Field(default=50, ge=1)
    """Answers in a language from which on its share is judged."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A note for each example, with its place, then a minor finding for each language over its share."""
        answers: Counter[str] = Counter()
        sorry: Counter[str] = Counter()
        for sample in samples:
            for place, turn in sample.answered():
                if len(turn.text) > LARGEST:
                    yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                    continue
                spoken = tongue(sample, turn.text)
                if spoken not in _patterns():
                    yield self.not_run(sample, unread("apologies", spoken))
                    continue
                answers[spoken] += 1
                if found := _patterns()[spoken].search(unquoted(prose(turn.text))):
                    sorry[spoken] += 1
                    where = Place(turn=place, start=found.start(), end=found.end())
                    yield self.finding(sample, "note", "the answer apologises or refuses", where)
        for spoken, times in sorted(sorry.items()):
            if answers[spoken] >= self.least and times > self.share * answers[spoken]:
                message = f"{times:,} of {answers[spoken]:,} answers in {spoken} apologise or refuse"
                yield self.finding(None, "minor", message, share=times / answers[spoken], target=self.share)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    import yaml

    text = (files("goldsmith.check") / "apologies.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    return {spoken: re.compile(pattern, re.IGNORECASE | re.MULTILINE) for spoken, pattern in found.items()}
