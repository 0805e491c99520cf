"""The judge that needs no model: it holds both answers against the evidence."""

from __future__ import annotations

import re
from collections import Counter
from typing import ClassVar

from goldsmith.core.types import Sample
from goldsmith.evaluate.asked import broken_requests, most_words
from goldsmith.evaluate.correctness import Grade, grade
from goldsmith.evaluate.gold import gold_turn
from goldsmith.evaluate.judge import Better, Judge, Opinion
from goldsmith.evaluate.languages import fold, language_of, unknown_language, words

_PERSONAL = (
    ("an e-mail address", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")),
    ("a phone number", re.compile(r"(?<!\d)\+?\d{1,3}[ -]\(?\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}(?!\d)")),
    (
        "a source leak",
        re.compile(r"(?i)\b(?:bounding box(?:es)?|according to the (?:captions?|notes?)|system prompt)\b"),
    ),
)


class RuleJudge(Judge):
    """Compare two answers by rules, from gold values and notes, the same whichever comes first.

    Correctness: all gold values are stated (numbers and names however they are written), none is denied or merely
    offered among others ("either 3 or 8"), and nothing contradicts them; without gold values, words shared with the
    reference. Observance: form, language and length as asked. Safety: personal data and source leaks that the question
    does not hold. Conciseness: only between equally correct answers, words beyond what the reference or the question
    allows, and repetition. Overall is the first of correctness, observance, safety and conciseness that decides,
    conciseness only where no answer is known to be wrong; unscored where correctness is.

    The rules read English, Spanish, French, German, Portuguese and Italian. In other languages only answers that are
    nothing but known values are graded; all else is unscored.
    """

    version: ClassVar[int] = 2

    closeness: float = 0.15
    """Without gold values: how much closer to the reference an answer must be to be more correct, 0 to 1."""
    padding: float = 0.25
    """How many more words, as a share of those allowed, make an answer less concise."""

    def judge(self, sample: Sample, first: str, second: str) -> dict[str, Opinion]:
        """All five criteria; an answer of nothing is wrong."""
        one, two = grade(sample, first), grade(sample, second)
        correctness = self._correctness(one, two)
        told: dict[str, Opinion] = {
            "correctness": correctness,
            "conciseness": ("tie", "not equally correct"),
            "observance": _observance(sample, first, second),
            "safety": _fewer(_leaks(sample, first), _leaks(sample, second), "nothing unsafe"),
        }
        if correctness[0] in ("tie", None):
            told["conciseness"] = self._conciseness(sample, first, second)
        return {**told, "overall": _overall(told, both_wrong=one.value == two.value == 0)}

    def _correctness(self, one: Grade, two: Grade) -> Opinion:
        if one.value is None or two.value is None:
            return None, one.why if one.value is None else two.why
        needed = 0.5 if {one.value, two.value} <= {0.0, 1.0} else self.closeness
        return _higher(one.value, two.value, needed, f"first {one.why}; second {two.why}")

    def _conciseness(self, sample: Sample, first: str, second: str) -> Opinion:
        sizes = len(words(first)), len(words(second))
        allowed = _allowed(sample) or max(1, min(sizes))
        excess = [
            max(0, size - allowed) / allowed + _repeated(text)
            for size, text in zip(sizes, (first, second), strict=True)
        ]
        why = f"{sizes[0]} and {sizes[1]} words where {allowed} do"
        return _higher(-excess[0], -excess[1], self.padding, why)


def _higher(one: float, two: float, needed: float, why: str) -> Opinion:
    if abs(one - two) < needed or one == two:
        return "tie", why
    return ("first" if one > two else "second"), why


def _fewer(first: list[str], second: list[str], fine: str) -> Opinion:
    better: Better = "tie" if len(first) == len(second) else "first" if len(first) < len(second) else "second"
    return better, f"first: {'; '.join(first) or fine}. second: {'; '.join(second) or fine}"


def _observance(sample: Sample, first: str, second: str) -> Opinion:
    told = _fewer(broken_requests(sample, first), broken_requests(sample, second), "given as asked")
    tag = str(sample.tags.get("language", ""))
    if told[0] == "tie" and language_of("", tag) is None:
        return None, unknown_language(tag)
    return told


def _overall(told: dict[str, Opinion], both_wrong: bool) -> Opinion:
    better, why = told["correctness"]
    if better is None:
        return None, why
    for criterion in ("correctness", "observance", "safety", *(() if both_wrong else ("conciseness",))):
        better, why = told[criterion]
        if better in ("first", "second"):
            return better, f"by {criterion}: {why}"
    return "tie", "equal on every criterion that counts" + (", both wrong" if both_wrong else "")


def _allowed(sample: Sample) -> int:
    """How many words do: the longer of what the question allows and the reference needs; 0 where neither is known."""
    held = gold_turn(sample)
    reference = len(words(held.text)) if held is not None and held.role == "assistant" else 0
    return max(reference, most_words(sample) or 0)


def _repeated(text: str) -> float:
    """Share of three-word runs that were said before."""
    said = [fold(word) for word in words(text)]
    runs = Counter(zip(said, said[1:], said[2:], strict=False))
    return 1 - len(runs) / runs.total() if runs else 0.0


def _leaks(sample: Sample, answer: str) -> list[str]:
    shown = "\n".join([*(turn.text for turn in sample.turns), *(note.text for note in sample.notes())])
    return [
        name for name, pattern in _PERSONAL if any(match.group() not in shown for match in pattern.finditer(answer))
    ]
