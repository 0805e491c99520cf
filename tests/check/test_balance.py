"""Shares of a tag's values."""

import pytest

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from zoo import dialog


def found(counts, **settings):
    samples = [
        dialog(f"{task} {place}", "q", "a", task=task) for task, times in counts.items() for place in range(times)
    ]
    return {one.evidence["value"]: one for one in Check.build({"balance": settings}).find_all(samples)}


def test_shares_that_are_off_are_flagged():
    notes = found(
        {"conversation": 58, "detail": 23, "reasoning": 77}, shares={"conversation": 58, "detail": 23, "reasoning": 77}
    )
    assert {one.severity for one in notes.values()} == {"note"}
    off = found({"conversation": 120, "detail": 2, "other": 60}, shares={"conversation": 0.5, "detail": 0.5})
    assert {name: one.severity for name, one in off.items()} == {
        "conversation": "minor",
        "detail": "minor",
        "other": "minor",
    }
    assert "65.9%, 50.0% wanted" in off["conversation"].message


def test_few_samples_prove_nothing():
    assert {one.severity for one in found({"a": 3, "b": 1}, shares=["a", "b"]).values()} == {"note"}


def test_without_shares_values_are_counted():
    assert found({"a": 3})["a"].message == "task a: 3 of 3 (100.0%)"


@pytest.mark.parametrize("shares", [{"a": -1}, {"a": 0}, {"a": "many"}, {"a": float("nan")}])
def test_wrong_shares_are_refused(shares):
    with pytest.raises(GoldsmithError, match="shares are numbers"):
        Check.build({"balance": {"shares": shares}})
