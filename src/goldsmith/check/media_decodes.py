"""Media that are there and whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pydantic import Field

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError, NotInstalledError
from goldsmith.core.types import Asset, Finding, Place, Sample, Severity
from goldsmith.media.containers import OverLimitError
from goldsmith.media.look import verified
from goldsmith.media.mime import kind_of, mime_of
from goldsmith.media.whole import Decoded, decoded

Fault = tuple[Severity, str]
"""How grave it is, and what is wrong."""
_SAME = {
    "image/jpg": "image/jpeg",
    "image/x-ms-bmp": "image/bmp",
    "image/x-png": "image/png",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/mp3": "audio/mpeg",
    "audio/x-flac": "audio/flac",
    "audio/x-m4a": "audio/mp4",
    "audio/opus": "audio/ogg",
    "video/avi": "video/x-msvideo",
    "video/matroska": "video/x-matroska",
}
_CALLED = {"video": "a video", "audio": "a recording"}
_decoded: dict[tuple[str, float], Decoded | Fault] = {}
"""What was found by the hash of the bytes, which are sure to be the same, and the seconds decoded."""
_MOST_KNOWN = 8192


class MediaDecodes(Check):
    """Flag assets whose bytes are gone, changed, damaged, or not of the type they promise.

    Pictures, videos and recordings are decoded to their last byte and texts as UTF-8. An asset without bytes or a PDF
    is not run, neither is what of a video or a recording lies beyond `seconds`. Percent of files damaged on purpose
    that were found, the hash they are named after left aside; of whole ones none was flagged. They were cut to 5, 30,
    60, 90 and 99% of their bytes:

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
    rather than none: only the hash tells. Videos and recordings, five or three of a form, a twentieth of the bytes
    overwritten by zeros in the last column:

    ======================  ====  ====  ====  =====  ======  =====  =======
    form                    cut   cut   cut   2 b.   second  16 b.  1/20 of
    ..                      30 %  90 %  99 %  less   half 0  other  it 0
    ======================  ====  ====  ====  =====  ======  =====  =======
    MP4 with H.264 and AAC   100   100   100     67     100    100      100
    MKV with H.264 and AAC   100   100     0      0     100    100      100
    WebM with VP8            100   100     0      0     100      0        8
    WebM with VP9            100     0     0      0     100     33      100
    AVI with MPEG-4          100   100   100    100     100    100       92
    MPEG-TS                  100    67   100     67     100    100       83
    WAV                      100   100   100    100       0      0        0
    FLAC                     100   100   100    100     100     20        0
    MP3                      100   100     0      0     100     40      100
    M4A                      100   100   100      0     100    100      100
    Ogg                      100   100    83      0     100     79        0
    ======================  ====  ====  ====  =====  ======  =====  =======

    An end that is missing is told by the length that a file promises, but half a second, and a fiftieth of a long one,
    may be missing: files are often written so.
    """

    seconds: float = Field(default=600.0, gt=0)
    """So much of a video or a recording is decoded."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """At most one finding for each asset, the gravest."""
        for asset in sample.assets:
            if asset.size is None:
                yield self._said(sample, asset, "not run", "its bytes are not at hand")
                continue
            if fault := self._fault(asset):
                yield self._said(sample, asset, *fault)

    def _said(self, sample: Sample, asset: Asset, severity: Severity, problem: str) -> Finding:
        called = f"asset {asset.id[:12]}"
        return self.finding(sample, severity, f"{called}: {problem}", Place(asset=asset.id), source=asset.source)

    def _fault(self, asset: Asset) -> Fault | None:
        """What is wrong with an asset that should have bytes; None when nothing is."""
        try:
            data = asset.read()
        except GoldsmithError as error:
            return "major", f"its bytes are gone: {_short(error)}"
        if not data:
            return "major", "it is empty (0 bytes)"
        if hashlib.sha256(data).hexdigest() != asset.id:
            return "major", "its bytes are not those that it is named after"
        return self._undecoded(asset, data)

    def _undecoded(self, asset: Asset, data: bytes) -> Fault | None:
        mime = mime_of(data)
        found = kind_of(mime)
        if found == "image":
            return _picture_fault(asset, data, mime)
        if asset.kind in ("image", "chart") or asset.mime.startswith("image/"):
            return "major", f"it should be a picture, but its bytes are {mime}"
        if asset.kind == "text" or asset.mime.startswith("text/"):
            return None if found == "text" else ("major", f"it should be UTF-8 text, but its bytes are {mime}")
        if asset.kind in ("video", "audio"):
            return self._timed_fault(asset, data, mime)
        return "not run", f"nothing here decodes {mime}"

    def _timed_fault(self, asset: Asset, data: bytes, mime: str) -> Fault | None:
        known = (asset.id, self.seconds)
        if known not in _decoded:
            if len(_decoded) >= _MOST_KNOWN:
                _decoded.clear()
            _decoded[known] = _damage(data, self.seconds)
        seen = _decoded[known]
        if not isinstance(seen, Decoded):
            return seen
        if asset.kind not in seen.tracks:
            return "major", f"it should be {_CALLED[asset.kind]}, but holds only {' and '.join(seen.tracks)}"
        held = mime.replace("video/", "audio/", 1) if seen.tracks == ("audio",) else mime
        if (promised := _SAME.get(asset.mime, asset.mime)) and promised != held:
            return "minor", f"it promises {asset.mime}, but its bytes are {held}"
        if asset.seconds is not None and abs(asset.seconds - seen.promised) > max(0.5, seen.promised / 50):
            return "minor", f"recorded as {asset.seconds:.1f} seconds, but it is {seen.promised:.1f}"
        if not seen.ended:
            return "not run", f"only {seen.seconds:.0f} of {seen.promised:.0f} seconds were decoded"
        return None


def _damage(data: bytes, seconds: float) -> Decoded | Fault:
    """How far a video or a recording decodes, or what is wrong with it."""
    try:
        return decoded(data, seconds, name="it")
    except (NotInstalledError, OverLimitError) as error:
        return "not run", _short(error)
    except GoldsmithError as error:
        return "major", _short(error)


def _picture_fault(asset: Asset, data: bytes, mime: str) -> Fault | None:
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
