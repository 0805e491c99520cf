"""Mojibake: found where planted, repaired, and code left alone."""

import sys

from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.check.mojibake import Mojibake
from zoo import dialog


def test_planted():
    cases = [case for case in planted_sets(["mojibake"])["mojibake"] if not case.blind]
    found = {case.answer: bool(list(Mojibake().find(case.sample("x")))) for case in cases}
    planted = [case.answer for case in cases if case.fault]
    assert len(planted) >= 30
    assert [case.answer for case in cases if found[case.answer] and not case.fault] == []
    missed = [answer for answer in planted if not found[answer]]
    assert len(missed) <= 0.2 * len(planted), missed


def test_the_words_are_repaired():
    (finding,) = Mojibake().find(dialog("x", "q", "The cafÃ© is open."))
    assert finding.suggestion == "café"


def test_without_the_library_it_is_not_run(monkeypatch):
    monkeypatch.setitem(sys.modules, "ftfy", None)
    (finding,) = Mojibake().find(dialog("x", "q", "Yes."))
    assert finding.severity == "not run" and "goldsmith[checks]" in finding.message
