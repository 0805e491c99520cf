"""A slow check asked once about the same content: what it said is kept, and given again to the samples alike in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Sample
from goldsmith.store.kept_findings import KeptFindings


@dataclass(frozen=True)
class Remembered:
    """Several checks, and the folder where the slow ones of them keep what they said."""

    checks: tuple[Check, ...]
    kept: KeptFindings

    def __call__(self, samples: Iterable[Sample]) -> list[Finding]:
        """What the checks say of some samples, in order."""
        return [finding for sample in samples for finding in self.find(sample)]

    def find(self, sample: Sample) -> Iterator[Finding]:
        """What the checks say of one sample."""
        for check in self.checks:
            yield from self._kept(check, sample) if check.slow else check.find(sample)

    def _kept(self, check: Check, sample: Sample) -> Iterator[Finding]:
        asked = json.dumps([check.identity(), check.content(sample)], sort_keys=True)
        key = hashlib.sha256(asked.encode()).hexdigest()
        found = self.kept.get(key)
        if found is None:
            found = list(check.find(sample))
            # what could not be run may be possible another time, as when an endpoint is up again
            if all(one.severity != "not run" for one in found):
                self.kept.put(key, found)
        yield from (one if one.sample is None else one.but(sample=sample.id) for one in found)
