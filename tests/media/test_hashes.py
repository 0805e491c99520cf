from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter

from goldsmith.core.errors import GoldsmithError
from goldsmith.media.hashes import alike, fingerprint, hamming, phash


def scene(seed: int) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((320, 240), Image.Resampling.BICUBIC)


def saved(image: Image.Image, form: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(3))
def test_a_hash_survives_re_encoding_and_scaling(seed):
    image = scene(seed)
    first = saved(image, quality=95)
    for other in (
        saved(image, quality=30),
        saved(image.resize((160, 120)), quality=75),
        saved(image, "PNG"),
        saved(image.filter(ImageFilter.GaussianBlur(1)), "PNG"),
    ):
        assert hamming(phash(first), phash(other)) <= 8
        assert alike(fingerprint(first), fingerprint(other))


def test_other_pictures_are_far():
    prints = [fingerprint(saved(scene(seed))) for seed in range(8)]
    assert not any(alike(one, other) for place, one in enumerate(prints) for other in prints[:place])


def test_a_turned_picture_is_known_by_its_orientation():
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = scene(1).transpose(Image.Transpose.ROTATE_90)
    assert hamming(phash(saved(scene(1))), phash(saved(turned, exif=exif))) <= 8


def test_damage_is_named():
    with pytest.raises(GoldsmithError, match="cannot be decoded"):
        phash(saved(scene(1))[:2000])
