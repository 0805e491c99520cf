"""Media by content hash: every file is kept once, under the sha256 of its bytes."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Sample
from goldsmith.store.files import write_whole


@dataclass(frozen=True)
class AssetStore:
    """A folder `ab/<sha256>.<ext>` of media; called with an asset, it gives the asset's bytes."""

    root: Path
    copies: bool = True
    """Whether media that lie elsewhere are copied in; otherwise they are referred to by their `uri` (any that fsspec
    opens: a path, s3://, gs://, https://)."""

    def path(self, asset: Asset) -> Path:
        """Where an asset's bytes lie, or would lie."""
        suffix = mimetypes.guess_extension(asset.mime) or "" if asset.mime else ""
        return self.root / asset.id[:2] / f"{asset.id}{suffix}"

    def keep(self, asset: Asset) -> Asset:
        """Take in an asset's bytes, unless it has none or they may stay elsewhere; the same asset, bound."""
        if asset.size is None or asset.is_bound_to(self):
            return asset
        if self.copies or asset.uri is None:
            self._copy(asset)
            asset = asset.but(uri=None)
        return asset.bound(self)

    def keep_all(self, sample: Sample) -> Sample:
        """Take in the bytes of all of a sample's assets."""
        kept = tuple(self.keep(asset) for asset in sample.assets)
        same = all(one is other for one, other in zip(kept, sample.assets, strict=True))
        return sample if same else sample.but(assets=kept)

    def bound(self, sample: Sample) -> Sample:
        """Tell a sample's assets that their bytes are found here."""
        for asset in sample.assets:
            asset.bound(self)
        return sample

    def __call__(self, asset: Asset) -> bytes:
        """The bytes of an asset, from this folder or from where it refers to.

        Raises:
            GoldsmithError: they are gone or are not the bytes that were there.
        """
        path = self.path(asset)
        if path.exists():
            return path.read_bytes()
        if asset.uri is None:
            raise GoldsmithError(
                f"asset {asset.id[:12]} ({asset.source}) is missing from {self.root}",
                "remove the stage's folder and run again, or restore the file",
            )
        return _fetched(asset, asset.uri)

    def _copy(self, asset: Asset) -> None:
        path = self.path(asset)
        if not path.exists():
            write_whole(path, asset.read())


def _fetched(asset: Asset, uri: str) -> bytes:
    import fsspec

    try:
        with fsspec.open(uri, "rb") as file:
            data: bytes = file.read()
    except (OSError, ValueError) as error:
        raise GoldsmithError(f"asset {asset.id[:12]} cannot be read from {uri}: {error}") from error
    if hashlib.sha256(data).hexdigest() != asset.id:
        raise GoldsmithError(f"{uri} has changed since it was read in", "run the stage that reads it again")
    return data
