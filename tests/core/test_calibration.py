"""Calibration, held against values worked out by hand."""

import pytest

from goldsmith.core.calibration import calibration

STATED = [{"a": 0.9, "b": 0.1}, {"a": 0.8, "b": 0.2}, {"a": 0.35, "b": 0.65}, {"a": 0.95, "b": 0.05}]


def test_by_hand():
    found = calibration(STATED, ["a", "b", "b", "a"])
    assert (found.items, found.right, found.accuracy) == (4, 3, 0.75)
    brier = (2 * 0.1**2 + 2 * 0.8**2 + 2 * 0.35**2 + 2 * 0.05**2) / 4
    assert found.brier == pytest.approx(brier)
    # bins: 0.65 (right), 0.8 (wrong), 0.9 and 0.95 (both right)
    assert found.ece == pytest.approx((0.35 + 0.8 + 2 * 0.075) / 4)
    assert [(one.items, one.right) for one in found.bins] == [(1, 1), (1, 0), (2, 1)]
    assert dict(found.confusion) == {("a", "a"): 2, ("b", "a"): 1, ("b", "b"): 1}
    assert found.interval[0] < 0.75 < found.interval[1]


def test_nothing_and_certainty():
    assert calibration([], []).items == 0
    sure = calibration([{"a": 1.0, "b": 0.0}], ["a"])
    assert (sure.ece, sure.brier, sure.bins[0].high) == (0, 0, 1.0)
