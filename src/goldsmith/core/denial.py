"""Whether what a text names is denied: "no dog", "without a dog", "no hay perros"."""

from __future__ import annotations

import re

_DENIED = re.compile(
    r"\b(?:no(?!,)|not(?! only)|without|neither|nor|none|never|rather than|instead of|lack|lacks|absence"
    r"|sin|ni|ningún|ninguna|nunca|tampoco|en lugar de|en vez de|isn't|aren't|cannot|(?:do|does|can|wo|was|were)n't)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?\n]|\b(?:but|however|although|while|whereas|pero|sino|aunque|mientras)\b", re.IGNORECASE)
_BEFORE = 80
"""Characters in which a denial is looked for; lists like "no cat, dog or horse" are seldom longer."""


def denied(text: str, place: int) -> bool:
    """Whether the clause that a place stands in denies what comes there (English and Spanish)."""
    *_, clause = _CLAUSE.split(text[max(0, place - _BEFORE) : place])
    return _DENIED.search(clause) is not None
