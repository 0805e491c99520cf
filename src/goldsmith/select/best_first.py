"""Which of several samples is kept: that with the highest number in a tag, else the first."""

from __future__ import annotations

import math

from goldsmith.core.types import Sample


def score(sample: Sample, tag: str) -> float:
    """The number in a tag; without one a sample stands behind all that have one."""
    try:
        number = float(str(sample.tags.get(tag)))
    except ValueError:
        return -math.inf
    return -math.inf if math.isnan(number) else number
