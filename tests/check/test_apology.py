"""Apologies: noted one by one, and counted against a target share."""

import pytest

from goldsmith.check.apology import Apology
from goldsmith.check.measuring.planted_sets import planted_sets
from zoo import dialog

SORRY = {
    "en": "I'm sorry, I cannot help.", "es": "Lo siento, no puedo ayudar.", "de": "Es tut mir leid, das geht nicht.",
    "fr": "Je suis désolé, c'est impossible.", "ru": "Извините, это невозможно.", "pt": "Sinto muito, não é possível.",
    "it": "Mi dispiace, non è possibile.", "zh": "很抱歉，这不可能。", "ja": "申し訳ありませんが、できません。",
}  # fmt: skip


@pytest.mark.parametrize("language", SORRY)
def test_each_language_is_known(language):
    (finding,) = Apology().find_all([dialog("x", "q", SORRY[language], language=language)])
    assert finding.severity == "note" and finding.where.start == 0


@pytest.mark.parametrize(
    "answer", ['The sign says "I am sorry".', "It is a sorry sight.", "The dog sleeps.", "Nobody apologized."]
)
def test_innocent(answer):
    assert not list(Apology().find_all([dialog("x", "q", answer, language="en")]))


@pytest.mark.parametrize(("times", "flagged"), [(2, False), (3, True)])
def test_a_share_over_the_target_is_flagged(times, flagged):
    texts = [SORRY["en"]] * times + ["The dog sleeps."] * (100 - times)
    samples = [dialog(str(place), "q", text, language="en") for place, text in enumerate(texts)]
    found = list(Apology(share=0.02).find_all(samples))
    assert len([one for one in found if one.severity == "note"]) == times
    assert any(one.severity == "minor" for one in found) is flagged


def test_planted():
    for case in (one for one in planted_sets(["apology"])["apology"] if not one.blind):
        assert bool(list(Apology().find_all(case.samples("x")))) is case.fault, case.answer
