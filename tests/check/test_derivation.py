"""Words made of known ones."""

import pytest

from goldsmith.check.proofreading.derivation import derived

LISTED = {
    "es": {"gol", "coche", "manta", "guarde", "ataques", "localización"},
    "de": {"technisch"},
    "ru": {"камера"},
}


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("es", "golazo"),
        ("es", "cochecito"),
        ("es", "mantita"),
        ("es", "guárdeselo"),
        ("es", "ciberataques"),
        ("es", "geolocalización"),
        ("de", "biotechnisch"),
        ("ru", "видеокамера"),
    ],
)
def test_words_made_of_known_ones(language, word):
    assert derived(word, language, LISTED[language].__contains__)


@pytest.mark.parametrize(
    ("language", "word"),
    [("es", "ciberatakes"), ("es", "mantika"), ("de", "biotechnsch"), ("ru", "видеокамира"), ("xx", "golazo")],
)
def test_other_words_are_not(language, word):
    assert not derived(word, language, LISTED.get(language, set()).__contains__)
