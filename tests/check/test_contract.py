"""What every check must do, on awkward samples."""

import pickle

import pytest

from goldsmith.check.check import Check
from zoo import ZOO

CHECKS = [kind() for kind in Check.all()]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name())
def test_survives_the_zoo_and_says_the_same_twice(check):
    first, second = list(check.find_all(ZOO)), list(check.find_all(ZOO))
    assert first == second
    samples = {sample.id: sample for sample in ZOO}
    for finding in first:
        assert finding.check == check.name() and finding.message
        if finding.sample is None:
            continue
        turns = samples[finding.sample].turns
        place = finding.where
        if place.turn is not None:
            assert 0 <= place.turn < len(turns)
        if place.start is not None:
            assert 0 <= place.start <= place.end <= len(turns[place.turn].text)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name())
def test_is_spelled_built_pickled(check):
    assert Check.build(check.spell()) == check
    assert pickle.loads(pickle.dumps(check)) == check


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name())
def test_says_when_a_text_is_too_large(check):
    from zoo import dialog

    huge = dialog("huge", "x" * 12, "a" * 10_000_000)
    assert all(finding.severity in ("not run", "major", "minor", "note") for finding in check.find_all([huge]))
