"""Duplicate pictures: of samples that show the same picture re-encoded, keep those of the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.likeness.alike_pictures import FAR, AlikePictures
from goldsmith.select.selector import Selector


class DuplicatePictures(Selector):
    """Leave out samples whose picture is an earlier one: re-encoded, scaled, cropped by up to 5%, marked or mirrored.

    Drawn pictures (charts, tables, pages) must agree at every spot, so that other data in the same style are other
    pictures; cropped or marked drawings are not recognised. A picture that cannot be opened is kept, and said to be.
    """

    version: ClassVar[int] = 2

    far: int = Field(default=FAR, ge=0, le=220)
    """Bits of the 220 of a fingerprint that may differ, for drawn pictures half as many."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """Samples with new pictures; a finding names the twin of each other one, and the sample that is kept for it."""
        pictures, alike, shown_in = AlikePictures(self.far), dict[str, list[str]](), dict[str, str]()
        for sample in samples:
            alike.update((asset.id, found) for asset in sample.assets if (found := pictures.like(asset)))
            fresh = [asset.id for asset in sample.assets if asset.id not in shown_in]
            twin = next((other for one in fresh for other in alike.get(one, ()) if other in shown_in), None)
            if twin is None:
                shown_in.update(dict.fromkeys(fresh, sample.id))
                yield sample
            else:
                kept = shown_in[twin]
                message = f"shows the picture of sample {kept}, which is kept, changed a little"
                yield self.finding(sample, "minor", message, twin=twin, kept=kept)
        yield from pictures.unread.findings(self.name())
