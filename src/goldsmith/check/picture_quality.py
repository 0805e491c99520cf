"""Pictures on which there is little to see."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Kind, Place, Sample, Severity
from goldsmith.media.look import is_picture
from goldsmith.media.measure import Measures, measures_of

DRAWN: tuple[Kind, ...] = ("chart", "document")
_SHOWN = ("brightness", "dark", "light", "reach", "crispness")


class PictureQuality(Check):
    """Flag pictures that are blurred, near-black, near-white, pale or of one colour.

    Looked at as at most 256 pixels long: a blur that is gone then does not count, and the fine print of a large page is
    not judged. Percent flagged of pictures changed on purpose; blurs by the radius at that size, and by the length from
    which a picture was enlarged:

    =====================================  =====  =======================  ===========  ===========  ===========  ====
    pictures                               whole  blurred by               enlarged     left of its  left, on     JPEG
    ..                                            0.5   1    1.5   2   4   128   64     light        white        10
    ..                                                                                  0.3   0.15   0.3   0.1
    =====================================  =====  =======================  ===========  ===========  ===========  ====
    41 photographs of blood cells              0    0   22   100 100 100     5  100      85    100    83   100       0
    5 photographs of other things              0    0    0    20 100 100     0   40       0    100     0   100       0
    30 blurred noises of many scales           0    0   63   100 100 100     0  100       0    100     0   100       0
    72 charts, tables and pages                0    0  100   100 100 100    76  100      36    100    36   100       0
    =====================================  =====  =======================  ===========  ===========  ===========  ====

    The blocks of a JPEG of low quality are edges: they are not found, and hid 17% of the blurs of blood cells by 2.
    """

    crisp: float = Field(default=0.1, ge=0)
    """Crispness below which a photograph is blurred."""

    crisp_drawn: float = Field(default=0.6, ge=0)
    """Crispness below which a chart or a document is blurred."""

    contrast: float = Field(default=0.12, ge=0, le=1)
    """From the darkest hundredth of a photograph to the lightest there must be so much, black to white being 1."""

    contrast_drawn: float = Field(default=0.3, ge=0, le=1)
    """From the darkest pixel of a chart or a document to the lightest there must be so much."""

    black: float = Field(default=0.15, ge=0, le=1)
    """A photograph is near-black when 99% of it are darker than this."""

    white: float = Field(default=0.85, ge=0, le=1)
    """A photograph is near-white when 99% of it are lighter than this."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """At most one finding for each picture."""
        for asset in filter(is_picture, sample.assets):
            where = Place(asset=asset.id)
            try:
                measures = measures_of(asset)
            except GoldsmithError as error:
                yield self.finding(sample, "not run", f"it cannot be looked at: {error.problem[:200]}", where)
                continue
            if fault := self._judged(measures, asset.kind in DRAWN):
                seen = {name: round(getattr(measures, name), 3) for name in _SHOWN}
                yield self.finding(sample, *fault, where, **seen)

    def _judged(self, seen: Measures, drawn: bool) -> tuple[Severity, str] | None:
        """How grave it is and what is wrong, None when nothing is.

        A blur is looked for last: in pictures with few grey levels their rounding looks like crisp edges.
        """
        if seen.reach <= 0.02:
            return "major", "a picture of one colour"
        if problem := self._drawn_faint(seen) if drawn else self._faint(seen):
            return "major", problem
        if seen.crispness < (self.crisp_drawn if drawn else self.crisp):
            return "minor", f"blurred: its crispness is {seen.crispness:.2f}"
        return None

    def _faint(self, seen: Measures) -> str:
        # a few bright spots on black are a picture of stars or of fluorescent cells
        if seen.light < self.black and seen.reach < 0.5:
            return f"near-black: 99% of it are darker than {seen.light:.2f} of white"
        if seen.dark > self.white and seen.reach < 0.5:
            return f"near-white: 99% of it are lighter than {seen.dark:.2f} of white"
        pale = seen.light - seen.dark < self.contrast and seen.reach < 0.5
        return f"hardly any contrast: a range of {seen.light - seen.dark:.2f} of white" if pale else ""

    def _drawn_faint(self, seen: Measures) -> str:
        return f"hardly any contrast: a range of {seen.reach:.2f} of white" if seen.reach < self.contrast_drawn else ""
