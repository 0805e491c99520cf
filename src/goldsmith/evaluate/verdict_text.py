"""Read a judge's verdict out of what a model wrote: the last stated option counts, and nothing is guessed."""

from __future__ import annotations

import re

from goldsmith.evaluate.judge import CRITERIA, Better, Opinion
from goldsmith.models.replies import last_object

_WORDS: dict[str, Better] = {
    "a": "first", "answer a": "first", "first": "first", "1": "first", "answer 1": "first",
    "b": "second", "answer b": "second", "second": "second", "2": "second", "answer 2": "second",
    "tie": "tie", "c": "tie", "equal": "tie", "same": "tie", "both": "tie", "neither": "tie", "draw": "tie",
}  # fmt: skip
_TAGGED = re.compile(r"\[\[\s*([ABC12]|tie)\s*\]\]", re.IGNORECASE)
_OPTION = r"(answer [AB12]|[AB]|1|2|tie|first|second|equal|same|neither|both|draw)(?!\w|\.\d)"
_STATED = re.compile(
    rf"(?:winner|verdict|better|best|result|answer is|choose|pick)\W{{0,12}}(?:is\W{{0,4}})?{_OPTION}", re.IGNORECASE
)
_ALONE = re.compile(rf"^\W*{_OPTION}\W*$", re.IGNORECASE)


def choice(text: str) -> Better | None:
    """The option a text ends by stating; None when it states none.

    `[[A]]` tags count first, then a text that is an option and nothing else, then phrases such as "the winner is B".
    """
    tagged = _TAGGED.findall(text)
    if tagged:
        return _WORDS[tagged[-1].lower()]
    alone = _ALONE.match(text.strip())
    if alone:
        return _WORDS.get(alone[1].lower())
    stated = _STATED.findall(text)
    return _WORDS.get(stated[-1].lower()) if stated else None


def opinions(reply: str) -> dict[str, Opinion]:
    """For each criterion the option and the reason; what cannot be read is unscored, with what was written instead.

    A JSON object is looked for first (the last one counts), then lines such as `correctness: A`.
    """
    plain = last_object(reply, CRITERIA)
    found: dict[str, Opinion] = {}
    for criterion in CRITERIA:
        value = plain.get(criterion)
        if isinstance(value, dict):
            value = value.get("better", value.get("winner", value.get("verdict")))
        if value is None:
            lines = re.findall(rf"{criterion}\W+([^\n]{{1,200}})", reply, re.IGNORECASE)
            value = lines[-1] if lines else None
        better = choice(str(value)) if value is not None else None
        reason = str(plain.get("reason", "")) if better else f"no verdict could be read: {reply.strip()[:200]!r}"
        found[criterion] = (better, reason)
    return found
