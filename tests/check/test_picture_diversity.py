"""Pictures that are nearly one are told from pictures of all sorts."""

import io
import random

import pytest
from PIL import Image, ImageFilter

from goldsmith.check.picture_diversity import PictureDiversity
from goldsmith.core.types import Asset
from zoo import dialog


def noise(seed, width=48):
    image = Image.frombytes("RGB", (24, 24), random.Random(seed).randbytes(24 * 24 * 3))
    out = io.BytesIO()
    image.resize((width, 40), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2)).save(out, "PNG")
    return Asset.made(out.getvalue(), kind="image", mime="image/png")


def shown(*pictures):
    return [dialog(f"s{place}", "What?", "That.", one, dataset="d") for place, one in enumerate(pictures)]


def test_pictures_of_all_sorts_are_noted_with_what_they_are_worth():
    (finding,) = PictureDiversity().find_all(shown(*(noise(seed) for seed in range(40))))
    assert (finding.severity, finding.evidence["groups"]) == ("note", 2) and finding.evidence["mean"] > 5
    assert "colours and edges" in finding.evidence["embedder"]


def test_one_picture_in_forty_sizes_is_a_finding():
    (finding,) = PictureDiversity().find_all(shown(*(noise(1, width) for width in range(48, 88))))
    assert finding.severity == "minor" and finding.evidence["high"] < 1.5


def test_the_same_file_counts_once_and_small_cells_are_not_passed():
    assert list(PictureDiversity().find_all(shown(*[noise(1)] * 40))) == []
    cells = [*shown(*(noise(seed) for seed in range(40))), dialog("x", "What?", "That.", noise(99), dataset="other")]
    assert [one.severity for one in PictureDiversity().find_all(cells)] == ["note", "not run"]


@pytest.mark.parametrize("embedder", ["no such folder"])
def test_without_vectors_it_has_not_run(embedder):
    (finding,) = PictureDiversity(embedder=embedder).find_all(shown(*(noise(seed) for seed in range(20))))
    assert finding.severity == "not run"


def test_what_cannot_be_opened_is_left_out_and_said():
    broken = [Asset.made(b"\x89PNG\r\n" + bytes([place]), kind="image", mime="image/png") for place in range(3)]
    told, finding = PictureDiversity().find_all(shown(*broken, *(noise(seed) for seed in range(20))))
    assert told.severity == "not run" and "3 pictures" in told.message and finding.severity == "note"
    (alone,) = PictureDiversity(least=2).find_all(shown(*broken))
    assert alone.severity == "not run"
