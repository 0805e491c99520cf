"""What a format cannot carry: counted over all samples written, and said once for each kind of loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.formats.files import problem
from goldsmith.media.look import PICTURES


def is_picture(asset: Asset) -> bool:
    """Whether an asset is a picture; told by its kind where no type is known, as of one that is not at hand."""
    return asset.mime.startswith("image/") if asset.mime else asset.kind in PICTURES


class LeftBehind:
    """Looks at samples on their way out, for a format that carries pictures and the things named."""

    def __init__(self, form: str, *carried: str) -> None:
        self.form = form
        self.carried = frozenset(carried)
        self.samples = 0
        self.losses: Counter[str] = Counter()

    def pictures(self, sample: Sample) -> list[Asset]:
        """The sample's pictures, which are what the format carries; what is lost with this sample is counted."""
        self.samples += 1
        self.losses.update(set(_losses(sample)) - self.carried)
        return [asset for asset in sample.assets if is_picture(asset)]

    def lose(self, loss: str) -> None:
        """Count a loss with the sample that was looked at last."""
        self.losses[loss] += 1

    def said(self) -> Iterator[Finding]:
        """A note for each kind of loss, with the number of samples that it concerns."""
        for loss, count in sorted(self.losses.items()):
            message = f"{loss} of {count:,} of {self.samples:,} samples cannot be carried"
            yield problem(self.form, message, "note", lost=loss, samples=count)


def _losses(sample: Sample) -> Iterator[str]:
    """What could be lost: fields of the sample, of its media, and kinds of notes."""
    yield "ids"
    for field in ("turns", "rivals", "parent", "foreign"):
        if getattr(sample, field):
            yield {"parent": "parents", "foreign": "foreign fields"}.get(field, field)
    if any(tag != ("modality", "image") for tag in sample.tags.items()):  # which every reader of pictures gives again
        yield "tags"
    for asset in sample.assets:
        yield from _losses_of(asset)
    if sum(map(is_picture, sample.assets)) > 1:
        yield "pictures together in a sample"


def _losses_of(asset: Asset) -> Iterator[str]:
    if not is_picture(asset):
        yield f"{asset.kind} assets"
    elif asset.kind != "image":
        yield f"kinds of pictures ({asset.kind})"
    if asset.licence:
        yield "licences"
    if asset.source and asset.size is not None:
        yield "sources"
    yield from (f"{note.kind} notes" for note in asset.notes)
    if any(note.origin or note.seconds for note in asset.notes):
        yield "origins of notes"
