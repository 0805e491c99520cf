"""Exact duplicates: of samples that say the same about the same assets, keep the first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal

from goldsmith.core.types import Finding, Sample
from goldsmith.core.wording import assets_number, number, wording
from goldsmith.select.selector import Selector


class ExactDuplicates(Selector):
    """Leave out samples with the same assets and the same words as an earlier sample."""

    of: Literal["question", "answer", "both"] = "both"
    """Which turns are compared; with `question`, of several answers to one question the first is kept."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """The first of each kind; a finding names the kept twin of each other one."""
        seen: dict[int, str] = {}
        for sample in samples:
            key = number(json.dumps([assets_number(sample), wording(sample, self.of)]))
            if key not in seen:
                seen[key] = sample.id
                yield sample
            else:
                twin = seen[key]
                yield self.finding(sample, "minor", f"the same as sample {twin}, which is kept", twin=twin)
