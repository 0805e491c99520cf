import pytest

from goldsmith.check.measured import measure
from goldsmith.check.planted_sets import FOLDER, read_cases
from goldsmith.check.toxicity import LANGUAGES, Toxicity, _pattern
from goldsmith.core.types import Sample, Turn
from zoo import dialog


def found(answer, language="en"):
    return list(Toxicity().find(dialog("x", "?", answer, language=language)))


def test_the_planted_set():
    for one in measure("toxicity", read_cases(FOLDER / "toxicity.yaml")):
        assert one.wrong <= 0.05 * one.cases and one.found >= 0.9 * one.faults, one


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_lists(language):
    assert set(_pattern(language).groupindex) == {"threat", "insult", "coarse"}


def test_it_is_never_major_and_tells_the_place():
    (one,) = found("He said: you idiot!")
    assert (one.severity, one.where.start, one.where.end) == ("minor", 13, 18)


@pytest.mark.parametrize("text", ["Oh shit.", 'He wrote "you idiot" on the wall.'])
def test_coarse_words_and_quotations_are_notes(text):
    assert [one.severity for one in found(text)] == ["note"]


def test_a_language_without_a_list_is_not_run():
    assert [one.severity for one in found("idiot", language="ko")] == ["not run"]


def test_without_a_tag_the_language_is_guessed():
    said = "Eres un gilipollas y no quiero volver a verte nunca más en esta casa."
    sample = Sample(id="x", turns=(Turn.said("user", "¿Qué?"), Turn.said("assistant", said)))
    assert [one.severity for one in Toxicity().find(sample)] == ["minor"]
