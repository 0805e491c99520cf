"""Pictures seen before: which sample is kept for them, and what is said of those that cannot be opened."""

import io
import random

import pytest
from PIL import Image, ImageFilter

from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.likeness.alike_pictures import groups
from goldsmith.media.draw import Shown, draw
from goldsmith.select.duplicate_pictures import DuplicatePictures


def photograph(seed: int, quality: int = 90, scale: float = 1.0, *, mirrored: bool = False) -> Asset:
    noise = Image.frombytes("RGB", (24, 24), random.Random(seed).randbytes(24 * 24 * 3))
    image = noise.resize((192, 160), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
    image = image.resize((round(192 * scale), round(160 * scale)))
    if mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Asset.made(out.getvalue(), kind="image", mime="image/jpeg", source=f"photograph {seed}")


def sample(name: str, *assets: Asset) -> Sample:
    return Sample(id=name, assets=assets)


def picked(*samples: Sample) -> tuple[list[str], list[Finding]]:
    out = list(DuplicatePictures().pick(samples))
    return [one.id for one in out if isinstance(one, Sample)], [one for one in out if isinstance(one, Finding)]


@pytest.mark.parametrize("again", [photograph(1, 40), photograph(1, 80, 0.5), photograph(1, mirrored=True)])
def test_the_first_is_kept_and_named(again):
    kept, (finding,) = picked(sample("first", photograph(1)), sample("other", photograph(2)), sample("again", again))
    assert kept == ["first", "other"]
    assert (finding.sample, finding.severity, finding.evidence["kept"]) == ("again", "minor", "first")
    assert "sample first, which is kept" in finding.message


def test_many_questions_about_one_picture_all_stay():
    one, again = photograph(1), photograph(1, 50)
    kept, findings = picked(
        sample("a", one), sample("b", one), sample("c", again), sample("d", one), sample("e", again)
    )
    assert kept == ["a", "b", "d"]
    assert [finding.evidence["kept"] for finding in findings] == ["a", "a"]


def test_both_versions_in_one_sample_are_meant_so():
    one, again = photograph(1), photograph(1, 50)
    assert picked(sample("pair", one, again), sample("later", again))[0] == ["pair", "later"]


def test_a_picture_of_a_left_out_sample_is_no_reason_to_leave_out_another():
    mixed = sample("mixed", photograph(1, 50), photograph(2))
    kept, findings = picked(sample("first", photograph(1)), mixed, sample("second", photograph(2, 50)))
    assert kept == ["first", "second"]
    assert [finding.sample for finding in findings] == ["mixed"]


def broken() -> Asset:
    return Asset.made(photograph(1).read()[:1500], kind="image", mime="image/jpeg", source="broken.jpg")


def test_what_cannot_be_opened_is_kept_and_said_once():
    lost = [Asset.absent(f"lost {number}.jpg", kind="image") for number in range(3)]
    samples = [sample("x", broken()), sample("y", broken()), *(sample(one.source, one) for one in lost)]
    kept, (damaged, absent) = picked(*samples)
    assert len(kept) == 5
    assert damaged.severity == absent.severity == "not run"
    assert "broken.jpg" in damaged.message and damaged.evidence["asset"] == broken().id
    assert "3 pictures" in absent.message and "lost 0.jpg" in absent.message
    assert set(absent.evidence["assets"]) == {one.id for one in lost}


def test_what_is_no_picture_is_not_asked_to_be_one():
    page = Asset.made(b"%PDF-1.4 ...", kind="document", mime="application/pdf")
    sound = Asset.made(b"RIFF....WAVE", kind="audio", mime="audio/wav")
    assert picked(sample("page", page), sample("sound", sound), sample("none")) == (["page", "sound", "none"], [])


def test_groups_say_what_they_could_not_compare():
    joined = groups([sample("x", broken()), sample("a", photograph(1)), sample("b", photograph(1, 40))])
    assert joined.top(photograph(1).id) == joined.top(photograph(1, 40).id) != joined.top(broken().id)
    (finding,) = joined.unread.findings(DuplicatePictures.name())
    assert finding.severity == "not run" and finding.evidence["asset"] == broken().id
    assert not list(groups([sample("x", broken())], fuzzy=False).unread.findings(DuplicatePictures.name()))


def test_planted_re_encodings_are_grouped_and_charts_of_one_style_are_not():
    drawn = []
    for number in range(8):
        values = [str(random.Random(f"{number} {row}").randint(10, 99)) for row in range(4)]
        shown = Shown("Sales by region", "Region", ["North", "South", "East", "West"], {"Sales": values})
        drawn.append(Asset.made(draw("table" if number % 2 else "bar", shown, (200, 150)).png, kind="chart"))
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn[7].read())).convert("RGB").save(out, "JPEG", quality=60)
    again = Asset.made(out.getvalue(), kind="image")
    joined = groups([sample(asset.id, asset) for asset in (*drawn, again)])
    assert len({joined.top(asset.id) for asset in drawn}) == 8
    assert joined.top(again.id) == joined.top(drawn[7].id)
