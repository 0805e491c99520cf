"""Read what a model was asked to state out of what it wrote: the last statement counts, and nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

_MOST = 200
"""Places of a reply at which an object may begin."""


def last_object(reply: str, keys: Collection[str]) -> dict[str, Any]:
    """The last JSON object of a reply that has one of the keys; empty when there is none."""
    found: dict[str, Any] = {}
    decoder = json.JSONDecoder()
    for start in [match.start() for match in re.finditer(r"\{", reply)][-_MOST:]:
        try:
            plain, _ = decoder.raw_decode(reply[start:])
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
    return next(one for one in options if one.lower() == stated[-1].lower()) if stated else None
