"""What a sample asks last, and what a right answer to it states."""

from __future__ import annotations

from goldsmith.core.types import Sample, Turn

SHORT = 5
"""Up to so many words a whole answer is what another must state."""


def question_of(sample: Sample) -> str:
    """The last question; empty where nothing is asked."""
    return next((turn.text for _, turn in reversed(list(sample.asked()))), "")


def gold_turn(sample: Sample) -> Turn | None:
    """The turn that holds the gold values or, without any, the reference answer; None where there is neither."""
    last = max((place for place, _ in sample.asked()), default=-1)
    after = [turn for place, turn in sample.answered() if place > last]
    held = [turn for turn in (*after, *(turn for _, turn in sample.asked())) if turn.gold]
    return held[-1] if held else (after[-1] if after else None)


def gold_of(sample: Sample) -> tuple[str, ...]:
    """What the last answer of a sample must state; its whole text where no gold is given and it is short."""
    answers = [turn for _, turn in sample.answered()]
    if not answers:
        return ()
    return answers[-1].gold or ((answers[-1].text,) if 0 < len(answers[-1].text.split()) <= SHORT else ())
