"""Media that are there and whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Place, Sample, Severity
from goldsmith.media.look import verified
from goldsmith.media.mime import kind_of, mime_of

_SAME = {"image/jpg": "image/jpeg", "image/x-ms-bmp": "image/bmp", "image/x-png": "image/png"}


class MediaDecodes(Check):
    """Flag assets whose bytes are gone, changed, damaged, or not of the type they promise.

    Pictures are decoded to their last byte and texts as UTF-8. An asset without bytes, a video, a recording or a PDF is
    not run. Percent of pictures damaged on purpose that were found, the hash they are named after left aside; of whole
    ones none was flagged. They were cut to 5, 30, 60, 90 and 99% of their bytes:

    ==========================================  ====  =====  =======  =========
    pictures                                    cut   2 b.   second   16 bytes
    ..                                          to %  less   half 0s  changed
    ==========================================  ====  =====  =======  =========
    21 photographs of blood cells, JPEG          100    100      100         11
    10 noises, JPEG or progressive JPEG          100    100      100          5
    16 drawings, JPEG                            100    100      100          5
    10 noises, PNG                               100      0      100         97
    16 drawings, PNG                             100      0      100         86
    10 noises, WebP                              100    100        0         50
    ==========================================  ====  =====  =======  =========

    A PNG that lacks two bytes of its end mark still has all its pixels. A changed JPEG or WebP shows another picture
    rather than none: only the hash tells.
    """

    def find(self, sample: Sample) -> Iterator[Finding]:
        """At most one finding for each asset, the gravest."""
        for asset in sample.assets:
            if asset.size is None:
                yield self._said(sample, asset, "not run", "its bytes are not at hand")
                continue
            if fault := _fault(asset):
                yield self._said(sample, asset, *fault)

    def _said(self, sample: Sample, asset: Asset, severity: Severity, problem: str) -> Finding:
        called = f"asset {asset.id[:12]}"
        return self.finding(sample, severity, f"{called}: {problem}", Place(asset=asset.id), source=asset.source)


def _fault(asset: Asset) -> tuple[Severity, str] | None:
    """How grave it is and what is wrong with an asset that should have bytes; None when nothing is."""
    try:
        data = asset.read()
    except GoldsmithError as error:
        return "major", f"its bytes are gone: {_short(error)}"
    if not data:
        return "major", "it is empty (0 bytes)"
    if hashlib.sha256(data).hexdigest() != asset.id:
        return "major", "its bytes are not those that it is named after"
    return _undecoded(asset, data)


def _undecoded(asset: Asset, data: bytes) -> tuple[Severity, str] | None:
    mime = mime_of(data)
    found = kind_of(mime)
    if found == "image":
        return _picture_fault(asset, data, mime)
    if asset.kind in ("image", "chart") or asset.mime.startswith("image/"):
        return "major", f"it should be a picture, but its bytes are {mime}"
    if asset.kind == "text" or asset.mime.startswith("text/"):
        return None if found == "text" else ("major", f"it should be UTF-8 text, but its bytes are {mime}")
    return "not run", f"nothing here decodes {mime}"


def _picture_fault(asset: Asset, data: bytes, mime: str) -> tuple[Severity, str] | None:
    try:
        width, height = verified(data)
    except GoldsmithError as error:
        return "major", _short(error)
    promised = _SAME.get(asset.mime, asset.mime)
    if promised and promised != mime:
        return "minor", f"it promises {asset.mime}, but its bytes are {mime}"
    recorded = (asset.width or width, asset.height or height)
    if recorded != (width, height):
        return "minor", f"recorded as {recorded[0]} x {recorded[1]} pixels, but it is {width} x {height}"
    return None


def _short(error: GoldsmithError) -> str:
    return error.problem[:200]
