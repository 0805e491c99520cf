"""Readability: the score of each language, its bounds, and what is not scored."""

import pytest

from goldsmith.check.readability import Readability, _syllables
from zoo import dialog

EASY = {
    "en": "The cat sat on the mat. The dog ran to the door. It is a good day to play. " * 2,
    "es": "El gato duerme en la casa. La niña come pan. El sol sale y el perro va al río. " * 2,
    "de": "Der Hund ist im Haus. Das Kind isst Brot. Die Frau geht am Tag in den Wald. " * 2,
    "fr": "Le chat dort dans la maison. La fille mange du pain. Le chien va dans le jardin. " * 2,
    "ru": "Кот спит на полу. Дом стоит в лесу. Мама пьёт чай. Пёс бежит к реке и ест там рыбу. " * 2,
}
HARD = {
    "en": "Institutional considerations necessitate comprehensive organisational transformation, notwithstanding "
    "considerable administrative difficulties characterising interdepartmental communication procedures. " * 3,
    "es": "Las consideraciones institucionales necesitan transformaciones organizativas extraordinariamente complejas, "
    "independientemente de las dificultades administrativas correspondientes al procedimiento interdepartamental. " * 3,
    "de": "Die gesellschaftspolitischen Voraussetzungen verwaltungsrechtlicher Entscheidungsverfahren erfordern "
    "außerordentlich umfangreiche organisatorische Veränderungen innerhalb zuständiger Verwaltungseinrichtungen. " * 3,
    "fr": "Les considérations institutionnelles nécessitent des transformations organisationnelles extraordinaires, "
    "indépendamment des difficultés administratives caractérisant la communication interdépartementale. " * 3,
    "ru": "Институциональные обстоятельства предопределяют необходимость преобразования организационной деятельности, "
    "несмотря на значительные административные затруднения межведомственного взаимодействия. " * 4,
}


def found(answer, language="en", **settings):
    return list(Readability(**settings).find(dialog("x", "?", answer, language=language)))


@pytest.mark.parametrize("language", EASY)
def test_easy_texts_score_higher_than_hard_ones(language):
    (easy,), (hard,) = found(EASY[language], language), found(HARD[language], language)
    assert easy.severity == hard.severity == "note"
    assert easy.evidence["score"] > 75 and hard.evidence["score"] < 20


def test_the_formula():
    (one,) = found("The cat sat on the mat. " * 6)
    assert one.evidence["score"] == round(206.835 - 1.015 * 6 - 84.6, 1)
    assert "Flesch" in one.message


def test_bounds_make_findings():
    assert [one.severity for one in found(HARD["en"], low=30)] == ["minor"]
    assert [one.severity for one in found(EASY["en"], high=60)] == ["minor"]
    assert [one.severity for one in found(EASY["en"], low=60)] == ["note"]


def test_what_has_no_formula_is_not_run_and_short_texts_and_code_are_not_scored():
    (one,) = found("Il gatto dorme nella casa e il cane corre verso la porta del giardino. " * 4, "it")
    assert one.severity == "not run"
    assert found("Forty-two.") == [] and found("```\n" + EASY["en"] + "\n```") == []


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("make", "en", 1),
        ("table", "en", 2),
        ("rhythm", "en", 1),
        ("teatro", "es", 3),
        ("día", "es", 2),
        ("собака", "ru", 3),
    ],
)
def test_syllables(word, language, count):
    assert _syllables(word, language) == count
