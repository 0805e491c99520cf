"""Read what a model was asked to state out of what it wrote: the last statement counts, and nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

_MOST = 200
"""Places of a reply at which an object may begin."""
_END = 100_000
"""Characters at the end of a reply in which an object is sought; half objects would else be read again and again."""


def last_object(reply: str, keys: Collection[str]) -> dict[str, Any]:
    """The last JSON object of a reply that has one of the keys; empty when there is none."""
    found: dict[str, Any] = {}
    decoder = json.JSONDecoder()
    end = reply[-_END:]
    for start in [match.start() for match in re.finditer(r"\{", end)][-_MOST:]:
        try:
            plain, _ = decoder.raw_decode(end, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(plain, dict) and set(plain) & set(keys):
            found = plain
    return found


def last_option(reply: str, options: Collection[str]) -> str | None:
    """The option that a reply states last, as a word of its own in any case; None when it states none.

    An option within a longer one ("true" in "not true") is not taken for it; a decimal (1.5) states no option (1).
    """
    longest_first = sorted(options, key=len, reverse=True)
    pattern = rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?![\w])(?!\.\d)"
    stated = re.findall(pattern, reply, re.IGNORECASE)
    if not stated:
        return None
    # as the pattern matched it: a long ſ is an s there, but not in lower case
    return next(one for one in options if re.fullmatch(re.escape(one), stated[-1], re.IGNORECASE))
