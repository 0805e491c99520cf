import pytest

from check.picture_faults import asset, holding, jpeg, photograph
from goldsmith.check.measuring.planted_media import Planted
from goldsmith.check.text_readable import TextReadable
from goldsmith.core.types import Asset, Note
from goldsmith.media.ocr import Line
from zoo import PNG, ZOO

pytest.importorskip("rapidocr")


def said(medium, **settings):
    return [(one.severity, one.message) for one in TextReadable(**settings).find(holding(medium))]


@pytest.mark.slow
@pytest.mark.parametrize("shows", ["bar", "table"])
def test_drawings_are_read_and_blurred_ones_are_not(shows):
    assert said(Planted(picture={"shows": shows, "size": (480, 360)}).asset()) == []
    ((severity, message),) = said(Planted(picture={"shows": shows, "size": (480, 360), "blur": 4}).asset())
    assert severity == "minor" and "cannot be read by OCR" in message


@pytest.mark.slow
def test_a_picture_of_a_table_is_held_against_its_cells():
    drawing = Planted(picture={"shows": "table", "size": (480, 360)}).asset()
    table = [note for note in drawing.notes if note.kind in ("table", "value")]
    rows = "town,visitors\n" + "\n".join(f"{name},{place}" for place, name in enumerate("Xyz Qwv Zzt Kkl".split()))
    wrong = (Note(id="t", kind="table", text=rows),)
    own = tuple(note for note in table if note.kind == "table")
    if own:
        assert said(drawing.but(kind="image", notes=own)) == []
    ((_, message),) = said(drawing.but(kind="image", notes=wrong))
    assert message.startswith("8 of 10 texts")


@pytest.mark.slow
def test_what_is_not_known_is_judged_by_the_reader_alone():
    page = Planted(picture={"shows": "bar", "size": (480, 360)}, kind="document").asset()
    assert said(page.but(notes=())) == []
    blank = asset(jpeg(photograph(1)), kind="document")
    assert said(blank)[0][0] == "minor"


def line(text, box=(0, 0, 50, 20)):
    return Line(text, box, 1.0)


@pytest.mark.parametrize(
    ("text", "read", "problem"),
    [
        ("Towns by the river", "Towns bythe river", False),
        ("Évora", "EVORA", False),
        ("Lisboa", "Lisb0a", False),
        ("1,250", "1250", False),
        ("36", "38", True),
        ("visitors", "axis visitors (thousand)", False),
    ],
)
def test_words_may_be_a_little_off_and_figures_may_not(text, read, problem):
    assert bool(TextReadable()._problem([(text, None)], [line(read)])) == problem


def test_texts_are_looked_for_at_their_place():
    written = [("Bonn", (0, 0, 40, 20))]
    assert TextReadable()._problem(written, [line("Bonn", (100, 0, 140, 20))])
    assert not TextReadable()._problem(written, [line("Bonn", (20, 10, 60, 30))])
    assert not TextReadable()._problem(written, [line("Bo", (0, 0, 20, 20)), line("nn", (20, 0, 40, 20))])


def test_enough_is_enough():
    written = [(word, None) for word in ("alpha", "beta", "gamma", "delta")]
    read = [line("alpha"), line("beta")]
    assert TextReadable(share=0.5)._problem(written, read) == ""
    assert TextReadable()._problem(written, read) == "2 of 4 texts cannot be read by OCR: 'gamma', 'delta'"


def test_photographs_are_not_read_and_absent_pictures_are_not_run():
    assert said(asset(jpeg(photograph(1)))) == []
    assert said(Asset.absent("x", kind="chart"))[0][0] == "not run"
    assert {found.severity for sample in ZOO for found in TextReadable().find(sample)} <= {"minor"}


def test_what_is_looked_at():
    chart = Planted(picture={"shows": "bar", "size": (240, 180)}).asset()
    one = TextReadable().content(holding(chart))
    assert one == TextReadable().content(holding(chart).but(id="other"))
    assert one != TextReadable().content(holding(chart.but(notes=())))


@pytest.mark.parametrize("text", ["a,b\n" + "x" * 200_000, "\0", "e" + "\u0301" * 50_000, '"', "a,b\n" * 50_000])
def test_hostile_tables(text):
    notes = (Note(id="t", kind="table", text=text),)
    said(Asset.made(PNG, kind="image", mime="image/png", notes=notes))
