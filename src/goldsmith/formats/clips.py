"""A folder of videos and recordings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.formats.files import inside
from goldsmith.formats.format import Format
from goldsmith.formats.media_below import any_below, samples_below
from goldsmith.media.look import asset_of

SUFFIXES = frozenset(
    (
        ".mp4 .m4v .mov .mkv .webm .avi .mpg .mpeg .ts .flv .ogv .wav .flac .mp3 .m4a .aac .ogg .oga .opus .aif .aiff"
    ).split()
)
"""Names by which files promise to be videos or recordings."""


class Clips(Format):
    """All videos and recordings below a folder, a sample each; the name of the folder of one can be its label.

    Their length and size are recorded where their bytes tell; `media-decodes` says whether they are whole.
    """

    labels: bool = False
    """Take the name of the folder that a clip lies in as its label."""

    licence: str = ""
    """The licence of the clips."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with a video or a recording in it."""
        return any_below(path, SUFFIXES)

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The clips in the order of their names; the same clip twice gives one sample."""
        yield from samples_below(self.name(), path, SUFFIXES, lambda name: self._asset(path, name), self.labels)

    def _asset(self, folder: Path, name: str) -> Asset:
        path = inside(folder, name)
        if not path.is_file():
            raise GoldsmithError(f"{path} is no file", "pipes and devices are not read")
        asset = asset_of(path, licence=self.licence, source=name)
        if asset.kind not in ("video", "audio"):
            raise GoldsmithError(f"{name} should be a video or a recording, but its bytes are {asset.mime}")
        return asset
