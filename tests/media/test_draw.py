"""Drawings show what their notes say, where they say it."""

import csv
import io

import pytest
from PIL import Image

from goldsmith.core.errors import GoldsmithError
from goldsmith.media.draw import KINDS, Shown, draw

ONE = Shown("Cities: people", "city", ("Rome", "Bonn", "Oslo"), {"people (millions)": ("2.8", "0.3", "0.7")})
TWO = Shown(
    "Cities", "city", ("Rome", "Bonn", "Oslo"), {"people": ("2.8", "0.3", "0.7"), "area": ("1.2", "1.4", "4.5")}
)


@pytest.mark.parametrize("kind", KINDS)
def test_values_and_boxes(kind):
    shown = TWO if kind in ("grouped-bar", "scatter") else ONE
    drawing = draw(kind, shown, (200, 160))
    image = Image.open(io.BytesIO(drawing.png))
    assert image.size == (200, 160) == (drawing.width, drawing.height)
    by_kind = {}
    for note in drawing.notes:
        by_kind.setdefault(note.kind, []).append(note)
    assert len(by_kind["value"]) == (3 if shown is ONE or kind == "scatter" else 6)
    rows = list(csv.reader(io.StringIO(by_kind["table"][0].text)))
    assert rows[1][0] == "Rome" and rows[1][1] == "2.8"
    for note in (*by_kind["value"], *by_kind["ocr"]):
        left, top, right, bottom = note.box
        assert 0 <= left < right <= 200 and 0 <= top < bottom <= 160
    assert any("Cities" in note.text for note in by_kind["ocr"])


def test_taller_bars_stand_for_larger_values_and_have_their_colour():
    drawing = draw("bar", ONE, (200, 160))
    values = [note for note in drawing.notes if note.kind == "value"]
    heights = [note.box[3] - note.box[1] for note in values]
    assert heights[0] / heights[1] == pytest.approx(2.8 / 0.3, rel=0.15)
    image = Image.open(io.BytesIO(drawing.png)).convert("RGB")
    inside = [image.getpixel((int((n.box[0] + n.box[2]) / 2), int((n.box[1] + n.box[3]) / 2))) for n in values]
    assert len(set(inside)) == 3 and (255, 255, 255) not in inside


def test_the_same_input_gives_the_same_bytes():
    assert draw("line", TWO, (160, 128)).png == draw("line", TWO, (160, 128)).png


@pytest.mark.parametrize("name", ["Москва", "Αθήνα", "القاهرة", "Zürich"])
def test_other_scripts(name):
    shown = Shown("x", "city", (name, "Rome"), {"n": ("1", "2")})
    assert any(note.text.startswith(name) for note in draw("bar", shown, (200, 160)).notes)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(GoldsmithError, match=r"U\+E000"):
        draw("bar", Shown("\ue000", "x", ("a",), {"n": ("1",)}))
    with pytest.raises(GoldsmithError, match="positive"):
        draw("pie", Shown("x", "x", ("a", "b"), {"n": ("1", "-2")}))
    with pytest.raises(GoldsmithError, match="choose from"):
        draw("cube", ONE)


def test_dollar_signs_are_no_formulas():
    shown = Shown("Price $5 and $6", "x", ("a$b$", "c"), {"tip ($)": ("1", "2")})
    assert any("$5 and $6" in note.text for note in draw("table", shown, (300, 200)).notes)
