"""What was mended with the help of the blind cases stays mended: the share of right findings, and of faults found."""

import pytest

from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets

BOUNDS = {
    "apology": (1.0, 1.0),
    "code-blocks": (0.95, 0.9),
    "house-style": (0.8, 0.8),
    "language": (0.85, 0.85),
    "leftovers": (0.9, 0.9),
    "links": (1.0, 0.85),
    "mojibake": (1.0, 0.8),
    "personal-data": (1.0, 0.95),
    "prompt-injection": (1.0, 1.0),
    "repetition": (1.0, 1.0),
    "requested-form": (1.0, 0.9),
    "secrets": (1.0, 0.75),
    "tables": (1.0, 0.85),
    "toxicity": (0.95, 0.9),
}
SLOW = {"grammar": (0.9, 0.65), "spelling": (0.9, 0.95)}
NAMES = [*BOUNDS, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)]


@pytest.mark.parametrize("name", NAMES)
def test_blind_cases(name):
    precision, recall = {**BOUNDS, **SLOW}[name]
    measured = measure(name, [case for case in planted_sets([name])[name] if case.blind])
    found, wrong = sum(one.found for one in measured), sum(one.wrong for one in measured)
    assert found >= precision * (found + wrong) and found >= recall * sum(one.faults for one in measured), measured
