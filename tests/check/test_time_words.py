"""Words that speak of time: a hint, measured as one."""

import pytest

from goldsmith.check.evidence.time_words import languages, time_words
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "What happens after the bell rings?", ["happens", "after"]),
        ("en", "What is the first name on the badge?", []),
        ("es", "¿Cuántas veces bota el balón?", ["veces", "bota"]),
        ("fr", "Qui entre d'abord ?", ["entre", "d'abord"]),
        ("de", "In welche Richtung rollt der Ball?", ["richtung", "rollt"]),
        ("it", "Chi entra dopo?", ["entra", "dopo"]),
        ("pt", "Quantas vezes a bola quica?", ["quantas vezes", "quica"]),
        ("ru", "Куда катится мяч?", ["куда", "катится"]),
        ("zh", "球往哪个方向滚?", ["往哪", "方向", "滚"]),
        ("ja", "ボールは何回跳ねますか?", ["何回", "跳ね"]),
    ],
)
def test_words_in_nine_languages(language, question, words):
    assert time_words(question, language) == words


def test_nothing_is_said_of_other_languages():
    assert len(languages()) == 9 and time_words("Mihin suuntaan pallo vierii?", "fi") is None


def test_the_hint_is_what_it_is_measured_to_be():
    for row in measure("needs-time", planted_sets(["needs-time"])["needs-time"]):
        least = 0.6 if row.language in ("en", "es") else 0.85
        assert row.precision.value > least and row.recall.value > 0.7, row
