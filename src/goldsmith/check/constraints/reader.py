"""All that a question asks of its answer and that this package knows."""

from __future__ import annotations

import functools
import re

from goldsmith.check.constraints.constraint import Constraint, Unverified
from goldsmith.check.constraints.counts import counts
from goldsmith.check.constraints.manner import manner
from goldsmith.check.constraints.marks import marks
from goldsmith.check.constraints.placement import placement
from goldsmith.check.constraints.request import request_of
from goldsmith.check.constraints.terms import terms

_KINDS = (counts, terms, marks, placement, manner)
_BEYOND = re.compile(
    r"\b(?:without (?:explicitly |directly |ever )?(?:mentioning|naming|stating|revealing|referring"
    r"|specifying|describing)"
    r"|(?:each|every) (?:sentence|line|paragraph|stanza|item) (?:must|should|has to|starts?|begins?"
    r"|includes?|contains?)"
    r"|(?:exactly|at least|at most|no more than|only) \w+ (?:metaphors?|similes?|analog(?:y|ies)"
    r"|adjectives?|verbs?|questions?"
    r"|reasons?|exchanges?|adverbs?|nouns?|examples?|emojis?)"
    r"|sin (?:mencionar|nombrar|revelar)(?: \w+)?)\b"
)
"""Told by meaning or grammar only."""


@functools.lru_cache(maxsize=256)
def constraints_of(question: str) -> tuple[Constraint, ...]:
    """The constraints in a question, each with the words that ask for it."""
    request = request_of(question)
    found = [one for kind in _KINDS for one in kind(request)]
    heard = " | ".join(one.asked for one in found)
    beyond = [request.asked(match) for match in _BEYOND.finditer(request.folded)]
    return (*dict.fromkeys(found), *(Unverified(asked) for asked in dict.fromkeys(beyond) if asked not in heard))
