"""Counts in words and figures, plurals, synonyms and amounts, against boxes."""

import pytest

from goldsmith.check.check import Check
from goldsmith.core.types import Note
from zoo import dialog, picture

LABELS = {
    "dog": 2, "person": 3, "sheep": 7, "knife": 4, "bus": 1, "RBC": 12, "Platelets": 1, "left_eye": 2, "donut": 13,
    "wine glass": 2, "traffic light": 3, "airplane": 2, "car": 30,
}  # fmt: skip


def boxed(counts):
    labels = [label for label, count in counts.items() for _ in range(count)]
    return picture(*(Note(id=str(place), kind="box", text=text, box=(0, 0, 1, 1)) for place, text in enumerate(labels)))


SHOWN = boxed(LABELS)
RIGHT = [
    ("en", "There are two dogs and three people."),
    ("en", "Two puppies play."),
    ("en", "One dog is black and one is white."),
    ("en", "One dog sleeps while the other one plays."),
    ("en", "A dog barks. The dog's bowl is empty."),
    ("en", "Two men and a woman wait."),
    ("en", "Two people are seated and one person stands."),
    ("en", "Several people wait, two people in front and one person behind."),
    ("en", "Two of the three persons smile."),
    ("en", "There are 7 sheep, about a dozen donuts and 13 doughnuts."),
    ("en", "Nearly thirty cars, 28 automobiles or over 25 cars."),
    ("en", "Several people, both dogs, a pair of planes and a couple of dogs."),
    ("en", "There are four knives and three traffic lights."),
    ("en", "Twelve RBC and twelve red blood cells; one platelet."),
    ("en", "Both left eyes, 2 left eye marks."),
    ("en", "There are two wine glasses."),
    ("en", "A two-dog household needs 5 dog bowls."),
    ("en", "The five-year-old dog has 3 dog toys; 2 dog owners."),
    ("en", "In 2019 cars were cheaper."),
    ("en", "No dog is asleep and no dogs are barking."),
    ("en", "At least two dogs, at most five dogs, two or three dogs."),
    ("en", "More than one dog."),
    ("en", 'There are 12 objects of the class "RBC".'),
    ("es", "Hay doce objetos de la clase «RBC»."),
    ("es", "Hay dos perros y tres personas."),
    ("es", "Un perro ladra y una persona mira."),
    ("es", "Se ven dos cachorros y un par de aviones."),
    ("es", "Hay unas treinta coches y varias personas."),
    ("es", "Veintiocho coches, una docena de rosquillas."),
    ("es", "Hay siete ovejas, un autobús y cuatro cuchillos."),
    ("es", "Dos hombres y una mujer esperan."),
    ("es", "Hay doce glóbulos rojos y una plaqueta."),
    ("es", "Dos de las tres personas sonríen."),
]
WRONG = [
    ("en", "There are three dogs."),
    ("en", "There are 3 big brown dogs."),
    ("en", "Three puppies play."),
    ("en", "There is exactly one dog."),
    ("en", "There is a single dog."),
    ("en", "There is only one dog."),
    ("en", "I see 1 dog."),
    ("en", "There are no dogs."),
    ("en", "There are zero dogs in the picture."),
    ("en", "Four men stand there."),
    ("en", "Several buses wait."),
    ("en", "A trio of dogs."),
    ("en", "There are twenty-one donuts."),
    ("en", "Two dozen donuts."),
    ("en", "There are 10 sheep."),
    ("en", "There are three knives."),
    ("en", "Four children play."),
    ("en", "There are at least five dogs."),
    ("en", "There are ten red blood cells; nine RBC."),
    ("en", "There are 3 left eyes."),
    ("en", "There are dozens of donuts."),
    ("en", "There are 1,000 cars."),
    ("en", 'There are 17 objects of the class "RBC".'),
    ("es", "Hay 17 objetos de la clase «RBC»."),
    ("es", "Hay tres perros."),
    ("es", "Hay solo un perro."),
    ("es", "Hay un único perro."),
    ("es", "Hay veintiuna rosquillas."),
    ("es", "Hay treinta y nueve coches."),
    ("es", "No hay perros."),
    ("es", "Hay media docena de cuchillos."),
    ("es", "Hay varios autobuses."),
    ("es", "Se ven cinco aviones."),
]


def found(answer, language="en", question="Describe it.", shown=SHOWN):
    return list(Check.build("grounded-counts").find(dialog("x", question, answer, shown, language=language)))


@pytest.mark.parametrize(("language", "answer"), RIGHT)
def test_right_counts_and_what_is_no_count(language, answer):
    assert found(answer, language) == []


@pytest.mark.parametrize(("language", "answer"), WRONG)
def test_wrong_counts(language, answer):
    (one, *_) = found(answer, language)
    assert one.severity in ("minor", "major")
    assert one.evidence["said"] != one.evidence["noted"]
    assert answer[one.where.start : one.where.end]


@pytest.mark.parametrize(
    ("language", "question", "answer", "wrong"),
    [
        ("en", "How many dogs are in the picture?", "2", False),
        ("en", "How many dogs are in the picture?", "Three.", True),
        ("en", "How many dogs are in the picture?", "There is one dog.", True),
        ("en", "How many black dogs are there?", "One.", False),
        ("en", "How many dogs are asleep?", "1", False),
        ("en", "How many dogs are asleep?", "5", True),
        ("es", "¿Cuántos perros hay en la imagen?", "Dos.", False),
        ("es", "¿Cuántos perros hay en la imagen?", "Un perro.", True),
        ("es", "¿Qué número de personas hay en la imagen?", "4", True),
    ],
)
def test_bare_answers_to_how_many(language, question, answer, wrong):
    assert bool(found(answer, language, question)) is wrong


@pytest.mark.parametrize("boxes", [0, 3])
def test_a_crowd_has_no_number(boxes):
    crowd = picture(
        *(Note(id=str(place), kind="box", text="person", box=(0, 0, 1, 1)) for place in range(boxes)),
        Note(id="c", kind="crowd", text="person", box=(0, 0, 1, 1)),
    )
    (one,) = found("There are forty people.", shown=crowd)
    assert one.severity == "not run" and "crowd" in one.message


def test_labels_of_kinds_are_counted_for_themselves():
    shown = boxed({"woman": 3, "man": 1})
    assert found("Three women and four people.", shown=shown) == []
    assert [one.evidence["noted"] for one in found("There are two women and five people.", shown=shown)] == [3, 4]


def test_what_a_table_in_the_picture_says_is_no_count_of_what_is_seen():
    both = boxed({"dog": 2}), picture(Note(id="t", kind="table", text="year,dogs\n2023,505\n2022,410"))
    (one,) = Check.build("grounded-counts").find(
        dialog("x", "Describe.", "In 2023 there were 505 dogs; here are 7 dogs.", *both)
    )
    assert one.evidence["said"] == 7


def test_an_undercount_is_graver_where_it_says_there_are_no_more():
    assert [one.severity for one in found("There are two people.")] == ["major"]
    assert [one.severity for one in found("Two people walk by.")] == ["minor"]


def test_a_language_without_numbers_here_is_not_run():
    (one,) = found("Es gibt drei Hunde.", "de")
    assert one.severity == "not run"
