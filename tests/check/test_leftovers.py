"""Leftovers: what was planted is found, near misses are not, and nothing that another check finds already."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.leftovers import Leftovers
from goldsmith.check.measuring.planted_sets import planted_sets
from zoo import dialog


def found(case):
    every = Leftovers().find(case.sample("x"))
    return any(case.covers(one.where.start, one.where.end) for one in every)


def test_planted():
    cases = [case for case in planted_sets(["leftovers"])["leftovers"] if not case.blind]
    assert sum(case.fault for case in cases) >= 30 <= sum(not case.fault for case in cases)
    assert [case.answer for case in cases if found(case) is not case.fault] == []


@pytest.mark.parametrize(
    "answer",
    [
        "Yes.<|im_end|>",
        "It rose【4†source】.",
        "```\nopen",
        "It is **open",
        "[INST] Yes",
        "a :contentReference[oaicite:0]",
    ],
)
def test_what_another_check_finds_is_left_to_it(answer):
    sample = dialog("x", "q", answer)
    assert list(Check.build("markdown-artefacts").find(sample)) and not list(Leftovers().find(sample))
