"""One realistic dialog in which no check finds anything: each check finds its own fault planted there, none a near miss."""

import pytest

from check.picture_faults import blurred, jpeg, photograph, png
from goldsmith.check.check import Check
from goldsmith.core.types import Asset, Note, Sample, Turn


def shown(image, *notes, form=png):
    return Asset.made(form(image), kind="image", width=image.width, height=image.height, notes=notes)


GARDEN, STATISTICS = photograph(1, (160, 120)), photograph(2, (160, 120))
SEEN = (
    Note(id="c1", kind="caption", text="Two dogs chase a frisbee in a park while three people watch from a bench."),
    Note(id="c2", kind="caption", text="A man in a red jacket throws a frisbee to his dogs."),
    *(
        Note(id=f"b{place}", kind="box", text=label, box=(10.0 * place, 20, 10.0 * place + 8, 60))
        for place, label in enumerate(["dog", "dog", "person", "person", "person", "bench", "frisbee"])
    ),
)
TABLE = Note(id="t", kind="table", text="year,visitors (thousands),dogs\n2021,41.5,320\n2022,48.2,410\n2023,52.9,505")
TITLE = Note(id="o1", kind="ocr", text="Visitors to the park")
PARK = shown(GARDEN, *SEEN)
GREEN = shown(GARDEN, *SEEN, Note(id="c3", kind="caption", text="The bench is green."))
VISITORS = shown(STATISTICS, TABLE, TITLE)
QUESTION = "What is happening in the picture, and how did the number of visitors develop according to the chart?"
ANSWER = (
    "Two dogs run after a **frisbee** that a man in a red jacket has thrown, while two other people sit on a bench.\n\n"
    "The chart next to it shows that the park grew more popular: from 41.5 thousand visitors in 2021 to 52.9 thousand "
    "in 2023, an increase of 11.4 thousand or about 27%."
)
FOLLOW_UP = "Which year had the most dogs, and where can I read more about the park?"
LAST = "That was 2023 with 505 dogs, 95 more than in 2022. The city has a page about it: https://www.madrid.es/parques."


def talk(*texts, name="park", assets=(PARK, VISITORS), **tags):
    roles = ("user", "assistant") * len(texts)
    shown = tuple(asset.id for asset in assets)
    turns = tuple(
        Turn.said(role, text, shown if place == 0 else ())
        for place, (role, text) in enumerate(zip(roles, texts, strict=False))
    )
    return Sample(id=name, assets=assets, turns=turns, tags={"language": "en", "format": "prose", **tags})


def absent(name):
    return Asset.absent(name, kind="image")


def about(park, name="park"):
    """The dialog about another picture of the park."""
    return talk(QUESTION, ANSWER, name=name, assets=(park, VISITORS))


