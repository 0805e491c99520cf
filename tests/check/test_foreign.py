"""Sentences in another language, and what explains them."""

import pytest

from goldsmith.check.text.foreign import alike, called_for, mere_names, own_words, told_pieces

ENGLISH = "The ferry leaves the harbour at noon."
SPANISH = "Los viejos remiendan sus redes en el muelle."


def told(text, wanted="en"):
    return [(text[one.start : one.end], one.language) for one in told_pieces(text, wanted, "", 0.6)]


def test_sentences_are_told_one_by_one():
    assert told(f"{ENGLISH} {SPANISH} Yes.") == [(ENGLISH, "en"), (SPANISH, "es")]
    assert told(f"{SPANISH} {SPANISH}") == [(f"{SPANISH} {SPANISH}", "es")]


@pytest.mark.parametrize(
    "text", ["Sí, claro.", "", "...", "42", "Jean-Luc Dubois, Miguel de Cervantes Saavedra, Ana Gil."]
)
def test_short_pieces_and_names_are_left_out(text):
    assert told(text) == []


def test_the_script_tells_shorter_pieces():
    assert told("Дождь идёт с запада. Rain.") == [("Дождь идёт с запада.", "ru")]
    assert told("雨从西边来了，船长。") == [("雨从西边来了，船长。", "zh")]
    assert told("西から雨が来ますよ。", "zh") == [("西から雨が来ますよ。", "ja")]


@pytest.mark.parametrize("aside", ["“{}”", "({})", "*{}*", "`{}`", "\n> {}\n", "«{}»"])
def test_asides_are_no_own_words(aside):
    text = f"{ENGLISH} {aside.format(SPANISH)} {ENGLISH}"
    plain = own_words(text)
    assert "viejos" not in plain and len(plain) == len(text) and plain.count("ferry") == 2


@pytest.mark.parametrize(
    "said",
    ["In Spanish:", "¿Cómo se dice en español?", "auf Spanisch", "En espagnol", "по-испански: испанский", "用西班牙语说", "スペイン語で", "Please translate", "翻訳して"],
)  # fmt: skip
def test_a_language_is_called_for(said):
    assert called_for("es", "...", said)


def test_another_language_is_not():
    assert not called_for("es", "In German, please.", "A transport of Danes.") and called_for(
        "hr", "in English, translated"
    )


def test_siblings_are_alike():
    assert alike("hr", "sr") and alike("en", "en") and not alike("en", "de")
    assert mere_names("Ana Gil, José Paz") and not mere_names("a dog and a cat")
