"""Duplicate pictures: of samples that show the same picture re-encoded, keep those of the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.select.alike_pictures import AlikePictures
from goldsmith.select.selector import Selector


class DuplicatePictures(Selector):
    """Leave out samples whose picture is an earlier one, re-encoded or scaled (two perceptual hashes both near)."""

    coarse: int = Field(default=8, ge=0, le=64)
    """Bits of the 64-bit hash that may differ."""
    fine: int = Field(default=40, ge=0, le=256)
    """Bits of the 256-bit hash that may differ."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """Samples with new pictures; a finding names the twin of each other one."""
        pictures, twins = AlikePictures(self.coarse, self.fine), dict[str, str]()
        for sample in samples:
            for asset in sample.assets:
                like = pictures.like(asset)
                if like:
                    twins[asset.id] = like[0]
            found = next((twins[asset.id] for asset in sample.assets if asset.id in twins), None)
            if found is None:
                yield sample
            else:
                yield self.finding(
                    sample, "minor", f"shows the same picture as asset {found[:12]}, re-encoded", twin=found
                )
