"""An answer as it is read: which of the values it mentions does it assert, and which does it deny or only offer?

"It is not a 7 but an 8" mentions 7 and asserts 8; "either 3 or 8" asserts neither.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.evaluate.languages import Language, fold, plain
from goldsmith.evaluate.stated import Quantity, Span, mentions, quantities, quantity

_REACH = 80
"""How many characters before and after a value are looked at."""
_APPROXIMATELY = frozenset("so more less asi menos mas plus moins mehr weniger piu meno".split())
"""What may follow an "or" without offering another value: 7 or so."""


@dataclass(frozen=True)
class Reading:
    """An answer, folded, with what the rules know of its language; without a language nothing is taken as denied."""

    text: str
    language: Language | None
    scales: frozenset[float] = frozenset()
    """Thousands or millions that the question or the evidence names: `2.8` under `people (millions)` is 2.8 million."""
    in_form: bool = False
    """Whether it is JSON, XML or a table, whose every value is put forward."""

    @functools.cached_property
    def plain(self) -> str:
        """The answer without accents."""
        return plain(self.text)

    @functools.cached_property
    def folded(self) -> str:
        """The plain answer in lower case, place for place."""
        return self.plain.lower()

    @functools.cached_property
    def quantities(self) -> list[Quantity]:
        """Its numbers by position."""
        return quantities(self.folded, self._code)

    @property
    def _code(self) -> str:
        return self.language.code if self.language else ""

    def spans(self, value: str) -> list[Span]:
        """Where a value is mentioned: a number however it is written, else a name."""
        folded = fold(value).strip()
        wanted = quantity(folded, self._code)
        if wanted is not None:
            return [(one.start, one.end) for one in self._numbers() if one.says(wanted, self.scales)]
        if re.search(r"\w", folded):
            return mentions(self.folded, value)
        return [match.span() for match in re.finditer(re.escape(folded), self.folded)] if folded else []

    def _numbers(self) -> list[Quantity]:
        """The numbers; words that are articles as well count only where there is no other number."""
        sure = [one for one in self.quantities if not one.article]
        return sure or self.quantities

    def asserted(self, value: str) -> list[Span]:
        """Where a value is mentioned and not denied."""
        return [span for span in self.spans(value) if not self.denies(span)]

    def denies(self, span: Span) -> bool:
        """Whether what stands around a value takes it back."""
        if self.language is None:
            return False
        start, end = span
        before, after = self.folded[max(0, start - _REACH) : start], self.folded[end : end + _REACH]
        denied, claimed, taken_back, wrong = _patterns(self.language)
        return bool(denied.search(before) or wrong.match(after) or (claimed.search(before) and taken_back.match(after)))

    def offers(self, span: Span, golds: Sequence[Span]) -> bool:
        """Whether a value is one of two or more that an "or" offers; other ways to say the right one do not count."""
        if self.language is None:
            return False
        before, after = self.folded[max(0, span[0] - _REACH) : span[0]], self.folded[span[1] : span[1] + _REACH]
        preceded, followed = _offers(self.language)
        found = followed.match(after)
        if found and found[1] not in _APPROXIMATELY:
            return not _inside(span[1] + found.start(1), golds)
        earlier = preceded.search(before)
        return earlier is not None and not _inside(span[0] - len(before) + earlier.start(1), golds)


def _inside(place: int, spans: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


@functools.cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    """What denies a value before it, what claims it for now, what then gives another, and what denies one behind it."""
    between = rf"(?:{language.between}[\s'\"(*]+)*"
    either = rf"(?:[^\s,.;:!?]+\s+{language.alternatives}\s+{between})*"
    denial = (
        rf"(?:{language.negations}|{language.contrasts})[\s'\"(*]+{between}{either}|{language.negations_of_next}\s+"
    )
    return (
        re.compile(rf"(?<!\w)(?:{denial})[\"'(*]*$"),
        re.compile(rf"(?<!\w){language.claims}\s+{between}[\"'(*]*$"),
        re.compile(rf"[^.!?\n]*?(?<!\w){language.corrections}(?!\w)"),
        re.compile(rf"[\"')*]*\s+{language.rejections}(?!\w)"),
    )


@functools.cache
def _offers(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an "or" ties to a value: the word before and the word after."""
    between, quoted = rf"(?:{language.between}\s+)*", r"[\"'(*]*"
    tie = rf"(?:[\"')*,]{{0,2}}\s+{language.alternatives}\s+{between}{quoted}|\s?/\s?)"
    return re.compile(rf"(\w+){tie}$"), re.compile(rf"{tie}(\w+)")
