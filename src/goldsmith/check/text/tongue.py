"""What a text is to be read as: prose or data, and in which language."""

from __future__ import annotations

from goldsmith.check.text.reading import language
from goldsmith.core.types import Sample, Turn

UNKNOWN = "the language is not known: too little text, and no `language` tag"
"""Why a text is not read of which `tongue` tells nothing."""
_SURE = 0.5
"""How sure the detector must be of a text without a tag."""
_SURER = 0.85
"""How sure it must be to overrule a tag: it errs about short texts."""


def is_prose(sample: Sample, turn: Turn) -> bool:
    """Whether a turn says something in sentences; answers tagged as JSON, CSV and the like do not."""
    return bool(turn.text.strip()) and (turn.role != "assistant" or sample.tags.get("format", "prose") == "prose")


def tongue(sample: Sample, text: str) -> str:
    """The language (ISO 639-1) to read a text of the sample in: as detected where that is sure, else its tag's.

    Empty where nothing tells.
    """
    tag = str(sample.tags.get("language", "")).lower().replace("_", "-").partition("-")[0]
    found = language(text)
    if found and found[1] >= (_SURER if tag else _SURE):
        return found[0]
    return tag


def unread(what: str, spoken: str) -> str:
    """Why a text in this language was not looked at: what one looks for in it is not known, or the language itself."""
    return f"{what} are not known in the language {spoken[:20]!r}" if spoken else UNKNOWN
