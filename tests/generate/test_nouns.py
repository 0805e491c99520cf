import pytest

from goldsmith.generate.nouns import a, english_article, named_as_such, no, noun, the
from goldsmith.generate.phrases import phrases

OWN = {"en": {"RBC": "red blood cell, red blood cells"}, "es": {"RBC": "glóbulo rojo, glóbulos rojos, m"}}


@pytest.mark.parametrize(
    "words, article",
    [
        ("apple", "an"), ("dog", "a"), ("hour", "an"), ("unicycle", "a"), ("umbrella", "an"), ("unmarked box", "an"),
        ("RBC", "an"), ("WBC", "a"), ("X-ray", "an"), ("TV", "a"), ("8-ball", "an"), ("18 wheeler", "an"),
        ("uniform", "a"), ("one-way sign", "a"), ("onion", "an"), ("European car", "a"), ("utensil", "a"),
        ("NASA badge", "a"), ("oven", "an"),
    ],
)  # fmt: skip
def test_english_articles_follow_the_sound(words, article):
    assert english_article(words) == article


@pytest.mark.parametrize(
    "category, one, many",
    [
        ("dog", "dog", "dogs"),
        ("knife", "knife", "knives"),
        ("tv", "TV", "TVs"),
        ("Helmet", "helmet", "helmets"),
        ("berry", "berry", "berries"),
        ("fireman", "fireman", "firemen"),
        ("box", "box", "boxes"),
        ("RBC", 'object of the class "RBC"', 'objects of the class "RBC"'),
        ("Platelets", 'object of the class "Platelets"', 'objects of the class "Platelets"'),
        ("sand", 'object of the class "sand"', 'objects of the class "sand"'),
    ],
)
def test_english_plurals_are_right_or_avoided(category, one, many):
    assert noun(category, "en")[:2] == (one, many)


def test_own_names_come_first():
    assert a(noun("RBC", "en", OWN), "en") == "a red blood cell"
    assert noun("RBC", "es", OWN).counted(2) == "glóbulos rojos"
    assert a(noun("RBC", "es"), "es") == 'un objeto de la clase "RBC"'


def test_spanish_articles_agree():
    assert a(noun("cup", "es"), "es") == "una taza"
    assert the(noun("couch", "es"), "es") == "el sofá"
    assert [no(noun(name, "es"), "es") for name in ("cup", "couch")] == ["ninguna taza", "ningún sofá"]
    assert the(noun("insect wing", "es"), "es") == "el ala de insecto"


def test_every_scene_object_has_a_spanish_name():
    from goldsmith.generate.phrases import _wording, read_mapping

    objects = {name for scene in read_mapping(_wording() / "objects.yaml")["scenes"].values() for name in scene}
    assert objects <= set(phrases("nouns", "es")["known"])


def test_an_unknown_word_stands_alone_unchanged():
    assert named_as_such("RBC", "es") == "RBC"
    assert named_as_such("dog", "es") == "perro"
