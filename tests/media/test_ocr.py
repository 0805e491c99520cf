"""Two readers: the one that knows the script is asked first, the other one where it is not sure."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from goldsmith.core.errors import GoldsmithError, NotInstalledError
from goldsmith.media import ocr
from goldsmith.media.measure import encoded

pytest.importorskip("rapidocr")


def written(*lines, size=(420, 160), high=28):
    from matplotlib.font_manager import findfont

    image = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(findfont("DejaVu Sans"), high)
    for place, line in enumerate(lines):
        pen.text((20, 20 + place * 2 * high), line, fill="black", font=font)
    return encoded(image)


def has_data(name):
    try:
        return bool(ocr._data_folder(name))
    except GoldsmithError:
        return False


@pytest.mark.slow
def test_latin_lines_with_their_boxes():
    lines = ocr.read_text(written("Towns by the river", "Año 2021, 38 %"))
    assert [line.text.replace(" ", "") for line in lines] == ["Townsbytheriver", "Año2021,38%"]
    assert ocr.sureness(lines) > 0.9
    left, top, right, bottom = lines[0].box
    assert left == pytest.approx(20, abs=8) and top == pytest.approx(20, abs=12)
    assert 250 < right < 330 and 40 < bottom < 70


@pytest.mark.slow
@pytest.mark.skipif(not has_data("rus"), reason="no data for Russian")
def test_cyrillic_is_read_by_the_other_reader():
    lines = ocr.read_text(written("Города у реки", "Москва 38"), "ru")
    assert [line.text for line in lines] == ["Города у реки", "Москва 38"]
    assert lines[1].box[1] == pytest.approx(80, abs=12)


@pytest.mark.slow
def test_boxes_of_large_pictures_are_in_their_own_pixels():
    (line,) = ocr.read_text(written("RIVER", size=(4200, 1600), high=280))
    assert line.text == "RIVER" and 700 < line.box[2] - line.box[0] < 1100


@pytest.mark.slow
def test_nothing_is_read_of_nothing():
    assert ocr.read_text(encoded(Image.new("RGB", (200, 100), "white"))) == []
    assert ocr.sureness([]) == 0


def test_missing_data_and_damaged_pictures():
    with pytest.raises(GoldsmithError, match="tesseract-ocr-xyz-none"):
        ocr._data_folder("xyz-none")
    with pytest.raises(GoldsmithError, match="not a picture"):
        ocr.read_text(b"rubbish")


def test_missing_libraries_are_named(monkeypatch):
    picture = written("x")
    ocr._rapid_engine.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "rapidocr", None)
    monkeypatch.setitem(__import__("sys").modules, "tesserocr", None)
    for language in ("en", "ru"):
        with pytest.raises(NotInstalledError, match=r"goldsmith\[ocr\]"):
            ocr.read_text(picture, language)
