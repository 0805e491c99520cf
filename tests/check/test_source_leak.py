"""Labelled answers: leaks of the writer's source and innocent near misses."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import planted_sets
from zoo import dialog

CASES = [(case.language, case.answer, case.fault) for case in planted_sets(["source-leak"])["source-leak"]]


def found(answer, language="en", question="What is shown?"):
    return list(Check.build("source-leak").find(dialog("x", question, answer, language=language)))


@pytest.mark.parametrize(("language", "text", "leak"), CASES, ids=[text[:40] for _, text, _ in CASES])
def test_labelled(language, text, leak):
    assert bool(found(text, language)) is leak


@pytest.mark.parametrize(("language", "text", "leak"), CASES, ids=[text[:40] for _, text, _ in CASES])
def test_labelled_within_an_answer(language, text, leak):
    assert bool(found(f"It is a busy place. {text} There is more to see.", language)) is leak


def test_what_the_question_brings_up_is_no_leak():
    assert found("The caption says hello.", question="What does the caption of the comic say?") == []
    assert found("From the given text, he is a baker.", question="Who is he? Answer from the text.") == []


def test_another_language_is_not_run_but_looked_through():
    assert [one.severity for one in found("Die bounding box zeigt einen Hund.", "de")] == ["not run", "major"]
    assert [one.severity for one in found("Ein Hund schläft.", "de")] == ["not run"]


def test_places_hold_in_a_text_that_grows_in_lower_case():
    sample = dialog("x", "What is shown?", "İİİ ACCORDING TO THE CAPTION, a dog.")
    (found,) = Check.build("source-leak").find(sample)
    assert sample.turns[1].text[found.where.start : found.where.end] == "ACCORDING TO THE CAPTION"
