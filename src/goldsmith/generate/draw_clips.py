"""Draw short videos in which all is known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import groupby

from pydantic import Field

from goldsmith.core.types import Asset, Note, Sample
from goldsmith.generate.clips import Clip, Happening
from goldsmith.generate.generator import Generator
from goldsmith.generate.phrases import filled, phrases


class DrawClips(Generator):
    """Draw clips of a ball that moves, bounces or changes its colour; each clip knows what happens in it, and when.

    Any draft will do: its id and the seed decide what happens. Notes give the ball's box, its colours with their times,
    its direction and its bounces; `clip-questions` asks about them. Videos whose truth is known show whether a model,
    or a check, looks at more than one frame.
    """

    happenings: tuple[Happening, ...] = ("move", "bounce", "colours", "change")
    """What may happen: the ball moves, bounces up to three times, shows each of several colours once, or goes back and
    forth between two."""

    per_sample: int = Field(default=4, ge=1)
    """Clips drawn for one draft."""

    seconds: float = Field(default=4.0, ge=1, le=60)
    """How long a clip is."""

    rate: int = Field(default=8, ge=4, le=60)
    """Frames a second."""

    width: int = Field(default=128, ge=64, le=1920)
    """Pixels; odd ones lose a column."""

    height: int = Field(default=96, ge=64, le=1080)
    """Pixels; odd ones lose a row."""

    captions: tuple[str, ...] = ("en", "es")
    """Languages of the caption notes."""

    licence: str = "CC0-1.0"
    """Of the clips, which are made of nothing but these settings."""

    seed: int = 0

    def make(self, sample: Sample) -> Iterator[Sample]:
        """Samples with one video each; none for a sample that has turns."""
        if sample.turns:
            return
        for number in range(self.per_sample):
            rng = random.Random(f"{self.seed}:{sample.id}:{number}")
            yield self._drawn(sample, Clip.drawn(rng.choice(self.happenings), rng), number)

    def _drawn(self, sample: Sample, clip: Clip, number: int) -> Sample:
        from goldsmith.media.video import encode

        size = (self.width - self.width % 2, self.height - self.height % 2)
        count = round(self.seconds * self.rate)
        seconds = count / self.rate
        notes = (*(_caption(clip, language) for language in self.captions), *clip.notes(seconds, size))
        asset = Asset.made(
            encode(clip.frames(count, size), self.rate), kind="video", mime="video/mp4",
            width=size[0], height=size[1], seconds=seconds, licence=self.licence, source=f"drawn for {sample.id}",
            notes=tuple(note.but(origin=self.origin()) for note in notes),
        )  # fmt: skip
        tags = sample.tags | {"modality": "video", "happening": clip.happening}
        return sample.child(self.name(), f"{number}", assets=(asset,), turns=(), tags=tags)


def _caption(clip: Clip, language: str) -> Note:
    """One sentence with all that happens."""
    wording = phrases("clips", language)
    names = [wording["colours"][colour] for colour, _ in groupby(clip.colours)]
    slots = {
        "colour": names[0],
        "colours": wording["then"].join(names),
        "direction": wording["directions"].get(clip.direction, ""),
        "times": wording["times"][clip.bounces],
    }
    text = filled(wording["captions"][clip.happening], slots, language)
    return Note(id=f"caption-{language}", kind="caption", text=text)
