"""Slots are filled once, and the words around them fit."""

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.generate.phrases import filled, phrases


@pytest.mark.parametrize(
    ("wording", "slots", "text"),
    [
        ("mira a {x}.", {"x": "el perro"}, "Mira al perro."),
        ("el color de {x}", {"x": "el perro"}, "El color del perro"),
        ("el color de {x}", {"x": "la taza"}, "El color de la taza"),
        ("la capital de {x}", {"x": "El Salvador"}, "La capital de El Salvador"),
        ("{x} y {y}", {"x": "España", "y": "Italia"}, "España e Italia"),
        ("{x} y {y}", {"x": "agua", "y": "hielo"}, "Agua y hielo"),
        ("{x} o {y}", {"x": "siete", "y": "8"}, "Siete u 8"),
        ("¿{x} o {y}?", {"x": "norte", "y": "oeste"}, "¿Norte u oeste?"),
    ],
)
def test_spanish_words_fit_what_follows(wording, slots, text):
    assert filled(wording, slots, "es") == text


def test_what_is_filled_in_is_not_filled_again():
    assert filled("a {x} {y}", {"x": "{y}", "y": "{x}"}) == "A {y} {x}"


def test_an_unknown_language_is_refused():
    with pytest.raises(GoldsmithError, match="no wording in the language 'xx'"):
        phrases("tables", "xx")
