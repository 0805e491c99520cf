"""The same sample twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Sample


class ExactDuplicates(Check):
    """Flag samples with the same words about the same assets as an earlier one; case and spaces do not count."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A finding for each later twin, naming the first; ids given twice are found too."""
        first: dict[bytes, str] = {}
        ids: set[str] = set()
        for sample in samples:
            if sample.id in ids:
                yield self.finding(sample, "major", f"the id {sample.id!r} was there before")
            ids.add(sample.id)
            if not sample.turns:
                continue
            twin = first.setdefault(_key(sample), sample.id)
            if twin != sample.id:
                yield self.finding(sample, "major", f"says the same as {twin}", twin=twin)


def _key(sample: Sample) -> bytes:
    words = "\x1f".join(f"{turn.role} {' '.join(turn.text.lower().split())}" for turn in sample.turns)
    assets = " ".join(sorted(asset.id for asset in sample.assets))
    return hashlib.blake2b(f"{words}\x1e{assets}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
