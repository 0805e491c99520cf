"""The options that a question lists: "A) red, B) blue", or one to a line."""

from __future__ import annotations

import re

_OPTION = re.compile(r"(?m)(?:^|(?<=\s))\(?([A-H])[).:][^\S\n]+(\S.*?)(?=$|[\s,;]\(?[B-H][).:]\s)")


def options_of(question: str) -> dict[str, str]:
    """The options by letter, in time linear in the question; none unless there are at least two."""
    found = {letter: text.strip(" \t,;?") for letter, text in _OPTION.findall(question)}
    return found if len(found) > 1 else {}


def without_options(question: str) -> str:
    """The question without the options it lists, its lines stripped; the question itself if nothing else is in it."""
    lines = (line.strip() for line in _OPTION.sub("", question).splitlines())
    return "\n".join(filter(None, lines)) or question
