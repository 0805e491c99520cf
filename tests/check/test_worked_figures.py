"""Equations and durations that a text puts together itself."""

import pytest

from goldsmith.check.evidence.worked_figures import durations, worked_out, written_products


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("3 × 12.50 = 37.50", ["37.50"]),
        ("The total is 120 x 24.50 = $2,940.", ["2,940"]),
        ("2 + 3 × 4 = 14, not 2 + 3 * 4 = 20", ["14"]),
        ("10 - 4 - 3 = 3", ["3"]),
        ("7,000,000 / 365 ≈ 19,178", ["19,178"]),
        ("5 / 0 = 7", []),
        ("1 + 1 = 3", []),
        ("a = 5", []),
    ],
)
def test_results_of_right_equations(text, results):
    assert [text[start:].split()[0].rstrip(".,") for start in worked_out(text)] == results


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2 hours and 22 minutes", [142]),
        ("an hour and 15 minutes", [75]),
        ("1 h 5 min", [65]),
        ("dos horas", []),
        ("2 horas y 10 minutos", [130]),
        ("22 minutes", []),
    ],
)
def test_hours_and_minutes_are_one_number(text, minutes):
    assert [one.readings[0][0] for one in durations(text)] == minutes


def test_products_that_are_only_written_down():
    assert list(written_products("3 x 12,50\n2×4 and 5x")) == [37.5, 8]
