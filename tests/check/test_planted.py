"""Each check finds what was planted, and leaves the near misses alone: case by case, in the sets that it masters."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.measured import at_the_mark
from goldsmith.check.measuring.planted_sets import planted_sets
from zoo import dialog

MASTERED = (
    "answer-format coordinate-leak empty-turns exact-duplicates grounded-counts grounded-objects language links "
    "markdown-artefacts repeated-turns repetition source-leak token-length"
).split()
NOT_YET = ["The dogs are man's best friends."]
"""Answers in which a check is known to be wrong."""
CASES = [
    pytest.param(name, case, id=f"{name}: {case.answer[:40]!a}")
    for name, cases in planted_sets(MASTERED).items()
    for case in cases
    if case.answer not in NOT_YET and not case.blind
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_planted(name, case):
    every = Check.build({name: case.settings}).find_all(case.samples("x"))
    found = [one for one in every if one.severity != "not run" and one.sample == "x"]
    assert bool(found) is case.fault, found
    assert not found or at_the_mark(case, found), found


def test_places_are_in_code_points():
    text = "👩‍👧 café: see <b>this</b>"
    (finding, *_) = [
        one for one in Check.build("markdown-artefacts").find(dialog("x", "q", text)) if "HTML" in one.message
    ]
    assert text[finding.where.start : finding.where.end] == "<b>"


def test_duplicates_name_their_twin():
    samples = [dialog("a", "Same?", "Yes."), dialog("b", "same? ", "yes."), dialog("c", "Other?", "Yes.")]
    (finding,) = Check.build("exact-duplicates").find_all(samples)
    assert (finding.sample, finding.evidence["twin"]) == ("b", "a")


def test_the_tokenizer_is_named():
    (finding,) = Check.build({"token-length": {"high": 1}}).find(dialog("x", "q", "several tokens here"))
    assert finding.evidence["tokenizer"].startswith("goldsmith@")
