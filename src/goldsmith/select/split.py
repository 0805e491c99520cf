"""Split: hold some assets back for evaluation, with no picture on both sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pydantic import Field

from goldsmith.core.types import Finding, Sample
from goldsmith.select.alike_pictures import groups
from goldsmith.select.selector import Selector
from goldsmith.select.wording import number


class Split(Selector):
    """Tag every sample `split: train` or `split: heldout`, by asset: all that shows an asset is on one side.

    Samples that share an asset, a picture re-encoded, or the value of `together` go to the same side.
    """

    holdout: float = Field(default=0.15, ge=0, lt=1)
    """Share of the groups of assets that are held out."""
    together: str = ""
    """A tag whose samples with the same value must not be parted, such as `title`."""
    stratify: str = "domain"
    """A tag within whose values the share is held, as nearly as whole groups allow; empty for none."""
    alike: bool = True
    """Treat near-identical pictures (re-encoded, scaled) as one, by perceptual hashes."""
    seed: int = 0
    """Seed of the draw."""

    def pick(self, samples: Iterable[Sample]) -> Iterator[Sample | Finding]:
        """All samples, tagged; then what was held out."""
        joined = groups(samples, self.alike)
        values: dict[str, str] = {}
        strata: dict[str, str] = {}
        for sample in samples:
            name = sample.assets[0].id if sample.assets else sample.id
            if self.together and self.together in sample.tags:
                value = f"{sample.tags.get('dataset')} {sample.tags[self.together]}"
                joined.join((values.setdefault(value, name), name))
        for sample in samples:
            name = sample.assets[0].id if sample.assets else sample.id
            strata.setdefault(joined.top(name), str(sample.tags.get(self.stratify, "")))
        held = self._held(strata)
        counts: Counter[str] = Counter()
        for sample in samples:
            side = "heldout" if joined.top(sample.assets[0].id if sample.assets else sample.id) in held else "train"
            counts[side] += 1
            yield sample.but(tags=sample.tags | {"split": side})
        merged = len(joined.parents) - len(strata)
        message = f"{len(held)} of {len(strata)} groups of assets are held out, "
        message += f"{counts['heldout']} of {counts.total()} samples"
        yield self.finding(None, "note", message, groups=len(strata), held=len(held), merged=merged)

    def _held(self, strata: dict[str, str]) -> set[str]:
        by_stratum: dict[str, list[str]] = defaultdict(list)
        for group, stratum in strata.items():
            by_stratum[stratum].append(group)
        held: set[str] = set()
        owed = 0.0
        for stratum in sorted(by_stratum):
            ranked = sorted(by_stratum[stratum], key=lambda group: number(f"{self.seed}:{group}"))
            owed += self.holdout * len(ranked)
            take = min(round(owed), len(ranked) - 1) if len(ranked) > 1 else 0
            owed -= take
            held.update(ranked[:take])
        return held
