"""Objects in texts: plurals, synonyms, and words that only look like objects."""

import pytest

from goldsmith.core.plurals import fold, forms
from goldsmith.core.vocabulary import LANGUAGES, _nouns, _table, mentions, named, spoken
from zoo import dialog


def names(text, languages=LANGUAGES):
    return [mention.word.name for mention in mentions(text, languages) if not mention.describes]


@pytest.mark.parametrize(
    ("language", "noun", "many"),
    [
        ("en", "dog", "dogs"), ("en", "bus", "buses"), ("en", "fox", "foxes"), ("en", "puppy", "puppies"),
        ("en", "toy", "toys"), ("en", "knife", "knives"), ("en", "woman", "women"), ("en", "grandchild", "grandchildren"),
        ("en", "sheep", "sheep"), ("en", "aircraft", "aircraft"), ("en", "fire hydrant", "fire hydrants"),
        ("en", "human", "humans"), ("en", "person", "people"), ("en", "pair of skis", "pairs of skis"), ("en", "mouse", "mice"), ("en", "couch", "couches"),
        ("es", "perro", "perros"), ("es", "avión", "aviones"), ("es", "pez", "peces"), ("es", "paraguas", "paraguas"),
        ("es", "autobús", "autobuses"), ("es", "oso de peluche", "osos de peluche"),
        ("es", "perrito caliente", "perritos calientes"), ("es", "sofá", "sofás"), ("es", "sándwich", "sándwiches"),
    ],
)  # fmt: skip
def test_plurals(language, noun, many):
    assert fold(many) in forms(noun, language)[1]


def test_english_verbs_and_spanish_plurals_do_not_mix():
    assert names("She cares for their manes, vans and bikes.", ("en",)) == ["truck", "bicycle"]
    assert names("Los perros van por la calle.", ("es",)) == ["dog"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two women walk their puppies.", ["person", "dog"]),
        ("A bus driver eats a hot-dog.", ["person", "hot dog"]),
        ("The dog's bowl, the dogs' bowls", ["dog", "bowl", "dog", "bowl"]),
        ("An orange cat and two oranges", ["cat", "orange"]),
        ("individual slices; several individuals", ["person"]),
        ("a train station, a toy car, table tennis", []),
        ("a baby elephant beside a baby", ["elephant", "person"]),
        ("a dog-friendly cafe with dogs", ["dog"]),
        ("A teddy  bear on a\ndining table", ["teddy bear", "dining table"]),
        ("Fire hydrants, stop signs.", ["fire hydrant", "stop sign"]),
        ("el avio\u0301n y los aviones", ["airplane", "airplane"]),
        ("Un oso de peluche y tres perritos calientes", ["teddy bear", "hot dog"]),
        ("El catcher’s mitt", ["baseball glove"]),
        ("car\n\ntruck", ["car", "truck"]),
    ],
)
def test_mentions(text, found):
    assert names(text) == found


def test_places_are_those_of_the_text():
    text = "¡Ñ! El avio\u0301n 👩‍👧 vuela sobre FIRE-HYDRANTS."
    assert [text[one.start : one.end] for one in mentions(text)] == ["avio\u0301n", "FIRE-HYDRANTS"]


def test_labels_are_read_whole():
    assert named("orange").name == "orange" and named("Traffic_Light").name == "traffic light"
    assert named("left_eye") is None and named("left_eye", frozenset({"left_eye"})).name == "left eye"
    assert [one.word.name for one in mentions("two left eyes", own=frozenset({"left_eye"}))] == ["left eye"]


def test_a_text_is_no_label():
    long = "\u0301\u0323" * 100_000
    assert named(long, frozenset({long})) is None and list(mentions("a dog", own=frozenset({long}))) != []


def test_a_broad_reading_counts_all_that_may_name_an_object():
    found = [one.word.name for one in mentions("The seat of a bus stop by an apple tree", ("en",), broad=True)]
    assert found == ["chair", "bus", "apple"]


def test_every_object_is_known_in_every_language():
    english, *others = (set(_table()[language]) for language in LANGUAGES)
    assert all(english == other for other in others)
    for language in LANGUAGES:
        for noun, _, name in _nouns(language):
            assert name or noun in _table()[language]["nothing"]["also"]


def test_the_language_of_a_sample():
    assert spoken(dialog("x", "q", "a", language="es-MX")) == ("es",)
    assert spoken(dialog("x", "q", "a", language="")) == LANGUAGES
    assert spoken(dialog("x", "q", "a", language="de")) is None
