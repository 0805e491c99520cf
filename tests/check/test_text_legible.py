import pytest

from check.picture_faults import asset, drawing, holding
from goldsmith.check.text_legible import TextLegible
from goldsmith.core.types import Asset, Note
from goldsmith.media.draw import KINDS


def shown(form, size, kind="chart"):
    picture = drawing(1, form, size)
    return holding(asset(picture.png, width=size[0], height=size[1], notes=picture.notes, kind=kind))


def written(text, box, kind="document", **settings):
    notes = (Note(id="o", kind="ocr", text=text, box=box),)
    page = Asset.absent("x", kind=kind, width=1000, height=800, notes=notes)
    return [one.severity for one in TextLegible(**settings).find(holding(page))]


@pytest.mark.slow
@pytest.mark.parametrize("form", KINDS)
def test_drawings_are_legible_until_they_are_small(form):
    for size in ((480, 360), (320, 240), (240, 180)):
        assert list(TextLegible().find(shown(form, size))) == []
    for size in ((160, 120), (128, 96)):
        assert [one.severity for one in TextLegible().find(shown(form, size))] == ["minor"]
    assert [one.severity for one in TextLegible(edge=160).find(shown(form, (480, 360)))] == ["minor"]


def test_a_picture_of_a_table_is_to_be_read_and_a_photograph_is_not():
    assert [one.severity for one in TextLegible().find(shown("table", (128, 96), kind="image"))] == ["minor"]
    assert written("STOP", (0, 0, 9, 4), kind="image") == []


def test_the_smallest_text_is_shown():
    notes = [
        Note(id=f"o{place}", kind="ocr", text=f"line {place}", box=(0, 20 * place, 99, 20 * place + high))
        for place, high in enumerate((12, 5, 7, 15))
    ]
    page = Asset.absent("x", kind="document", notes=notes)
    (found,) = TextLegible().find(holding(page))
    assert found.where.box == (0, 20, 99, 25) and found.message.startswith("2 of 4 texts")


@pytest.mark.parametrize(
    ("text", "box", "small"),
    [
        ("title", (0, 0, 80, 8), False),
        ("title", (0, 0, 80, 7.9), True),
        ("visitors", (0, 0, 12, 90), False),
        ("visitors", (0, 0, 6, 90), True),
        ("two\nlines", (0, 0, 60, 20), False),
        ("two\nlines", (0, 0, 60, 14), True),
        ("1", (0, 0, 3, 12), False),
        ("año", (0, 0, 20, 6), True),
    ],
)
def test_heights_of_lines(text, box, small):
    assert written(text, box) == (["minor"] if small else [])


def test_dashes_do_not_count_and_unknown_places_are_not_run():
    assert written("—", (0, 0, 20, 2)) == ["not run"]
    assert written("text", None) == ["not run"]
    assert written("text", (0, 0, float("nan"), 20)) == ["not run"]


def test_a_model_may_see_less():
    assert written("title", (0, 0, 80, 15)) == []
    assert written("title", (0, 0, 80, 15), edge=448) == ["minor"]
    assert written("title", (0, 0, 80, 15), edge=2000) == []
