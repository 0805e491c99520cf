"""Split: hold some assets back for evaluation, with no picture on both sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.core.wording import number
from goldsmith.likeness.alike_pictures import FAR, groups
from goldsmith.select.selector import Selector


class Split(Selector):
    """Tag every sample `split: train` or `split: heldout`, by asset: all that shows an asset is on one side.

    Samples that share an asset, a picture re-encoded, or the value of `together` are a group and go to the same side.
    """

    holdout: float = Field(default=0.15, ge=0, lt=1)
    """Share of the assets that are held out, as nearly as whole groups allow; the largest groups are trained on."""
    together: str = ""
    """A tag whose samples with the same value must not be parted, such as `title`."""
    stratify: str = "domain"
    """A tag within whose values the share is held; empty for none."""
    alike: bool = True
    """Treat near-identical pictures (re-encoded, scaled, cropped a little) as one, by perceptual hashes."""
    far: int = Field(default=FAR, ge=0, le=110)
    """Bits of 220 by which the hashes of near-identical pictures may differ. Small, plain pictures of one kind, such as
    icons or scanned digits, differ less from each other than a photograph from its crop: 6 finds re-encodings alone."""
    seed: int = 0
    """Seed of the draw."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """All samples, tagged; then what was held out."""
        joined = groups(samples, self.alike, self.far)
        values: dict[str, str] = {}
        strata: dict[str, str] = {}
        for sample in samples:
            name = _leader(sample)
            strata[name] = str(sample.tags.get(self.stratify, ""))
            if self.together and self.together in sample.tags:
                value = f"{sample.tags.get('dataset')} {sample.tags[self.together]}"
                joined.join((values.setdefault(value, name), name))
        sizes: dict[str, Counter[str]] = defaultdict(Counter)
        for name, stratum in strata.items():
            sizes[joined.top(name)][stratum] += 1
        held = self._held(sizes)
        counts: Counter[str] = Counter()
        for sample in samples:
            side = "heldout" if joined.top(_leader(sample)) in held else "train"
            counts[side] += 1
            yield sample.but(tags=sample.tags | {"split": side})
        yield self._told(sizes, held, counts)
        yield from self._one_large_group(sizes)
        yield from joined.unread.findings(self.name())

    def _held(self, sizes: Mapping[str, Counter[str]]) -> set[str]:
        """The groups to hold out: drawn in each stratum as long as each brings the share nearer to what is wanted."""
        by_stratum: dict[str, list[str]] = defaultdict(list)
        for group, strata in sizes.items():
            by_stratum[max(strata, key=lambda stratum: (strata[stratum], stratum))].append(group)
        held: set[str] = set()
        owed = 0.0
        for stratum in sorted(by_stratum):
            drawn = sorted(by_stratum[stratum], key=lambda group: number(f"{self.seed}:{group}"))
            largest = max(drawn, key=lambda group: sizes[group].total())
            owed += self.holdout * sum(sizes[group].total() for group in drawn)
            for group in drawn:
                size = sizes[group].total()
                if group != largest and size <= 2 * owed:
                    held.add(group)
                    owed -= size
        return held

    def _told(self, sizes: Mapping[str, Counter[str]], held: set[str], counts: Counter[str]) -> Finding:
        assets = sum(strata.total() for strata in sizes.values())
        kept_back = sum(sizes[group].total() for group in held)
        message = f"{kept_back:,} of {assets:,} assets ({len(held):,} of {len(sizes):,} groups) are held out, "
        message += f"{counts['heldout']:,} of {counts.total():,} samples"
        figures = {"groups": len(sizes), "held": len(held), "assets": assets, "held_assets": kept_back}
        return self.finding(None, "note", message, **figures, merged=assets - len(sizes))

    def _one_large_group(self, sizes: Mapping[str, Counter[str]]) -> Iterator[Finding]:
        """A finding where one group is too large to be held out: nothing like it will be evaluated on."""
        assets = sum(strata.total() for strata in sizes.values())
        largest = max((strata.total() for strata in sizes.values()), default=0)
        if largest > 2 * max(1.0, self.holdout * assets):
            message = f"one group holds {largest:,} of {assets:,} assets, all of them on the side of training; if they "
            message += f"are different pictures that look alike, lower `far` ({self.far})"
            yield self.finding(None, "minor", message, largest=largest)


def _leader(sample: Sample) -> str:
    """What a sample is grouped by: its first asset, or itself."""
    return sample.assets[0].id if sample.assets else sample.id
