"""No picture on both sides, not even re-encoded."""

import io
import random
from collections import defaultdict

import pytest
from PIL import Image, ImageFilter

from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.select.duplicate_pictures import DuplicatePictures
from goldsmith.select.split import Split


def picture(seed):
    rng = random.Random(seed)
    noise = Image.frombytes("RGB", (24, 24), rng.randbytes(24 * 24 * 3))
    return noise.resize((192, 160), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))


def dot(place):
    """Plain pictures of one kind: a blob on grey that moves a little."""
    image = Image.new("L", (64, 64), 90)
    image.paste(255, (10 + 2 * place, 20, 30 + 2 * place, 44))
    return image.filter(ImageFilter.GaussianBlur(6)).convert("RGB")


def encoded(image, quality=90, scale=1.0):
    out = io.BytesIO()
    size = (int(image.width * scale), int(image.height * scale))
    image.resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()


def sample(name, data):
    return Sample(id=name, assets=(Asset.made(data, kind="image", mime="image/jpeg"),), tags={"domain": "x"})


@pytest.fixture(scope="module")
def planted():
    rng = random.Random(5)
    pictures = [picture(seed) for seed in range(200)]
    samples = [sample(f"{place}", encoded(image)) for place, image in enumerate(pictures)]
    samples += [
        sample(f"{place}-again", encoded(pictures[place], rng.randint(30, 60), rng.choice((0.6, 0.8, 1.0))))
        for place in range(0, 200, 20)
    ]
    return samples


def test_planted_re_encodings_stay_on_one_side(planted):
    out = list(Split(holdout=0.3, seed=1).pick(planted))
    sides = defaultdict(set)
    for one in out:
        if isinstance(one, Sample):
            sides[one.id.removesuffix("-again")].add(one.tags["split"])
    assert all(len(side) == 1 for side in sides.values())
    held = sum(one.tags["split"] == "heldout" for one in out if isinstance(one, Sample))
    assert held == round(0.3 * 210)
    (told,) = [one for one in out if isinstance(one, Finding)]
    assert told.evidence["groups"] == 200 and told.evidence["merged"] == 10 and told.evidence["held_assets"] == held


def split_sizes(settings, *sizes):
    """Held-out and all assets of a set with titles of so many assets each."""
    samples = [
        Sample(id=f"{title}-{place}", tags={"title": str(title), "domain": "x"})
        for title, size in enumerate(sizes)
        for place in range(size)
    ]
    sides = [one.tags["split"] for one in Split(together="title", **settings).pick(samples) if isinstance(one, Sample)]
    return sides.count("heldout"), len(sides)


@pytest.mark.parametrize("seed", range(8))
def test_the_share_is_of_assets_however_they_are_grouped(seed):
    held, all_ = split_sizes({"seed": seed}, 300, 40, *[3] * 100)
    assert held == pytest.approx(0.15 * all_, abs=20) and held
    assert split_sizes({"seed": seed, "holdout": 0.5}, 1, 1) == (1, 2)
    assert split_sizes({"seed": seed}, 500) == (0, 500)


def test_samples_about_one_asset_count_once():
    many = sample("0", encoded(picture(0)))
    samples = [many.but(id=f"0-{place}") for place in range(500)]
    samples += [sample(str(place), encoded(picture(place))) for place in range(1, 20)]
    told = list(Split(holdout=0.15).pick(samples))[-1]
    assert (told.evidence["assets"], told.evidence["held_assets"]) == (20, 3)


def test_duplicate_pictures_are_left_out(planted):
    kept = [one.id for one in DuplicatePictures().pick(planted) if isinstance(one, Sample)]
    assert len(kept) == 200 and not any(name.endswith("again") for name in kept)


def test_together_keeps_a_tag_on_one_side():
    samples = [sample(f"{place}", encoded(picture(place))).but(tags={"title": str(place // 4)}) for place in range(40)]
    sides = defaultdict(set)
    for one in Split(holdout=0.5, together="title").pick(samples):
        if isinstance(one, Sample):
            sides[one.tags["title"]].add(one.tags["split"])
    assert all(len(side) == 1 for side in sides.values()) and len(sides) == 10


def test_a_group_too_large_to_hold_out_and_pictures_that_do_not_open_are_told():
    samples = [sample(str(place), encoded(picture(place))).but(tags={"title": str(place // 15)}) for place in range(20)]
    broken = Asset.made(b"\xff\xd8\xff no picture", kind="image", mime="image/jpeg", source="bad.jpg")
    samples.append(Sample(id="bad", assets=(broken,), tags={}))
    told = [one for one in Split(together="title").pick(samples) if isinstance(one, Finding)]
    assert [one.severity for one in told] == ["note", "minor", "not run"]
    assert "one group holds 15 of 21 assets" in told[1].message and "bad.jpg" in told[2].message


def test_pictures_that_only_look_alike_are_kept_apart_by_a_smaller_distance():
    def grouped(**settings):
        out = Split(**settings).pick([sample(str(place), encoded(dot(place))) for place in range(12)])
        return next(one for one in out if isinstance(one, Finding)).evidence["groups"]

    assert grouped() < grouped(far=6)
