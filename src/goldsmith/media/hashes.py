"""Fingerprints of pictures that survive re-encoding, scaling, small crops, logos and mirroring.

Measured on pictures changed on purpose: how many of a hundred are still `alike` their original, and how many pairs of
different pictures of one set are. JPEG: quality 30 to 95; size: a quarter to twice the edges; tone: brightness,
contrast or colours changed by up to 15%; crop: so much of both edges lost; logo: a block on 1.4% of the area.

=======================================  ====  ====  ====  ====  ====  ====  ======  ==================
pictures                                 JPEG  size  tone  crop  crop  logo  mirror  false, of pairs
..                                                         1-3%  5%
=======================================  ====  ====  ====  ====  ====  ====  ======  ==================
122 photographs of blood cells            100   100   100   100    98   100     100  0 of 7,381
200 blurred noises of many scales         100   100   100   100   100   100     100  0 of 19,900
376 charts of one style, 480 x 360        100   100   100     0     0    24     100  0 of 70,500
124 tables and pages of one, 480 x 360    100    99    87     0     0    18     100  0 of 7,626
500 of both, 160 x 128                    100    49    97     0     0     6     100  0 of 78,126
=======================================  ====  ====  ====  ====  ====  ====  ======  ==================

Of 4 million pairs of a changed picture with another one of its set none were alike, of 18 million pairs among 6,000
small drawings of one style one was. Drawings are not known again when they are cropped, marked, shrunk until nothing
can be read, or clipped so bright that a pale row vanishes: such a change is as small as that of a figure in a table,
and taking that for the same picture would throw data away.
"""

from __future__ import annotations

import itertools
import zlib
from typing import TYPE_CHECKING, NamedTuple

from goldsmith.media.look import picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    Words = NDArray[np.uint64]

GRID = 11
"""Cells along either side that are compared with their neighbours."""
BITS = 2 * GRID * (GRID - 1)
WORDS = 4
"""Numbers of 64 bits that the hash fills, the last one in part."""
FAR = 44
"""Bits that may differ: different photographs were 60 or more apart, all but the worst crops of one 44."""

_SIDE = 96
_DRAWN = 0.4
"""Share of a picture that has one tone (to 4 of 256 grey levels) from which on it counts as drawn, not photographed;
in drawings it was 0.41 or more, in photographs 0.41 or less."""
_MARK = 0.22
"""How far, in shares of the range of tones, one spot of a drawn picture may lie off: re-encodings of 240 x 180 pixels
and more 0.2 or less, tables of one layout with other figures 0.265 or more."""
_TONE = 64.0
"""Grey levels between the means of two pictures of which one may be the other made brighter."""


class Fingerprint(NamedTuple):
    """What is kept of a picture to know it again."""

    words: Words
    """Whether each of 11 x 11 cells is darker than its right and its lower neighbour: 220 bits in 4 numbers."""
    mirrored: Words
    """The same of the picture seen in a mirror."""
    drawn: bytes | None
    """96 x 96 grey values, packed, where it is drawn: charts of one style differ in few spots, but differ there."""
    drawn_mirrored: bytes | None
    """The same in the mirror."""

    def in_mirror(self) -> Fingerprint:
        """The fingerprint of the picture seen in a mirror."""
        return Fingerprint(self.mirrored, self.words, self.drawn_mirrored, self.drawn)


def fingerprint(data: bytes) -> Fingerprint:
    """What a picture is known again by. The hash is dHash (Krawetz 2013) in both directions, with a threshold.

    Raises:
        GoldsmithError: the bytes are no picture that can be decoded.
    """
    import numpy as np
    from PIL import Image

    small = _grey(data)
    grey = np.asarray(small)
    cells = np.asarray(small.resize((GRID, GRID), Image.Resampling.BILINEAR), dtype=np.float32)
    step = max(1.0, 0.05 * float(grey.std()))
    tones = np.bincount(grey.ravel(), minlength=256)
    drawn = np.convolve(tones, np.ones(9, np.int64)).max() >= _DRAWN * grey.size
    return Fingerprint(
        _words(cells, step),
        _words(cells[:, ::-1], step),
        _packed(grey) if drawn else None,
        _packed(grey[:, ::-1]) if drawn else None,
    )


