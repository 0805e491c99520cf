"""Phrases that assistants use more than people do."""

from __future__ import annotations

import functools
import re
from importlib.resources import files

from goldsmith.check.constraints.measuring import measure
from goldsmith.check.detectors.detector import Abstained, Detector, Passage, Scored
from goldsmith.check.text.tongue import unread

_WEIGHTS = {"strong": 2.0, "usual": 1.0, "weak": 0.5}
_SHORTEST = 100
"""Words; in a shorter text one phrase counts no more than in one of this length."""
_SHOWN = 40


class StockPhrases(Detector):
    """Count the different stock phrases of assistants per 100 words: openings, hedges, bridges, flourishes, closings.

    Known in en es de fr it pt ru zh ja. A phrase counts once however often it is said, twice where it is seldom a
    person's ("As an AI language model"), half where it is a person's as well ("Moreover,"). Characters of Chinese and
    Japanese count as words of two or more. What it sees is a manner of writing, not who wrote: models write without
    these phrases when asked to, and some people write with them.
    """

    threshold = 1.5

    def score(self, text: str, language: str) -> Scored | Abstained:
        """Weighted phrases per 100 words, with the place of each."""
        patterns = _patterns().get(language)
        if patterns is None:
            return Abstained(unread("stock phrases", language))
        plain = text.replace("’", "'")
        found = [(weight, match) for weight, pattern in patterns if (match := pattern.search(plain))]
        words = (measure("words", text) or (0, 0))[0]
        score = 100 * sum(weight for weight, _ in found) / max(words, _SHORTEST)
        passages = sorted(Passage(*_trimmed(match), "stock phrase") for _, match in found)
        shown = ", ".join(repr(text[start:end][:_SHOWN]) for start, end, _ in passages[:3])
        says = f"{len(passages)} stock phrase{'s' * (len(passages) != 1)} of assistants, as {shown}"
        return Scored(score, says, evidence=tuple(passages))


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The place of a match without the end of the sentence before it and the spaces around it."""
    said = match.group()
    before = len(said) - len(said.lstrip(" \t\n.!?。！？"))
    return match.start() + before, match.start() + max(before, len(said.rstrip()))


@functools.cache
def _patterns() -> dict[str, list[tuple[float, re.Pattern[str]]]]:
    import yaml

    text = (files("goldsmith.check.detectors") / "stock_phrases.yaml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    of_any = _compiled(tables.pop("any"))
    return {language: _compiled(table) + of_any for language, table in tables.items()}


def _compiled(table: dict[str, list[str]]) -> list[tuple[float, re.Pattern[str]]]:
    return [
        (_WEIGHTS[kind], re.compile(pattern, re.IGNORECASE | re.MULTILINE))
        for kind, patterns in table.items()
        for pattern in patterns
    ]