SOUND = talk(QUESTION, ANSWER, FOLLOW_UP, LAST)
JSON = '{"year": 2023, "visitors": 52.9, "dogs": 505}'
ASK_JSON = "Give the last row of the chart as JSON with the keys year, visitors and dogs."
CASES = {
    "answer-format": (talk(ASK_JSON, JSON[:-1], format="json"), talk(ASK_JSON, f"```json\n{JSON}\n```", format="json")),
    "grounded-attributes": (
        talk(QUESTION, ANSWER.replace("a bench", "a red bench"), assets=(GREEN, VISITORS)),
        talk(QUESTION, ANSWER.replace("a bench", "an olive green bench"), assets=(GREEN, VISITORS)),
    ),
    "grounded-positions": (
        talk(QUESTION, f"{ANSWER} The bench is on the right side of the picture."),
        talk(QUESTION, f"{ANSWER} The bench is on the left side of the picture."),
    ),
    "hedges": (
        talk(QUESTION, ANSWER, FOLLOW_UP, LAST.replace("That was", "That was probably")),
        talk(QUESTION, ANSWER, FOLLOW_UP, LAST.replace("That was", "Counted each May, that was")),
    ),
    "question-give-away": (talk("Which animals are the two dogs?", "Dogs."), talk("Which animals are these?", "Dogs.")),
    "similar-questions": (
        [talk("How many dogs are in the picture?", "Two."), talk("How many dogs are there in the picture?", "2", name="b")],
        [talk("How many dogs are in the picture?", "Two."), talk("How many people are in the picture?", "3", name="b")],
    ),
    "coordinate-leak": (
        talk(QUESTION, f"{ANSWER} The first dog is at [0.12, 0.34, 0.25, 0.61]."),
        talk(QUESTION, f"{ANSWER} In numbers: 41.5, 48.2 and 52.9."),
    ),
    "empty-turns": (talk(QUESTION, "\u200b \n"), talk(QUESTION, "Dogs.")),
    "exact-duplicates": (
        [SOUND, talk(QUESTION.upper(), ANSWER, FOLLOW_UP, LAST, name="twin")],
        [SOUND, talk(QUESTION, ANSWER, FOLLOW_UP, LAST, name="alone", assets=(VISITORS,))],
    ),
    "grounded-counts": (
        talk(QUESTION, ANSWER.replace("Two dogs", "Four dogs")),
        talk(QUESTION, ANSWER.replace("Two dogs", "A pair of dogs")),
    ),
    "grounded-numbers": (talk(QUESTION, ANSWER.replace("11.4", "12.4")), talk(QUESTION, ANSWER.replace("11.4", "11"))),
    "grounded-objects": (
        talk(QUESTION, f"{ANSWER} A bicycle leans against the tree."),
        talk(QUESTION, f"{ANSWER} No bicycle leans against the tree."),
    ),
    "language": (
        talk(QUESTION, "Dos perros corren detrás de un disco volador que ha lanzado un hombre de chaqueta roja en el parque."),
        talk(QUESTION, "Two dogs run. The sign above them says «Prohibido pisar el césped de este jardín», which they ignore."),
    ),
    "links": (
        talk(QUESTION, f"{ANSWER} See [madrid.es](https://madrid.evil.org/parques)."),
        talk(QUESTION, f"{ANSWER} See [madrid.es](https://www.madrid.es/parques) (or https://madrid.es/parques_(lista))."),
    ),
    "markdown-artefacts": (
        talk(QUESTION, ANSWER.replace("**frisbee**", "**frisbee")),
        talk(QUESTION, f"{ANSWER} #dogs #parks"),
    ),
    "near-duplicates": (
        [SOUND, talk(QUESTION, ANSWER.replace("red jacket", "blue jacket"), FOLLOW_UP, LAST, name="twin")],
        [SOUND, talk(QUESTION, "A man plays with his dogs; more people came each year.", name="alone")],
    ),
    "repeated-turns": (talk(QUESTION, ANSWER, FOLLOW_UP, ANSWER), talk(QUESTION, ANSWER, FOLLOW_UP, f"As I said: {LAST}")),
    "repetition": (
        talk(QUESTION, ANSWER + " The dogs run after it and they run after it and they run after it" * 8),
        talk(QUESTION, f"{ANSWER} They run after it again and again and again."),
    ),
    "source-leak": (
        talk(QUESTION, f"{ANSWER} According to the caption, his jacket is red."),
        talk(QUESTION, f"{ANSWER} The caption of the chart reads: Visitors to the park."),
    ),
    "token-length": (talk(QUESTION, "Dogs run. " * 600), talk(QUESTION, f"{ANSWER} {LAST}")),
    "media-decodes": (
        about(Asset.made(png(GARDEN)[:9_000], kind="image", notes=SEEN)),
        about(Asset.made(jpeg(GARDEN), kind="image", mime="image/jpeg", notes=SEEN)),
    ),
    "picture-size": (about(shown(GARDEN.resize((100, 40)), *SEEN)), about(shown(GARDEN.resize((100, 70)), *SEEN))),
    "picture-quality": (about(shown(blurred(3)(GARDEN), *SEEN)), about(shown(blurred(0.3)(GARDEN), *SEEN))),
    "picture-duplicates": (
        [talk(QUESTION, ANSWER), about(shown(GARDEN, *SEEN, form=jpeg), name="again")],
        [talk(QUESTION, ANSWER), about(shown(photograph(3, (160, 120)), *SEEN), name="another")],
    ),
    "boxes-valid": (
        about(shown(GARDEN, *SEEN, Note(id="b9", kind="box", text="frisbee", box=(150, 90, 170, 110)))),
        about(shown(GARDEN, *SEEN, Note(id="b9", kind="box", text="frisbee", box=(150, 90, 161, 110)))),
    ),
    "text-legible": (
        talk(QUESTION, ANSWER, assets=(PARK, shown(STATISTICS, TABLE, TITLE.but(box=(5, 2, 60, 8))))),
        talk(QUESTION, ANSWER, assets=(PARK, shown(STATISTICS, TABLE, TITLE.but(box=(5, 2, 120, 14))))),
    ),
    "diversity": (
        [talk(QUESTION, ANSWER, name=f"again {place}") for place in range(20)],
        [SOUND, talk(FOLLOW_UP, LAST, name="alone")],
    ),
    "template-overuse": (
        [talk(f"Which animal did {place} people see?", "Dogs.", name=f"{place}") for place in range(20)],
        [talk("Which animal did 3 people see?", "Dogs.", name="3"), talk("What ran in 2022?", "Dogs.", name="4")],
    ),
    "answer-prior": (
        [talk(f"Is there {word} bench?", answer, name=f"{word} {place}", assets=(absent(f"{word} {place}"),))
         for place in range(30) for word, answer in (("a", "Yes."), ("a green", "No."))],
        [talk("Is there a bench?", "Yes."), talk("Is there a horse?", "No.", name="no")],
    ),
}  # fmt: skip


def found(check, samples):
    return list(check.find_all(samples if isinstance(samples, list) else [samples]))


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_check_finds_its_fault_and_not_its_neighbour(name):
    faulty, innocent = CASES[name]
    check = Check.build(name)
    assert found(check, SOUND) == []
    assert [one.severity for one in found(check, faulty)] in (["major"], ["minor"])
    assert [one.message for one in found(check, innocent)] == []


OF_DRAWN_CHARTS = {"text-readable"}
"""The picture here is a photograph, whose notes speak of a chart that OCR does not find."""


@pytest.mark.parametrize("name", sorted({kind.name() for kind in Check.all()} - set(CASES) - OF_DRAWN_CHARTS))
def test_no_check_minds_the_sound_dialog(name):
    assert [one.message for one in found(Check.build(name), SOUND) if one.severity in ("minor", "major")] == []


@pytest.mark.parametrize("name", sorted(set(CASES) - {"exact-duplicates", "near-duplicates", "empty-turns"}))
def test_no_other_check_minds_the_neighbours(name):
    for kind in Check.all():
        if kind.name() not in {"near-duplicates", "similar-questions", *OF_DRAWN_CHARTS}:
            faults = [one for one in found(kind(), CASES[name][1]) if one.severity in ("minor", "major")]
            assert [(one.check, one.message) for one in faults] == []
