"""Questions about one picture that are worded alike."""

import pytest

from goldsmith.check.check import Check
from goldsmith.core.types import Asset
from zoo import dialog


def found(*questions, assets=None, **settings):
    pictures = [Asset.absent(assets[place] if assets else "one", kind="image") for place in range(len(questions))]
    samples = [dialog(str(place), text, "-", pictures[place]) for place, text in enumerate(questions)]
    return list(Check.build({"similar-questions": settings}).find_all(samples))


SAME = [
    ("What is the man holding in his hand?", "What does the man hold in his hand?"),
    ("How many dogs are in the picture?", "How many dogs are there in the picture?"),
    ("What colour is the car?", "What colour is the car in the image?"),
    ("Can you describe the scene in the picture?", "Describe the scene shown in the picture."),
    ("Where is the cat sleeping?", "Where is the cat sleeping now?"),
    ("Is there a dog on the bench?", "Is there any dog on the bench?"),
    ("What is on the table?", "What is there on the table?"),
    ("¿De qué color es el coche?", "¿Qué color es el coche?"),
    ("¿Cuántos perros hay en la imagen?", "¿Cuántos perros se ven en la imagen?"),
    ("Was ist auf dem Bild zu sehen?", "Was ist hier auf dem Bild zu sehen?"),
    ("Why might the people be gathered here?", "Why might these people be gathered here?"),
]
OTHER = [
    ("Is there a dog in the picture?", "Is there a cat in the picture?"),
    ("What is the man holding?", "What is the woman holding?"),
    ("Where is the cat?", "What is the cat?"),
    ("How many dogs are black?", "How many dogs are white?"),
    ("What is on the left of the picture?", "What is on the right of the picture?"),
    ("What is the man on the left doing?", "What is the man doing?"),
    ("Is the door open?", "Is the door not open?"),
    ("Which animals are there?", "Why are the animals there?"),
    ("¿Hay un perro en la imagen?", "¿Hay un gato en la imagen?"),
    ("What is the first word?", "What is the second word?"),
    ("Who is older?", "Who is taller?"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_asked_twice(one, other):
    (finding,) = found(one, other)
    assert (finding.severity, finding.sample, finding.evidence["twin"]) == ("minor", "1", "0")


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_different_things_asked_alike(one, other):
    assert found(one, other) == []


def test_the_wording_alone_can_count():
    assert len(found(*OTHER[0], plain=True)) == 1
    assert found(*OTHER[0], plain=True, threshold=0.95) == []


def test_other_pictures_may_be_asked_the_same():
    assert found(*SAME[0], assets=["one", "two"]) == []


def test_of_too_many_questions_the_rest_is_not_run():
    severities = [one.severity for one in found(*(f"What is thing {'bcdefgh'[place]}?" for place in range(7)), most=5)]
    assert severities == ["not run"]