class Fingerprints:
    """Fingerprints by number, among which those of the same picture are found.

    Between two drawings half as many bits may differ, and every spot must agree; between a drawing and a photograph, as
    borderline pictures are taken for either, a quarter.

    A look-up passes over 8 bytes of each: at a distance of a fifth of the bits, trees and buckets would visit most of
    them too, or miss some. Among 100,000 it takes 0.3 ms, less than a picture takes to decode; drawings of one style
    are also compared spot by spot, 0.5 ms for every thousand of them. 32 bytes are kept of a photograph, 1.7 KB of a
    drawing: to group 100,000 photographs takes 27 MB, names included.
    """

    def __init__(self, far: int = FAR) -> None:
        import numpy as np

        self.far = far
        self.count = 0
        self._words = np.empty((WORDS, 1024), np.uint64)
        self._drawn: dict[int, bytes] = {}

    def add(self, one: Fingerprint) -> None:
        """Keep a fingerprint under the next number, from 0."""
        import numpy as np

        if self.count == self._words.shape[1]:
            self._words = np.concatenate([self._words, np.empty_like(self._words)], axis=1)
        self._words[:, self.count] = one.words
        if one.drawn is not None:
            self._drawn[self.count] = one.drawn
        self.count += 1

    def like(self, one: Fingerprint) -> list[int]:
        """The numbers of the kept fingerprints that are of the same picture, changed a little or mirrored."""
        return sorted({*self._like(one), *self._like(one.in_mirror())})

    def _like(self, one: Fingerprint) -> list[int]:
        import numpy as np

        held = self._words[:, : self.count]
        first = np.bitwise_count(held[0] ^ one.words[0])
        rows = np.flatnonzero(first <= self.far // 2 + 1)  # every fourth bit is in here
        apart = first[rows] + np.bitwise_count(held[1:, rows] ^ one.words[1:, None]).sum(0, dtype=np.int64)
        rows, apart = rows[apart <= self.far], apart[apart <= self.far]
        drawn = np.fromiter((row in self._drawn for row in rows.tolist()), np.bool_, len(rows))
        if one.drawn is None:
            return list(rows[~drawn | (apart <= self.far // 4)].tolist())
        drawings: list[int] = rows[drawn & (apart <= self.far // 2)].tolist()
        same = _same_marks(one.drawn, [self._drawn[row] for row in drawings])
        return [*itertools.compress(drawings, same), *rows[~drawn & (apart <= self.far // 4)].tolist()]


def alike(one: Fingerprint, other: Fingerprint, *, far: int = FAR) -> bool:
    """Whether two pictures are the same one, re-encoded, scaled, cropped a little, marked or mirrored.

    Two drawn pictures must agree at every spot: there a small change is another figure in a table.
    """
    known = Fingerprints(far)
    known.add(one)
    return bool(known.like(other))


def _same_marks(one: bytes, others: list[bytes]) -> NDArray[np.bool_]:
    """Which drawings agree with one at every spot, brightness and contrast aside; first by an eighth of the spots."""
    import numpy as np

    agree = np.ones(len(others), np.bool_)
    for spots in (_SIDE * _SIDE // 8, _SIDE * _SIDE):
        rows = np.flatnonzero(agree)
        left, right = _unpacked([one], spots), _unpacked([others[row] for row in rows], spots)
        shift = left.mean() - right.mean(axis=1)
        left, right = left - left.mean(), right - right.mean(axis=1, keepdims=True)
        gain = right @ left[0] / np.maximum((right * right).sum(axis=1), 1.0)
        off = np.abs(left - gain[:, None] * right).max(axis=1, initial=0.0)
        agree[rows] = (np.abs(shift) <= _TONE) & (off <= _MARK * max(32.0, float(np.ptp(left))))
    return agree


def _packed(grey: NDArray[np.uint8]) -> bytes:
    """Grey values compressed, an eighth of the spots first: every fourth row and second column, then the next ones."""
    return zlib.compress(grey.reshape(_SIDE // 4, 4, _SIDE // 2, 2).transpose(1, 3, 0, 2).tobytes())


def _unpacked(drawn: list[bytes], spots: int) -> NDArray[np.float32]:
    """The first spots of packed grey values: drawings x spots."""
    import numpy as np

    first = b"".join([zlib.decompressobj().decompress(data, spots) for data in drawn])
    return np.frombuffer(first, np.uint8).reshape(-1, spots).astype(np.float32)


def _words(cells: NDArray[np.float32], step: float) -> Words:
    """The comparisons of neighbouring cells as bits, dealt out so that each of the numbers holds some of all parts."""
    import numpy as np

    across = cells[:, 1:] - cells[:, :-1] > step
    down = cells[1:] - cells[:-1] > step
    bits = np.zeros(64 * WORDS, np.bool_)
    bits[:BITS] = np.concatenate([across.ravel(), down.ravel()])
    return np.packbits(bits.reshape(64, WORDS).T.ravel()).view(np.uint64)


def _grey(data: bytes) -> Image.Image:
    """The picture as 96 x 96 grey values.

    JPEGs are decoded at no less than twice that size, and scaling weighs every pixel: else the grid of a small picture
    beats against that of the hash, which changes more bits than JPEG does.
    """
    from PIL import Image

    return picture(data, size=2 * _SIDE).convert("L").resize((_SIDE, _SIDE), Image.Resampling.BILINEAR)
