"""Clips of a ball whose every move is known: what happens in one, its frames, its notes, and what its notes tell."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from goldsmith.core.types import Asset, Box, Note

if TYPE_CHECKING:
    from PIL import Image

Happening = Literal["move", "bounce", "colours", "change"]
COLOURS = {
    "red": (214, 39, 40), "blue": (31, 80, 200), "green": (44, 140, 44), "yellow": (235, 200, 20),
    "purple": (140, 60, 170), "black": (30, 30, 30),
}  # fmt: skip
DIRECTIONS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
MOST_BOUNCES = 3
"""Of eight frames no more can be told: a fourth bounce would fall between them."""
_PATTERNS = ("AABB", "ABBA", "ABAB")
"""Two colours, each for half of the time, that change once, twice or three times: only their order tells how often."""


@dataclass(frozen=True)
class Clip:
    """What happens to the ball: its colours in order, each for the same time, where it goes, how often it bounces."""

    happening: Happening
    colours: tuple[str, ...]
    direction: str = ""
    bounces: int = 0
    offset: float = 0.5
    """Where the ball is across its way, 0 to 1."""

    @classmethod
    def drawn(cls, happening: Happening, rng: random.Random) -> Clip:
        """A clip by chance; every direction, number and colour is as likely as any other."""
        offset, names = rng.uniform(0.2, 0.8), rng.sample(sorted(COLOURS), 4)
        if happening == "move":
            return cls(happening, (names[0],), direction=rng.choice(sorted(DIRECTIONS)), offset=offset)
        if happening == "bounce":
            return cls(happening, (names[0],), bounces=rng.randint(1, MOST_BOUNCES), offset=offset)
        if happening == "colours":
            return cls(happening, tuple(names[: rng.randint(2, 4)]), offset=offset)
        pattern = rng.choice(_PATTERNS)
        return cls(happening, tuple(names["AB".index(letter)] for letter in pattern), offset=offset)

    def colour_at(self, time: float) -> str:
        """The colour at a time, 0 (begin) to 1 (end)."""
        return self.colours[min(len(self.colours) - 1, int(time * len(self.colours)))]

    def place_at(self, time: float) -> tuple[float, float]:
        """Where the middle of the ball is at a time: 0 to 1 from the left, and from the top."""
        if self.happening == "move":
            along, (x, y) = 0.7 * (time - 0.5), DIRECTIONS[self.direction]
            return (0.5 + x * along, self.offset) if x else (self.offset, 0.5 + y * along)
        if self.happening == "bounce":
            return self.offset, 0.85 - 0.7 * abs(math.cos(math.pi * self.bounces * time))
        return self.offset, 0.5

    def box_at(self, time: float, size: tuple[int, int]) -> Box:
        """The ball's box in pixels."""
        (x, y), reach = self.place_at(time), 0.1 * min(size)
        left, top = x * size[0] - reach, y * size[1] - reach
        return (round(left, 1), round(top, 1), round(left + 2 * reach, 1), round(top + 2 * reach, 1))

    def frames(self, count: int, size: tuple[int, int]) -> Iterator[Image.Image]:
        """The pictures of the clip, the ball on a light ground with a floor."""
        from PIL import Image, ImageDraw

        for frame in range(count):
            time = (frame + 0.5) / count
            image = Image.new("RGB", size, (238, 238, 232))
            pen = ImageDraw.Draw(image)
            pen.rectangle((0, round(0.96 * size[1]), size[0], size[1]), fill=(170, 170, 170))
            pen.ellipse(self.box_at(time, size), fill=COLOURS[self.colour_at(time)])
            yield image

    def notes(self, seconds: float, size: tuple[int, int]) -> Iterator[Note]:
        """What is known: the ball's box at the beginning, its colours with their times, its direction, its bounces."""
        yield Note(id="ball", kind="box", text="ball", box=self.box_at(0, size), seconds=(0.0, 0.0))
        each = seconds / len(self.colours)
        for place, colour in enumerate(self.colours):
            when = (round(place * each, 3), round((place + 1) * each, 3))
            yield Note(id=f"colour-{place + 1}", kind="value", text=f"colour: {colour}", seconds=when)
        if self.direction:
            yield Note(id="direction", kind="value", text=f"direction: {self.direction}", seconds=(0.0, seconds))
        if self.bounces:
            yield Note(id="bounces", kind="value", text=f"bounces: {self.bounces}", seconds=(0.0, seconds))

    @classmethod
    def noted(cls, asset: Asset) -> Clip | None:
        """The clip that the notes of a video tell of; None where they tell of none."""
        told: Mapping[str, list[str]] = {"colour": [], "direction": [], "bounces": []}
        for note in asset.noted("value"):
            name, _, value = note.text.partition(": ")
            if name in told:
                told[name].append(value)
        colours, directions, bounces = (tuple(told[name]) for name in ("colour", "direction", "bounces"))
        if not colours or not set(colours) <= set(COLOURS) or not set(directions) <= set(DIRECTIONS):
            return None
        if directions:
            return cls("move", colours, direction=directions[0])
        if bounces and bounces[0].isdecimal():
            return cls("bounce", colours, bounces=int(bounces[0][:3]))
        return cls("change" if len(set(colours)) < len(colours) else "colours", colours)
