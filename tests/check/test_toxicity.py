import pytest

from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import FOLDER, read_cases
from goldsmith.check.toxicity import LANGUAGES, Toxicity, _pattern
from goldsmith.core.types import Sample, Turn
from zoo import dialog


def found(answer, language="en"):
    return list(Toxicity().find(dialog("x", "?", answer, language=language)))


def test_the_planted_set():
    cases = [case for case in read_cases(FOLDER / "toxicity.yaml") if not case.blind]
    for one in measure("toxicity", cases):
        assert one.wrong <= 0.05 * one.cases and one.found >= 0.9 * one.faults, one


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_lists(language):
    assert set(_pattern(language).groupindex) == {"threat", "insult", "coarse", "sexual", "told"}


@pytest.mark.parametrize(
    "answer",
    ["He was called an idiot by the crowd.", "Le témoin fut traité d'imbécile.", "Chamaram de imbecil o árbitro."],
)
def test_what_is_reported_is_a_note(answer):
    spoken = {"H": "en", "L": "fr", "C": "pt"}[answer[0]]
    sample = dialog("x", "?", answer, language=spoken)
    assert [one.severity for one in Toxicity().find(sample)] == ["note"]


def test_it_is_never_major_and_tells_the_place():
    (one,) = found("He said: you idiot!")
    assert (one.severity, one.where.start, one.where.end) == ("minor", 13, 18)


@pytest.mark.parametrize("text", ["Oh shit.", 'He wrote "you idiot" on the wall.'])
def test_coarse_words_and_quotations_are_notes(text):
    assert [one.severity for one in found(text)] == ["note"]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("She gave him a blowjob.", "en", ["a sexual word"]),
        ("Gangbang, then doggystyle.", "en", ["a sexual word"] * 2),
        ("A deep throat infection, a hand job application and a doggy in style.", "en", []),
        ("Quiere follarte.", "es", ["a sexual word"]),
        ("El folleto trata de la mamada de los terneros.", "es", []),
        ("Sie wichst ihn.", "de", ["a sexual word"]),
        ("Er wischt den Tisch ab.", "de", []),
        ("Une partouze.", "fr", ["a sexual word"]),
        ("Un pompino.", "it", ["a sexual word"]),
        ("La pompa del camino.", "it", []),
        ("Que putaria.", "pt", ["a sexual word"]),
        ("Foram a Boquete, no Panamá.", "pt", []),
        ("Сделай минет.", "ru", ["a sexual word"]),
        ("Это займёт минуту.", "ru", []),
        ("你是个卖淫女", "zh", ["a sexual word"]),
        ("他开口交谈，又吃了牛黄片。", "zh", []),
        ("フェラチオ", "ja", ["a sexual word"]),
        ("試合の途中出しました。", "ja", []),
    ],
)
def test_sexual_words_are_notes(text, language, said):
    assert [(one.message, one.severity) for one in found(text, language)] == [(one, "note") for one in said]


def test_a_language_without_a_list_is_not_run():
    assert [one.severity for one in found("idiot", language="ko")] == ["not run"]


def test_without_a_tag_the_language_is_guessed():
    said = "Eres un gilipollas y no quiero volver a verte nunca más en esta casa."
    sample = Sample(id="x", turns=(Turn.said("user", "¿Qué?"), Turn.said("assistant", said)))
    assert [one.severity for one in Toxicity().find(sample)] == ["minor"]
